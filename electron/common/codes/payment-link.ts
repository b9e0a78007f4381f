import * as v from 'valibot'

/** Longer addresses make codes that no label has room for; a portal's short links have some thirty characters. */
export const MAX_CODE_TEXT_LENGTH = 300
const MAX_ADDRESS_LENGTH = 4_000

/** A payment's page, its short form, and the portal's own picture of the code as base64, if it sent one. */
export interface PaymentLink {
  readonly url: string
  readonly shortUrl: string
  readonly image: string | null
}

/**
 * Why an answer gives no usable link: the site's phone is not confirmed, so there is none; the answer has another
 * shape; an address is not of the web; the link opens another payment; the short link is of another host.
 */
export type LinkProblem =
  'phone-not-confirmed' | 'link-missing' | 'link-malformed' | 'wrong-payment' | 'short-link-elsewhere'

export type LinkResult =
  { readonly ok: true; readonly link: PaymentLink } | { readonly ok: false; readonly problem: LinkProblem }

/** The result of `salescenter.payment.getPublicUrl`. An unconfirmed phone is a success without `payment`. */
const PublicUrl = v.object({
  payment: v.object({
    url: v.pipe(v.string(), v.maxLength(MAX_ADDRESS_LENGTH)),
    shortUrl: v.pipe(v.string(), v.maxLength(MAX_CODE_TEXT_LENGTH)),
    qr: v.optional(v.unknown()),
  }),
})
const PhoneNotConfirmed = v.object({ payment: v.optional(v.null()), isPhoneConfirmed: v.literal(false) })

/**
 * Reads the answer of getPublicUrl and refuses every link that does not provably belong to the asked payment: portals
 * are known to answer with the link of another payment of the same order.
 */
export function readPaymentLink(result: unknown, paymentId: number): LinkResult {
  if (v.is(PhoneNotConfirmed, result)) return refused('phone-not-confirmed')
  const answer = v.safeParse(PublicUrl, result)
  if (!answer.success) return refused('link-missing')
  const { url, shortUrl, qr } = answer.output.payment
  const page = webAddress(url)
  const short = webAddress(shortUrl)
  if (page === null || short === null) return refused('link-malformed')
  if (!namesOnly(page, paymentId)) return refused('wrong-payment')
  if (short.origin !== page.origin) return refused('short-link-elsewhere')
  return { ok: true, link: { url, shortUrl, image: typeof qr === 'string' && qr !== '' ? qr : null } }
}

/** Whether a redirect of the short link leads to the payment's page. `location` may be relative to the short link. */
export function leadsTo(link: PaymentLink, location: string): boolean {
  const target = webAddress(location, link.shortUrl)
  return target !== null && target.href === webAddress(link.url)?.href
}

/** A doubled parameter is refused too: which of the two counts would be the server's guess. */
function namesOnly(page: URL, paymentId: number): boolean {
  const named = page.searchParams.getAll('paymentId')
  return named.length === 1 && named[0] === String(paymentId)
}

/** URL would quietly drop spaces and line breaks, and the code would hold them, so they are refused first. */
function webAddress(text: string, base?: string): URL | null {
  if (/[\s\p{Cc}]/u.test(text)) return null
  try {
    const url = new URL(text, base)
    const isOfTheWeb = url.protocol === 'https:' || url.protocol === 'http:'
    return isOfTheWeb && url.username === '' && url.password === '' ? url : null
  } catch {
    return null
  }
}

function refused(problem: LinkProblem): LinkResult {
  return { ok: false, problem }
}
