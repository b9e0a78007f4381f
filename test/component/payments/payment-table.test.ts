import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { h } from 'vue'
import { NOTHING_READ } from '#common/payments/fact-times'
import type { PaymentRow } from '#common/payments/payments.contract'
import PaymentTable from '../../../renderer/features/payments/components/PaymentTable.vue'
import { mountUi } from '../ui/mount-ui'

const DAY_MS = 86_400_000

function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString()
}

function row(paymentId: number, changes: Partial<PaymentRow>): PaymentRow {
  const nothing = { orderKey: null, accountNumber: null, currency: null, isPaid: null, paySystemName: null, due: null }
  return { ...nothing, paymentId, sum: null, texts: [], readAt: NOTHING_READ, link: { kind: 'none' }, ...changes }
}

function show(rows: readonly PaymentRow[]): void {
  mountUi(() =>
    h(PaymentTable, {
      rows,
      order: { column: 'payment', isDescending: false },
      busyId: null,
      isSelected: () => false,
      isAllSelected: false,
    }),
  )
}

const rowOf = (id: number) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: String(id) }) })

it('says when what is known of a payment was not read today', async () => {
  const texts = [{ name: 'Payer', value: 'Roth' }]
  show([
    row(1040, { sum: 9, currency: 'EUR', readAt: { ...NOTHING_READ, sum: daysAgo(3) } }),
    row(1041, { sum: 9, currency: 'EUR', readAt: { ...NOTHING_READ, sum: daysAgo(0) } }),
    row(1042, { sum: 9, currency: 'EUR' }),
    row(1043, { texts, readAt: { ...NOTHING_READ, texts: daysAgo(1) } }),
    row(1044, {}),
  ])

  await expect.element(rowOf(1040)).toHaveTextContent('9 EUR read 3 days ago')
  await expect.element(rowOf(1041)).not.toHaveTextContent('read')
  await expect.element(rowOf(1042)).toHaveTextContent('not known when it was read')
  await expect.element(rowOf(1043)).toHaveTextContent('read yesterday')
  await expect.element(rowOf(1044)).not.toHaveTextContent('read')
})
