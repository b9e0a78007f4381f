import axe from 'axe-core'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { defineComponent, h, ref } from 'vue'
import { MarkState, type Marking, type MarkOutcome, type MarkResult } from '#common/payments/marking.contract'
import type { PaymentRow } from '#common/payments/payments.contract'
import type { Portal, PortalId } from '#common/portals/portals.contract'
import { usePortalList } from '#ipc/portal-list.ts'
import { en } from '../../../renderer/app/locales/en'
import PaymentList from '../../../renderer/features/payments/components/PaymentList.vue'
import { fakeMain, type FakeMain } from '../fake-main'
import { mountUi } from '../ui/mount-ui'

const PORTALS = ['fair', 'shop'].map(id => ({
  id: id as PortalId,
  title: id === 'fair' ? 'Winter fair' : 'Corner shop',
  origin: `https://${id}.example`,
  userId: 1,
  colour: 'blue',
  isProduction: false,
  isPractice: false,
  secretState: 'keychain',
  secretSavedAt: null,
})) as Portal[]
const [FAIR, SHOP] = PORTALS as [Portal, Portal]
const REFUSED = { code: 'portal', details: { code: 'ACCESS_DENIED', description: 'Not by you.' } } as const
const ROWS = [1041, 1042].map((paymentId): PaymentRow => ({
  paymentId,
  orderKey: null,
  accountNumber: null,
  sum: 49.5,
  currency: 'EUR',
  isPaid: false,
  paySystemName: null,
  due: null,
  texts: [],
  readAt: { order: null, sum: null, due: null, texts: null },
  link: { kind: 'none' },
}))

let main: FakeMain
const isShown = ref(true)

beforeEach(async () => {
  await page.viewport(1000, 900)
  setActivePinia(createPinia())
  isShown.value = true
  main = fakeMain({
    calls: [
      'portals.list',
      'payments.list',
      'marking.list',
      'marking.plan',
      'marking.cancelPlan',
      'marking.apply',
      'marking.stop',
      'marking.dismiss',
      'settings.get',
    ],
    pushes: [
      'portals.changed',
      'payments.listChanged',
      'payments.rowsChanged',
      'payments.fetchingChanged',
      'payments.sourceProgressed',
      'marking.changed',
      'marking.planProgressed',
      'settings.changed',
    ],
  })
})

const progress = () => page.getByRole('progressbar', { name: 'Payments that are marked' })
const course = () => page.getByRole('region', { name: /arking payments as/ })
const button = (name: string) => page.getByRole('button', { name, exact: true })

function running(changes: Partial<Extract<Marking, { kind: 'running' }>> = {}): Marking {
  return { kind: 'running', portalId: FAIR.id, mark: 'paid', done: 1, total: 2, isWaiting: false, ...changes }
}

function ended(changes: Partial<MarkResult> = {}): Marking {
  const outcomes = ROWS.map(({ paymentId }) => outcome(paymentId, 'done'))
  return {
    kind: 'ended',
    portalId: FAIR.id,
    result: { mark: 'paid', status: 'done', outcomes, notSent: [], ...changes },
  }
}

function outcome(paymentId: number, state: MarkState): MarkOutcome {
  return { paymentId, state, error: null }
}

/** The list of payments as somebody finds it who comes to it. */
async function show(markings: readonly Marking[], rows: readonly PaymentRow[] = ROWS): Promise<void> {
  const loading = usePortalList().load()
  await main.answer('portals.list', { portals: PORTALS, currentId: FAIR.id, keychain: 'ready' })
  await loading
  const Place = defineComponent(() => () => {
    const props = { portalId: FAIR.id, portalTitle: FAIR.title, busyId: null }
    return isShown.value ? h(PaymentList, props) : null
  })
  mountUi(() => h(Place))
  await comeBack(markings, rows)
}

async function comeBack(markings: readonly Marking[], rows: readonly PaymentRow[] = ROWS): Promise<void> {
  isShown.value = true
  await expect.poll(() => main.asked('marking.list').length).toBeGreaterThan(0)
  await main.answer('payments.list', { rows, fetching: null })
  await main.answer('marking.list', markings)
}

describe('a marking that goes on', () => {
  it('is there with its count and its way to stop it for whoever comes back', async () => {
    await show([running()])

    await expect.element(progress()).toHaveAttribute('value', '1')
    await expect.element(page.getByText('1 of 2 payments done. Each is read back.')).toBeVisible()
    await button('Stop after this one').click()
    expect(main.asked('marking.stop')).toHaveLength(1)
    await main.answer('marking.stop', undefined)
    main.tell('marking.changed', [running({ isWaiting: true })])
    await expect.element(page.getByText('The answer for one of them was lost; nothing is sent twice.')).toBeVisible()
    await button('Wait no longer').click()
    expect(main.asked('marking.stop')).toHaveLength(2)
    expect(await problemsOf()).toEqual([])
  })

  it('is there also where the list has no payments any more', async () => {
    await show([running()], [])

    await expect.element(progress()).toHaveAttribute('value', '1')
  })

  it('goes on being shown, to its end', async () => {
    await show([running()])
    main.tell('marking.changed', [running({ done: 2 })])
    await expect.element(progress()).toHaveAttribute('value', '2')
    main.tell('marking.changed', [ended()])

    await expect.element(course().getByRole('status')).toHaveTextContent('2 payments were changed and read back.')
    await expect.element(progress()).not.toBeInTheDocument()
  })

  it('lets no other one be begun, on whatever portal it is', async () => {
    await show([running({ portalId: SHOP.id })])
    await page.getByRole('checkbox', { name: 'Select payment 1041' }).click()

    const words = 'Payments are being marked on Corner shop. Wait until that is done, or stop it there.'
    for (const name of ['Mark as paid…', 'Mark as unpaid…']) {
      await expect.element(button(name)).toHaveAttribute('aria-disabled', 'true')
      await expect.element(button(name)).toHaveAttribute('title', words)
    }
    await expect.element(progress()).not.toBeInTheDocument()
    main.tell('marking.changed', [])
    await expect.element(button('Mark as paid…')).not.toHaveAttribute('aria-disabled')
  })

  it('takes the place of its plan and the focus once it has begun', async () => {
    await show([])
    await page.getByRole('checkbox', { name: 'Select payment 1041' }).click()
    await button('Mark as paid…').click()
    const payments = [{ ...ROWS[0], paySystemId: 21 }]
    const plan = { id: 'plan-1', portalId: FAIR.id, mark: 'paid', payments, asWanted: [], unsettled: [], unread: [] }
    await main.answer('marking.plan', plan)
    await page.getByRole('button', { name: 'Mark 1 payment as paid on Winter fair' }).click()
    main.tell('marking.changed', [running({ done: 0, total: 1 })])
    await main.answer('marking.apply', undefined)

    await expect.element(page.getByRole('heading', { name: 'Marking payments as paid on Winter fair' })).toHaveFocus()
    await expect.element(page.getByRole('region', { name: 'Mark as paid on Winter fair' })).not.toBeInTheDocument()
  })
})

describe('what came of a marking', () => {
  it('is there for whoever was elsewhere when it ended, until it is dismissed', async () => {
    await show([running()])
    isShown.value = false
    await expect.element(progress()).not.toBeInTheDocument()
    await comeBack([ended({ outcomes: [outcome(1041, 'done'), outcome(1042, 'undecided')] })])

    await expect.element(course().getByRole('listitem')).toHaveTextContent(en['marking.state-undecided'])
    expect(await problemsOf()).toEqual([])
    await button('Close').click()
    expect(main.asked('marking.dismiss')).toEqual([FAIR.id])
    main.tell('marking.changed', [])
    await main.answer('marking.dismiss', undefined)
    await expect.element(course()).not.toBeInTheDocument()
    await expect.element(page.getByRole('heading', { name: 'Payment list' })).toHaveFocus()
  })

  it('is not that of another portal', async () => {
    await show([{ ...ended(), portalId: SHOP.id }])

    await expect.element(page.getByRole('heading', { name: 'Payment list' })).toBeVisible()
    expect(course().elements()).toEqual([])
  })

  it.each(MarkState.options.filter(state => state !== 'done'))('says of a payment that it is %s', async state => {
    await show([ended({ outcomes: [outcome(1041, 'done'), outcome(1042, state)] })])

    const item = course().getByRole('listitem')
    await expect.element(item).toHaveTextContent(`Payment 1042: ${en[`marking.state-${state}`]}`)
    await expect
      .element(course().getByRole('status'))
      .toHaveTextContent(state === 'done-unheard' ? '2 payments were changed' : '1 payment was changed')
  })

  it('gives the portal’s own words for what it refused', async () => {
    await show([ended({ outcomes: [outcome(1041, 'done'), { ...outcome(1042, 'refused'), error: REFUSED }] })])

    const words = `left as it was. ${en['error.portal.ACCESS_DENIED']} The portal says: Not by you.`
    await expect.element(course().getByRole('listitem')).toHaveTextContent(`Payment 1042: ${words}`)
  })

  it('is an alert where it ended early, and names what was not sent', async () => {
    await show([ended({ status: 'failed', outcomes: [outcome(1041, 'done')], notSent: [1042] })])

    const alert = course().getByRole('alert')
    await expect.element(alert).toHaveTextContent('Ended early. 1 payment was changed and read back.')
    await expect.element(alert).toHaveTextContent('1 payment was left as it was: 1042.')
  })
})

async function problemsOf(): Promise<string[]> {
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))
}
