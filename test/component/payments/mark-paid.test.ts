import axe from 'axe-core'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, ref } from 'vue'
import { AppError } from '#common/ipc/app-error'
import type { LivePayment, MarkPlan, MarkPlanId, PaidMark } from '#common/payments/marking.contract'
import type { Portal, PortalId } from '#common/portals/portals.contract'
import { en } from '../../../renderer/app/locales/en'
import MarkPaid from '../../../renderer/features/payments/components/MarkPaid.vue'
import { fakeMain, type FakeMain } from '../fake-main'
import { mountUi } from '../ui/mount-ui'

const FAIR: Portal = {
  id: 'fair' as PortalId,
  title: 'Winter fair',
  origin: 'https://fair.example',
  userId: 1,
  colour: 'blue',
  isProduction: false,
  isPractice: false,
  secretState: 'keychain',
  secretSavedAt: null,
}
const PRODUCTION: Portal = { ...FAIR, isProduction: true }
const IDS = [1041, 1042]
const PLAN: MarkPlan = {
  id: 'plan-1' as MarkPlanId,
  portalId: FAIR.id,
  mark: 'paid',
  payments: IDS.map(liveOf),
  asWanted: [],
  unsettled: [],
  unread: [],
}
const REFUSED = { code: 'portal', details: { code: 'ACCESS_DENIED', description: 'Not by you.' } } as const

let main: FakeMain
let closed: () => void
let begun: () => void

beforeEach(async () => {
  await page.viewport(1000, 800)
  setActivePinia(createPinia())
  closed = vi.fn()
  begun = vi.fn()
  main = fakeMain({
    calls: ['marking.plan', 'marking.cancelPlan', 'marking.apply', 'settings.get'],
    pushes: ['marking.planProgressed', 'settings.changed'],
  })
})

const progress = () => page.getByRole('progressbar', { name: 'Payments that are read' })
const confirm = () => page.getByRole('button', { name: /^Mark \d+ payments? as/ })
const nameField = () => page.getByRole('textbox', { name: 'Name of the production portal' })
const button = (name: string) => page.getByRole('button', { name, exact: true })

function liveOf(paymentId: number): LivePayment {
  const facts = { isPaid: false, sum: 49.5, currency: 'EUR', paySystemId: 21, paySystemName: 'Card' }
  return { ...facts, paymentId, accountNumber: `5001/${String(paymentId)}` }
}

function show(portal = FAIR, mark: PaidMark = 'paid'): void {
  mountUi(() => h(MarkPaid, { portal, paymentIds: IDS, mark, onBegun: begun, onClosed: closed }))
}

async function showPlanned(changes: Partial<MarkPlan> = {}, portal = FAIR): Promise<void> {
  show(portal, changes.mark)
  await main.answer('marking.plan', { ...PLAN, ...changes })
}

describe('what marking payments would change', () => {
  it('is read from the portal first, and the focus is at its heading', async () => {
    show()

    await expect.element(page.getByRole('heading', { name: 'Mark as paid on Winter fair' })).toHaveFocus()
    await expect.element(progress()).toHaveAttribute('value', '0')
    expect(main.asked('marking.plan')).toEqual([{ portalId: 'fair', paymentIds: IDS, mark: 'paid' }])
    expect(confirm().elements()).toEqual([])
  })

  it('says how many payments were read', async () => {
    show()
    main.tell('marking.planProgressed', { done: 1, total: 2 })

    await expect.element(progress()).toHaveAttribute('value', '1')
    await expect.element(progress()).toHaveAttribute('max', '2')
    const words = 'Reading the payments from the portal: 1 of 2. Nothing is changed yet.'
    await expect.element(page.getByRole('status')).toHaveTextContent(words)
    expect(await problemsOf()).toEqual([])
  })

  it('is given up by whoever does not want to wait, or leaves', async () => {
    const isShown = ref(true)
    mountUi(() =>
      isShown.value
        ? h(MarkPaid, { portal: FAIR, paymentIds: IDS, mark: 'paid', onClosed: () => (isShown.value = false) })
        : null,
    )
    await button('Cancel').click()

    await expect.element(progress()).not.toBeInTheDocument()
    expect(main.asked('marking.cancelPlan')).toHaveLength(1)
  })

  it.each([
    { mark: 'paid', change: 'Not paid → paid', means: en['marking.means-paid'] },
    { mark: 'unpaid', change: 'Paid → not paid', means: en['marking.means-unpaid'] },
  ] as const)('is shown payment by payment, with what it means: $mark', async ({ mark, change, means }) => {
    await showPlanned({ mark })

    const table = page.getByRole('table', { name: 'What changes on the portal' })
    await expect.element(table).toBeVisible()
    const [, ...rows] = table.getByRole('row').elements()
    expect(rows.map(row => [...row.children].map(cell => cell.textContent.trim()))).toEqual([
      ['1041', '5001/1041', '49.5 EUR', 'Card', change],
      ['1042', '5001/1042', '49.5 EUR', 'Card', change],
    ])
    await expect.element(page.getByText(means)).toBeVisible()
    await expect.element(confirm()).toHaveTextContent(`Mark 2 payments as ${mark} on Winter fair`)
    expect(await problemsOf()).toEqual([])
  })

  it('names what is left out, and why', async () => {
    const unread = [1, 2, 3, 4, 5, 6, 7].map(paymentId => ({ paymentId, error: REFUSED }))
    await showPlanned({ asWanted: [7, 8], unsettled: [9], unread })

    await expect.element(page.getByText('2 payments are paid already and left out: 7, 8.')).toBeVisible()
    await expect.element(page.getByText(/^1 payment is left out, because .* earlier call: 9\./)).toBeVisible()
    const words = en['error.portal.ACCESS_DENIED']
    await expect.element(page.getByText(`Payment 5 is left out. ${words}`)).toBeVisible()
    expect(page.getByText(/^Payment \d is left out\./).elements()).toHaveLength(5)
    await expect.element(page.getByText('2 more payments are left out like this.')).toBeVisible()
  })

  it('is nothing where nothing is left, and nothing can be confirmed', async () => {
    await showPlanned({ payments: [], asWanted: IDS })

    await expect.element(page.getByText('There is nothing to change. Nothing was sent.')).toBeVisible()
    expect(confirm().elements()).toEqual([])
    await button('Cancel').click()
    expect(closed).toHaveBeenCalledOnce()
  })

  it('is asked for again where the portal did not answer', async () => {
    show()
    await main.refuse('marking.plan', new AppError('network', 'x', { details: { layer: 'timeout' } }))

    await expect.element(page.getByRole('alert')).toHaveTextContent(en['error.network.timeout'])
    await button('Try again').click()
    await main.answer('marking.plan', PLAN)

    await expect.element(confirm()).toBeVisible()
    expect(main.asked('marking.plan')).toHaveLength(2)
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  })

  it('is not sent to a production portal before its name is typed', async () => {
    await showPlanned({}, PRODUCTION)

    await expect.element(confirm()).toHaveAttribute('aria-disabled', 'true')
    await nameField().fill('Winter')
    await userEvent.keyboard('{Enter}')
    expect(main.asked('marking.apply')).toEqual([])
    await nameField().fill('Winter fair')
    await expect.element(confirm()).not.toHaveAttribute('aria-disabled')
    await userEvent.keyboard('{Enter}')

    await expect.poll(() => main.asked('marking.apply')).toEqual(['plan-1'])
  })
})

describe('the marking of payments', () => {
  it('is begun once, and shown in another place from then on', async () => {
    await showPlanned()
    await confirm().click()

    expect(main.asked('marking.apply')).toEqual(['plan-1'])
    expect(confirm().elements()).toEqual([])
    expect(begun).not.toHaveBeenCalled()
    await main.answer('marking.apply', undefined)
    await expect.poll(() => begun).toHaveBeenCalledOnce()
  })

  it('says why it did not begin, and is planned again', async () => {
    await showPlanned()
    await confirm().click()
    await main.refuse('marking.apply', new AppError('conflict', 'x', { details: { reason: 'marking-goes-on' } }))

    await expect.element(page.getByRole('alert')).toHaveTextContent(en['error.conflict.marking-goes-on'])
    expect(confirm().elements()).toEqual([])
    expect(begun).not.toHaveBeenCalled()
    await button('Plan again').click()
    await main.answer('marking.plan', PLAN)
    await expect.element(confirm()).toBeVisible()
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  })
})

async function problemsOf(): Promise<string[]> {
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))
}
