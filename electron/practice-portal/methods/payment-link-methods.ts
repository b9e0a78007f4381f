import { linkOf, paymentAfter } from '../payment-links'
import { isSet, PhpArray, toInt, type PhpValue } from '../php-value'
import { PortalError } from '../portal-error'
import type { Payment } from '../portal-state'
import { damaged, qrImage } from '../qr-image'
import type { Method, MethodCall, MethodOutcome } from './method'

/** The published site that the payment page belongs to. */
const SITE_ID = 10n

export const paymentLinkMethods: readonly Method[] = [
  { name: 'salescenter.payment.getpublicurl', scope: 'salescenter', needsAdmin: false, run: getPublicUrl },
]

function getPublicUrl(call: MethodCall): MethodOutcome {
  const payment = paymentOfId(call, call.parameters.get('id'))
  if (call.faults.strikes('unconfirmed-phone', payment.id)) return { result: unconfirmedPhone() }
  const linked = linkedPayment(call, payment)
  const shown = call.faults.strikes('wrong-link', payment.id) ? paymentAfter(call.state, linked) : linked
  const { url, shortUrl } = linkOf(call.state, shown, call.origin)
  const image = qrImage(shortUrl)
  const qr = call.faults.strikes('damaged-qr', payment.id) ? damaged(image) : image
  const link = PhpArray.of([
    ['url', url],
    ['shortUrl', shortUrl],
    ['qr', qr.toString('base64')],
  ])
  return { result: PhpArray.of([['payment', link]]) }
}

/** The link of an order is worked out once a request, so a batch gives its first payment's link for the others too. */
function linkedPayment({ linkedPayments }: MethodCall, payment: Payment): Payment {
  const first = linkedPayments.get(payment.orderId)
  if (first !== undefined) return first
  linkedPayments.set(payment.orderId, payment)
  return payment
}

function paymentOfId(call: MethodCall, id: PhpValue | undefined): Payment {
  if (!isSet(id)) throw new PortalError(400, '100', 'Could not find value for parameter {id}')
  if (id instanceof PhpArray) throw new PortalError(400, '0', 'Parameter id must be integer')
  const wanted = toInt(id)
  const payment = call.state.payments.find(candidate => BigInt(candidate.id) === wanted)
  if (payment === undefined) throw new PortalError(400, '200640400001', 'payment is not exists')
  return payment
}

/** What a portal answers, with success, while the phone number of its sales site is not confirmed. */
function unconfirmedPhone(): PhpArray {
  return PhpArray.of([
    ['connectedSiteId', SITE_ID],
    ['isPhoneConfirmed', false],
  ])
}
