import { parseJson, type JsonValue } from '../json/json-value'
import { portalEntries, portalText } from './portal-value'

/** What a payment service may answer when a portal asks it for a payment, right and wrong. */
export const CHECKOUT_ANSWERS = {
  right: json({ PAYMENT_URL: 'https://pay.example/start/7d41c0', PAYMENT_ID: '7d41c0' }),
  'lower-case': json({ payment_url: 'https://pay.example/start/7d41c0', payment_id: '7d41c0' }),
  errors: json({ PAYMENT_ERRORS: ['The shop number is unknown', 'The amount is below the minimum'] }),
  empty: { status: 200, contentType: 'application/json', body: '' },
  'url-only': json({ PAYMENT_URL: 'https://pay.example/start/7d41c0' }),
  'id-only': json({ PAYMENT_ID: '7d41c0' }),
  'not-json': {
    status: 200,
    contentType: 'text/html',
    body: '<!doctype html><title>Busy</title><p>Try again later</p>',
  },
  'created-status': { ...json({ PAYMENT_URL: 'https://pay.example/start/7d41c0', PAYMENT_ID: '7d41c0' }), status: 201 },
  'server-error': { status: 500, contentType: 'text/plain', body: 'Internal error' },
} as const satisfies Readonly<Record<string, ServiceAnswer>>

export type CheckoutAnswerName = keyof typeof CHECKOUT_ANSWERS
export const CHECKOUT_ANSWER_NAMES = Object.keys(CHECKOUT_ANSWERS) as readonly CheckoutAnswerName[]

export interface ServiceAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** What a portal makes of an answer. */
export type CheckoutOutcome =
  /** The buyer is sent there; the id is kept with the payment. */
  | { readonly kind: 'sent-on'; readonly url: string; readonly paymentId: string }
  /** The service's own errors are shown. */
  | { readonly kind: 'errors'; readonly errors: readonly string[] }
  /** The portal shows its own error. */
  | { readonly kind: 'refused'; readonly reason: 'status' | 'not-json' | 'empty' | 'no-url' | 'no-id' }

/** The text that a portal shows where a service gave no errors of its own (reference 4.5). */
export const DEFAULT_CHECKOUT_ERROR = 'Error registering order in payment system'

/**
 * Reads a service's answer as a portal does: it counts only with status 200 and JSON, keys are read
 * without regard to their case, and both the address and the id must be there.
 */
export function readCheckoutAnswer(status: number, body: string): CheckoutOutcome {
  if (status !== 200) return { kind: 'refused', reason: 'status' }
  if (body.trim() === '') return { kind: 'refused', reason: 'empty' }
  const parsed = parseJson(body)
  if (!parsed.ok) return { kind: 'refused', reason: 'not-json' }
  const keys = new Map(portalEntries(parsed.value).map(([key, value]) => [key.toUpperCase(), value]))
  const url = portalText(keys.get('PAYMENT_URL'))
  const paymentId = portalText(keys.get('PAYMENT_ID'))
  if (url !== '' && paymentId !== '') return { kind: 'sent-on', url, paymentId }
  const errors = errorsIn(keys.get('PAYMENT_ERRORS'))
  if (errors.length > 0) return { kind: 'errors', errors }
  if (url === '' && paymentId === '') return { kind: 'refused', reason: 'empty' }
  return { kind: 'refused', reason: url === '' ? 'no-url' : 'no-id' }
}

function errorsIn(value: JsonValue | undefined): string[] {
  const texts = value?.kind === 'string' ? [value.value] : portalEntries(value).map(([, item]) => portalText(item))
  return texts.filter(text => text !== '')
}

function json(value: unknown): ServiceAnswer {
  return { status: 200, contentType: 'application/json', body: JSON.stringify(value) }
}
