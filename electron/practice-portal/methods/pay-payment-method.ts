import { isEmpty, withUpperCaseKeysInside } from '../php-value'
import { checkFailure } from '../portal-error'
import type { Method, MethodCall, MethodOutcome } from './method'
import { withPaidMark } from './paid-mark'
import { paymentOfSystem, paymentSystemOfId } from './payment-system-methods'

export const payPaymentMethods: readonly Method[] = [
  { name: 'sale.paysystem.pay.payment', scope: 'pay_system', needsAdmin: false, run: payPayment },
]

/** Marks a payment as paid through the payment system it is assigned to. */
function payPayment(call: MethodCall): MethodOutcome {
  const parameters = withUpperCaseKeysInside(call.parameters)
  const [systemId, paymentId] = ['PAY_SYSTEM_ID', 'PAYMENT_ID'].map(name => parameters.get(name))
  if (isEmpty(systemId)) throw checkFailure('Empty field PAY_SYSTEM_ID!')
  const system = paymentSystemOfId(call.state, systemId)
  if (system === undefined) throw checkFailure('Pay system not found')
  if (isEmpty(paymentId)) throw checkFailure('Empty field PAYMENT_ID')
  return { result: true, state: withPaidMark(call, paymentOfSystem(call.state, system, paymentId), true) }
}
