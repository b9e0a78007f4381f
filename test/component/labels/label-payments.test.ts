import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { h } from 'vue'
import { NOTHING_READ } from '#common/payments/fact-times'
import type { PaymentRow } from '#common/payments/payments.contract'
import LabelPayments from '../../../renderer/features/labels/components/LabelPayments.vue'
import { mountUi } from '../ui/mount-ui'

function row(paymentId: number, isPaid: boolean | null): PaymentRow {
  const fetchedAt = new Date().toISOString()
  const nothing = { orderKey: null, accountNumber: null, sum: null, currency: null, paySystemName: null, due: null }
  return {
    ...nothing,
    paymentId,
    isPaid,
    texts: [],
    readAt: NOTHING_READ,
    link: { kind: 'ready', fetchedAt, isTargetProven: true },
  }
}

it('says which payments that get a label are paid already, and which get none', async () => {
  mountUi(() =>
    h(LabelPayments, { linked: [row(1, false), row(2, true), row(3, null), row(4, true)], withoutLink: [7] }),
  )
  await expect.element(page.getByText(/2 payments are marked as paid already: 2, 4\./)).toBeVisible()
  await expect.element(page.getByText(/One payment has no link and gets no label: 7\./)).toBeVisible()
})

it('says nothing of what is not known to be paid', async () => {
  mountUi(() => h(LabelPayments, { linked: [row(1, false), row(2, null)], withoutLink: [] }))
  await expect.element(page.getByText(/2 payments get a label each/)).toBeVisible()
  expect(page.getByText(/paid already/).query()).toBeNull()
})
