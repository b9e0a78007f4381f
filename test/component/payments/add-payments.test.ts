import { beforeEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { h } from 'vue'
import { AppError } from '#common/ipc/app-error'
import type { Searched } from '#common/payments/payments.contract'
import type { PortalId } from '#common/portals/portals.contract'
import { en } from '../../../renderer/app/locales/en'
import AddPayments from '../../../renderer/features/payments/components/AddPayments.vue'
import { fakeMain, type FakeMain } from '../fake-main'
import { mountUi } from '../ui/mount-ui'

const FAIR = 'fair' as PortalId
const ANY = { orderId: null, paySystemId: null, isPaid: null, from: null, to: null, leastSum: null, mostSum: null }
const DENIED = { code: 'portal', details: { code: 'ACCESS_DENIED', method: 'sale.payment.list' } } as const
const LEFT: Searched = { added: 50, known: 0, leftOut: 0, isWhole: false, next: 50, error: DENIED }
const WHOLE: Searched = { added: 70, known: 0, leftOut: 0, isWhole: true, next: null, error: null }

let main: FakeMain

beforeEach(async () => {
  await page.viewport(1000, 800)
  main = fakeMain({
    calls: ['payments.addFromSearch', 'payments.cancelSource'],
    pushes: ['payments.sourceProgressed'],
  })
  mountUi(() => h(AddPayments, { portalId: FAIR }))
})

const goOn = () => page.getByRole('button', { name: 'Go on with the search' })

describe('a search that fails at a later page', () => {
  beforeEach(async () => {
    await page.getByRole('radio', { name: 'Search' }).click()
    await page.getByRole('button', { name: 'Search and add' }).click()
    await main.answer('payments.addFromSearch', LEFT)
  })

  it('says what was found, beside what went wrong, and is gone on with where it was left', async () => {
    await expect.element(page.getByText('50 payments were added.')).toBeVisible()
    await expect.element(page.getByRole('alert')).toHaveTextContent(en['error.portal.ACCESS_DENIED'])
    await goOn().click()
    await main.answer('payments.addFromSearch', WHOLE)

    await expect.element(page.getByText('70 payments were added.')).toBeVisible()
    await expect.element(goOn()).not.toBeInTheDocument()
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
    expect(main.asked('payments.addFromSearch')).toEqual([
      { portalId: 'fair', filter: ANY, start: 0 },
      { portalId: 'fair', filter: ANY, start: 50 },
    ])
  })

  it('can be gone on with again where that fails, too', async () => {
    await goOn().click()
    await main.refuse('payments.addFromSearch', new AppError('network', 'x', { details: { layer: 'timeout' } }))

    await expect.element(page.getByRole('alert')).toHaveTextContent(en['error.network.timeout'])
    await goOn().click()
    await main.answer('payments.addFromSearch', WHOLE)
    expect(main.asked('payments.addFromSearch').at(-1)).toMatchObject({ start: 50 })
  })
})

describe('the field for ids', () => {
  it('is as wide as its place, and can be made higher', async () => {
    const field = page.getByRole('textbox', { name: 'Ids and ranges' })
    await expect.element(field).toBeVisible()
    const box = field.element()

    expect(box.getBoundingClientRect().width).toBeGreaterThan(600)
    expect(getComputedStyle(box).resize).toBe('vertical')
  })
})
