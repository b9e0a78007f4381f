import { toText, type PhpValue } from '../php-value'
import type { Payment, PortalState } from '../portal-state'

type Provided = Readonly<Record<string, string | undefined>>

/** The text that a parameter has for one payment; empty when its source is not one the practice portal knows. */
export function providedValue(
  state: PortalState,
  payment: Payment,
  { type, value }: { type: PhpValue; value: PhpValue },
): string {
  switch (type) {
    case 'VALUE':
    case 'INPUT':
      return toText(value)
    case 'PAYMENT':
      return ofPayment(state, payment)[toText(value)] ?? ''
    case 'ORDER':
      return ofOrder(state, payment)[toText(value)] ?? ''
    default:
      return ''
  }
}

function ofPayment({ orders, paymentSystems }: PortalState, payment: Payment): Provided {
  return {
    ID: String(payment.id),
    ACCOUNT_NUMBER: payment.accountNumber,
    SUM: String(payment.sum),
    CURRENCY: orders.find(({ id }) => id === payment.orderId)?.currency,
    PAID: payment.isPaid ? 'Y' : 'N',
    DATE_PAID: payment.paidAt ?? '',
    PAY_SYSTEM_ID: String(payment.paySystemId),
    PAY_SYSTEM_NAME: paymentSystems.find(({ id }) => id === payment.paySystemId)?.name,
  }
}

function ofOrder({ orders, payments }: PortalState, { orderId }: Payment): Provided {
  const order = orders.find(({ id }) => id === orderId)
  const parts = payments.filter(payment => payment.orderId === orderId)
  return {
    ID: String(orderId),
    ACCOUNT_NUMBER: String(orderId),
    ORDER_TOPIC: order?.title,
    CURRENCY: order?.currency,
    PRICE: moneyText(parts),
    SHOULD_PAY: moneyText(parts.filter(({ isPaid }) => !isPaid)),
  }
}

/** In whole cents, because sums of fractions such as 0.1 are not exact. */
function moneyText(payments: readonly Payment[]): string {
  const cents = payments.reduce((sum, payment) => sum + Math.round(payment.sum * 100), 0)
  return String(cents / 100)
}
