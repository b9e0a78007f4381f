import { withNewPayment } from '../../electron/practice-portal/portal-state'
import type { PracticePortal } from '../../electron/practice-portal/server'

/** So many of them are two to an order; the others have one of their own. */
const PAIRED = 10
const FIRST_ORDER_ID = 8_001

/** Gives the practice portal so many payments more, in orders of their own, and answers their ids. */
export function withManyPayments(portal: PracticePortal, count: number): Promise<number[]> {
  return portal.state.change(before => {
    const orderIdOf = (index: number): number => FIRST_ORDER_ID + (index < PAIRED ? index - (index % 2) : index)
    const indices = Array.from({ length: count }, (_, index) => index)
    const orders = [...new Set(indices.map(orderIdOf))].map(id => ({
      id,
      title: `Order ${String(id)}`,
      language: 'en',
      payer: `Payer ${String(id)}`,
      currency: 'EUR',
      dealId: id,
    }))
    const ids: number[] = []
    let state = { ...before, orders: [...before.orders, ...orders] }
    for (const index of indices) {
      const orderId = orderIdOf(index)
      const accountNumber = `${String(orderId)}/${String(index < PAIRED ? (index % 2) + 1 : 1)}`
      const unpaid = { isPaid: false, paidAt: null, paidBy: null, billedAt: null, dueAt: null }
      const made = withNewPayment(state, { orderId, accountNumber, sum: 10 + index, paySystemId: 21, ...unpaid })
      state = { ...made.state, orders: state.orders }
      ids.push(made.id)
    }
    return { state, value: ids }
  })
}
