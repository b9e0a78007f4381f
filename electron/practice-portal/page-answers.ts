import { actionPathOf } from './action-answers'
import type { Faults } from './faults'
import type { HttpAnswer } from './http-answer'
import { linkNotFoundPage, PAGE_HEADERS, paymentPage } from './payment-page'
import { linkOf, paymentAfter, paymentOfQuery, paymentOfShortCode } from './payment-links'
import { paymentOffer } from './payment-offer'
import type { PortalState } from './portal-state'

/** Sends whoever follows a short link to its payment's page. */
export function shortLinkAnswer(state: PortalState, code: string, origin: string, faults: Faults): HttpAnswer {
  const payment = paymentOfShortCode(state, code)
  if (payment === undefined) return notFound()
  const target = faults.strikes('short-link-elsewhere', payment.id) ? paymentAfter(state, payment) : payment
  // SECURITY: where it leads is as secret as the page itself, so it is no more kept or sent on.
  const { 'Cache-Control': cacheControl, 'Referrer-Policy': referrerPolicy } = PAGE_HEADERS
  const headers = { 'Cache-Control': cacheControl, 'Referrer-Policy': referrerPolicy }
  return { status: 301, headers: { ...headers, Location: linkOf(state, target, origin).url }, body: '' }
}

/** The page of a payment, when every part of the link is right. */
export function paymentPageAnswer(state: PortalState, query: URLSearchParams, origin: string): HttpAnswer {
  const payment = paymentOfQuery(state, query)
  const order = state.orders.find(({ id }) => id === payment?.orderId)
  if (payment === undefined || order === undefined) return notFound()
  const mode = paymentOffer(state, payment, linkOf(state, payment, origin).url)
  const offer = mode && { ...mode, actionPath: actionPathOf(state.installation) }
  return { status: 200, headers: PAGE_HEADERS, body: paymentPage(order, payment, offer) }
}

function notFound(): HttpAnswer {
  return { status: 404, headers: PAGE_HEADERS, body: linkNotFoundPage() }
}
