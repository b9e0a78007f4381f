import { filtered, ordered } from '../list-query'
import { isSet, PhpArray, toInt, type PhpValue } from '../php-value'
import { PortalError } from '../portal-error'
import { withNewPayment, withoutPayment, withPayment, type Order, type Payment } from '../portal-state'
import { portalTime } from '../portal-time'
import type { Method, MethodCall, MethodOutcome } from './method'
import { UNPAID, withPaidMark } from './paid-mark'
import { crmPaymentRow } from './payment-rows'

const DEAL = 2n

/** `crm.item.payment.*`, on deals: of the practice portal's CRM objects they alone have payments. */
export const crmPaymentMethods: readonly Method[] = [
  crmMethod('add', addPayment),
  crmMethod('list', listPayments),
  crmMethod('get', call => ({ result: crmPaymentRow(call.state, paymentOfId(call)) })),
  crmMethod('update', updatePayment),
  crmMethod('pay', call => ({ result: true, state: withPaidMark(call, paymentOfId(call), true) })),
  crmMethod('unpay', call => ({ result: true, state: withPaidMark(call, paymentOfId(call), false) })),
  crmMethod('delete', call => ({ result: true, state: withoutPayment(call.state, paymentOfId(call).id) })),
]

function crmMethod(verb: string, run: Method['run']): Method {
  return { name: `crm.item.payment.${verb}`, scope: 'crm', needsAdmin: false, run }
}

function addPayment(call: MethodCall): MethodOutcome {
  const order = orderOfEntity(call)
  if (order === undefined) {
    const id = toInt(call.parameters.get('entityId'))
    throw refused(`Entity with identifier ${id} does not exist`)
  }
  const parts = call.state.payments.filter(({ orderId }) => orderId === order.id)
  const { state, id } = withNewPayment(call.state, {
    orderId: order.id,
    accountNumber: `${order.id}/${nextPart(parts)}`,
    sum: 0,
    paySystemId: parts[0]?.paySystemId ?? call.state.paymentSystems[0]?.id ?? 0,
    ...UNPAID,
    billedAt: portalTime(call.nowMs),
    dueAt: null,
  })
  return { result: BigInt(id), state }
}

function listPayments(call: MethodCall): MethodOutcome {
  const order = orderOfEntity(call)
  const payments = call.state.payments.filter(({ orderId }) => orderId === order?.id)
  const rows = payments.map(payment => crmPaymentRow(call.state, payment))
  const { parameters } = call
  return { result: PhpArray.list(ordered(filtered(rows, parameters.get('filter')), parameters.get('order'))) }
}

function updatePayment(call: MethodCall): MethodOutcome {
  required(call, 'id')
  const fields = required(call, 'fields')
  const payment = paymentOfId(call)
  const given = fields instanceof PhpArray ? fields : new PhpArray()
  const paid = given.get('paid')
  const paySystemId = given.get('paySystemId')
  if (!isSet(paid) && !isSet(paySystemId)) throw refused('Empty fields')
  const state = isSet(paid) ? withPaidMark(call, payment, paid === 'Y') : call.state
  if (!isSet(paySystemId)) return { result: true, state }
  const system = state.paymentSystems.find(({ id }) => BigInt(id) === toInt(paySystemId))
  if (system === undefined) throw refused('Payment system not found')
  return { result: true, state: withPayment(state, payment.id, { paySystemId: system.id }) }
}

/** The order of the CRM object that is asked about, where it has one. */
function orderOfEntity(call: MethodCall): Order | undefined {
  const entityId = toInt(required(call, 'entityId'))
  const isDeal = toInt(required(call, 'entityTypeId')) === DEAL
  return isDeal ? call.state.orders.find(({ dealId }) => BigInt(dealId) === entityId) : undefined
}

function paymentOfId(call: MethodCall): Payment {
  const wanted = toInt(required(call, 'id'))
  const payment = call.state.payments.find(({ id }) => BigInt(id) === wanted)
  if (payment === undefined) throw refused('Payment not found')
  return payment
}

/** The number after the highest in use, because a part may have been deleted. */
function nextPart(parts: readonly Payment[]): number {
  return Math.max(0, ...parts.map(({ accountNumber }) => Number(accountNumber.split('/')[1]))) + 1
}

function required({ parameters }: MethodCall, name: string): PhpValue {
  const value = parameters.get(name)
  if (!isSet(value)) throw new PortalError(400, '100', `Could not find value for parameter {${name}}`)
  return value
}

function refused(description: string): PortalError {
  return new PortalError(400, '0', description)
}
