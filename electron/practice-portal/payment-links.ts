import { isSameSecret } from './access'
import { derivedBytes } from './derived-bytes'
import type { Payment, PortalState } from './portal-state'
import { PAYMENT_PAGE_PATH, SHORT_CODE_LENGTH } from './routing'

const SHORT_CODE_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const ACCESS_HASH_LENGTH = 32

export interface PaymentLink {
  readonly url: string
  readonly shortUrl: string
}

/**
 * The public link of a payment, on the host that was asked. It is derived from the installation's key and not stored, so
 * the same payment always gives the same link, also after a reset.
 */
export function linkOf(state: PortalState, payment: Payment, origin: string): PaymentLink {
  const access = accessHashOf(state, payment.orderId)
  const query = `orderId=${payment.orderId}&access=${access}&paymentId=${payment.id}`
  const code = shortCodesOf(state).get(payment.id)
  if (code === undefined) throw new Error(`Payment ${payment.id} is not one of the portal's`)
  return { url: `${origin}${PAYMENT_PAGE_PATH}?${query}`, shortUrl: `${origin}/~${code}` }
}

/** The next payment in the list, and the first after the last. */
export function paymentAfter({ payments }: PortalState, payment: Payment): Payment {
  return payments[(payments.indexOf(payment) + 1) % payments.length] ?? payment
}

export function paymentOfShortCode(state: PortalState, code: string): Payment | undefined {
  const codes = shortCodesOf(state)
  return state.payments.find(payment => codes.get(payment.id) === code)
}

/** The payment that a page's query opens, or undefined when any part of it is wrong. */
export function paymentOfQuery(state: PortalState, query: URLSearchParams): Payment | undefined {
  const payment = state.payments.find(({ id }) => String(id) === query.get('paymentId'))
  if (payment === undefined || query.get('orderId') !== String(payment.orderId)) return undefined
  const isAllowed = isSameSecret(query.get('access') ?? '', accessHashOf(state, payment.orderId))
  return isAllowed ? payment : undefined
}

function accessHashOf(state: PortalState, orderId: number): string {
  return derivedBytes(state.installation, `order ${orderId}`).toString('hex').slice(0, ACCESS_HASH_LENGTH)
}

/** All short codes by payment id; worked out together, because two payments must never share one. */
function shortCodesOf(state: PortalState): ReadonlyMap<number, string> {
  const codes = new Map<number, string>()
  const taken = new Set<string>()
  for (const { id } of state.payments) {
    let attempt = 0
    let code = shortCode(state, id, attempt)
    while (taken.has(code)) code = shortCode(state, id, ++attempt)
    taken.add(code)
    codes.set(id, code)
  }
  return codes
}

function shortCode(state: PortalState, paymentId: number, attempt: number): string {
  let number = derivedBytes(state.installation, `payment ${paymentId} ${attempt}`).readBigUInt64BE()
  const base = BigInt(SHORT_CODE_LETTERS.length)
  return Array.from({ length: SHORT_CODE_LENGTH }, () => {
    const letter = SHORT_CODE_LETTERS.charAt(Number(number % base))
    number /= base
    return letter
  }).join('')
}
