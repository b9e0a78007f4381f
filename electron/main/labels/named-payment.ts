import type { NamedPayment } from '#common/code-files/file-names'
import type { ListedPayment } from '#common/payments/payments.contract'
import { payerIn } from './payer'

/**
 * What is called by its name on a label and in the name of a file. What payments of one order have in common is no number
 * of theirs: it may be an id that nobody but the portal knows (reference 8.3).
 */
export function namedPayment(
  paymentId: number,
  { accountNumber = null, texts = [] }: Partial<ListedPayment> = {},
): NamedPayment {
  return { paymentId, orderNumber: accountNumber, payer: payerIn(texts), texts }
}
