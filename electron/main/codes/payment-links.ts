import type { PortalPayment } from '#common/codes/codes.contract'
import { leadsTo, readPaymentLink, type PaymentLink } from '#common/codes/payment-link'
import { AppError } from '#common/ipc/app-error'
import { toPlain, type JsonValue } from '#common/json/json-value'
import type { Priority } from '../rest/pace/pace'
import type { PortalCalls } from '../rest/portal-calls'
import type { ShortLinks } from '../rest/short-link'
import type { KeptLinks } from './kept-links'

export interface PaymentLinks {
  /** Asks for one payment's link. Errors: those of the call, of `accept`, and not-found with reason `payment`. */
  fetch(payment: PortalPayment, options?: LinkOptions): Promise<PaymentLink>
  /** The link in an answer, if it provably belongs to the payment. Error: conflict with a LinkProblem as `reason`. */
  accept(payment: PortalPayment, answer: JsonValue): PaymentLink
  /** Takes what a portal refused with, and answers what it means. The link of a payment that is gone is kept no longer. */
  explain(payment: PortalPayment, error: unknown): Promise<unknown>
  /**
   * Resolves once the short link was seen to lead to the payment's page. The link of a payment whose short link leads
   * elsewhere is kept no longer. Errors: network; conflict with reason `short-link-dead` or `short-link-elsewhere`.
   */
  prove(payment: PortalPayment, link: PaymentLink, signal?: AbortSignal): Promise<void>
}

export interface LinkOptions {
  readonly signal?: AbortSignal
  readonly priority?: Priority
}

export const GET_PUBLIC_URL = 'salescenter.payment.getPublicUrl'
const PAYMENT_NOT_FOUND = '200640400001'

/** Fetches links of payments, one by one or out of a batch, and believes none that does not prove itself. */
export function createPaymentLinks(parts: {
  readonly portal: PortalCalls
  readonly shortLinks: ShortLinks
  readonly keptLinks: Pick<KeptLinks, 'remove'>
  /** Takes why a link could not be forgotten. */
  readonly report: (fault: unknown) => void
}): PaymentLinks {
  const { portal, shortLinks, keptLinks, report } = parts
  return { fetch, accept, explain, prove }

  async function fetch(payment: PortalPayment, options: LinkOptions = {}): Promise<PaymentLink> {
    const { portalId, paymentId } = payment
    const body = JSON.stringify({ id: paymentId })
    const answer = await portal.call(portalId, GET_PUBLIC_URL, body, options).catch(async (error: unknown) => {
      throw await explain(payment, error)
    })
    return accept(payment, answer.value)
  }

  function accept({ paymentId }: PortalPayment, answer: JsonValue): PaymentLink {
    const result = readPaymentLink(toPlain(answer), paymentId)
    if (!result.ok) throw refused(result.problem)
    return result.link
  }

  async function explain(payment: PortalPayment, error: unknown): Promise<unknown> {
    if (!isPaymentNotFound(error)) return error
    await keptLinks.remove(payment).catch(report)
    return new AppError('not-found', 'The portal has no such payment', {
      details: { reason: 'payment' },
      cause: error,
    })
  }

  async function prove(payment: PortalPayment, link: PaymentLink, signal?: AbortSignal): Promise<void> {
    const location = await shortLinks.locationOf(link.shortUrl, signal)
    if (location === null) throw refused('short-link-dead')
    if (leadsTo(link, location)) return
    await keptLinks.remove(payment).catch(report)
    throw refused('short-link-elsewhere')
  }
}

function isPaymentNotFound(error: unknown): boolean {
  return error instanceof AppError && error.code === 'portal' && String(error.details['code']) === PAYMENT_NOT_FOUND
}

function refused(reason: string): AppError {
  return new AppError('conflict', 'The portal gave no link that provably opens this payment', { details: { reason } })
}
