import { PhpArray, type PhpValue } from '../php-value'
import type { Payment, PortalState } from '../portal-state'
import { isCash, yesOrNo } from './payment-system-rows'

/** Fields of a payment that a store has and the practice portal never fills. */
const UNUSED = [
  ...['psStatus', 'psStatusCode', 'psStatusDescription', 'psStatusMessage', 'psSum', 'psCurrency', 'psResponseDate'],
  ...['psInvoiceId', 'payVoucherNum', 'payVoucherDate', 'xmlId', 'companyId', 'priceCod'],
  ...['payReturnNum', 'payReturnDate', 'empReturnId', 'payReturnComment', 'responsibleId', 'empResponsibleId'],
  ...['dateResponsibleId', 'isReturn', 'comments', 'updated1c', 'id1c', 'version1c', 'externalPayment', 'marked'],
  ...['reasonMarked', 'dateMarked', 'empMarkedId'],
]

/** A payment as the online store lists it. */
export function paymentRow(state: PortalState, payment: Payment): PhpArray {
  const system = state.paymentSystems.find(({ id }) => id === payment.paySystemId)
  return PhpArray.of([
    ['id', BigInt(payment.id)],
    ['orderId', BigInt(payment.orderId)],
    ...commonFields(state, payment),
    ['paySystemXmlId', system?.xmlId ?? null],
    ['paySystemIsCash', yesOrNo(system !== undefined && isCash(system))],
    ['datePayBefore', payment.dueAt],
    ['dateBill', payment.billedAt],
    ...UNUSED.map(name => [name, null] as const),
  ])
}

/** A payment as the CRM lists it. */
export function crmPaymentRow(state: PortalState, payment: Payment): PhpArray {
  return PhpArray.of([['id', BigInt(payment.id)], ...commonFields(state, payment)])
}

function commonFields(state: PortalState, payment: Payment): readonly (readonly [string, PhpValue])[] {
  const order = state.orders.find(({ id }) => id === payment.orderId)
  const system = state.paymentSystems.find(({ id }) => id === payment.paySystemId)
  return [
    ['accountNumber', payment.accountNumber],
    ['paid', yesOrNo(payment.isPaid)],
    ['datePaid', payment.paidAt],
    ['empPaidId', payment.paidBy === null ? null : BigInt(payment.paidBy)],
    ['paySystemId', BigInt(payment.paySystemId)],
    ['sum', numberOf(payment.sum)],
    ['currency', order?.currency ?? ''],
    ['paySystemName', system?.name ?? ''],
  ]
}

/** Whole sums leave PHP as integers. */
function numberOf(sum: number): PhpValue {
  return Number.isInteger(sum) ? BigInt(sum) : sum
}
