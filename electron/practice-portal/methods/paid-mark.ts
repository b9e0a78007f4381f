import { withPayment, type Payment, type PaymentFields, type PortalState } from '../portal-state'
import { portalTime } from '../portal-time'
import type { MethodCall } from './method'

export const UNPAID = { isPaid: false, paidAt: null, paidBy: null } as const satisfies Partial<PaymentFields>

/** The portal after the caller marks a payment as paid now, or as not paid; the same when it is so already. */
export function withPaidMark(call: MethodCall, { id, isPaid }: Payment, willBePaid: boolean): PortalState {
  const { state, nowMs, webhook } = call
  if (isPaid === willBePaid) return state
  const paid = { isPaid: true, paidAt: portalTime(nowMs), paidBy: Number(webhook.userId) }
  return withPayment(state, id, willBePaid ? paid : UNPAID)
}
