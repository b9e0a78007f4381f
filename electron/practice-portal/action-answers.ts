import type { IncomingMessage } from 'node:http'
import { parseJson, printJson, printScalar, type JsonValue } from '#common/json/json-value'
import { CHECKOUT_ANSWERS, type CheckoutAnswerName } from '#common/preview/checkout-answer'
import { portalEntries } from '#common/preview/portal-value'
import type { Arrival, PostedField } from '#common/preview/preview.contract'
import { isCallFromWebsite, isSameSecret } from './access'
import { derivedBytes } from './derived-bytes'
import { jsonAnswer, plainText, type HttpAnswer } from './http-answer'
import { arrivalPage, PAGE_HEADERS } from './payment-page'
import type { Installation } from './portal-state'
import { readBody } from './request-body'
import { ACTION_PATH } from './routing'

/** So many arrivals wait to be asked for; the oldest is forgotten first. */
const MAX_ARRIVALS = 20

/** What arrived at the action address and was not asked for yet, by the name that its sender gave it. In memory only. */
export type Arrivals = Map<string, Arrival>

/**
 * Where the practice portal has simulated payments sent, in place of the payment services that handlers name. It ends
 * without a slash.
 */
export function actionAddressOf(installation: Installation, origin: string): string {
  return `${origin}${actionPathOf(installation)}`
}

export function actionPathOf(installation: Installation): string {
  return `${ACTION_PATH}${actionToken(installation)}`
}

/**
 * Plays the payment service that a handler sends to. Below the action address itself a buyer's browser is shown what
 * arrived. Below `/try/<name>/<answer>` the answer is one that a service may give, or `page` for none; what arrived is
 * told once, at `/arrived/<name>`.
 */
export async function actionAnswer(
  request: IncomingMessage,
  [token = '', action, name = '', answer = '', ...rest]: readonly string[],
  query: string,
  { installation, arrivals }: { readonly installation: Installation; readonly arrivals: Arrivals },
): Promise<HttpAnswer> {
  if (isCallFromWebsite(request.headers)) return plainText(403, 'Calls from websites are refused.\n')
  // SECURITY: whatever arrives here is shown, so only who was given the address can send to it.
  if (!isSameSecret(token, actionToken(installation)) || rest.length > 0) return notFound()
  if (action === 'arrived') return arrivedAnswer(arrivals, name)
  const isTry = action === 'try' && name !== '' && (answer === 'page' || isAnswerName(answer))
  if (action !== undefined && !isTry) return notFound()
  const body = await readBody(request)
  if (body === null) return plainText(413, 'The body is larger than 8 MB.\n')
  const arrival = arrivalOf(request, query, body)
  if (isTry) remember(arrivals, name, arrival)
  if (isAnswerName(answer)) {
    const { status, contentType, body: said } = CHECKOUT_ANSWERS[answer]
    return { status, headers: { 'Content-Type': contentType, 'X-Content-Type-Options': 'nosniff' }, body: said }
  }
  return { status: 200, headers: PAGE_HEADERS, body: arrivalPage(arrival) }
}

function actionToken(installation: Installation): string {
  return derivedBytes(installation, 'action').toString('hex').slice(0, 32)
}

function isAnswerName(name: string): name is CheckoutAnswerName {
  return Object.hasOwn(CHECKOUT_ANSWERS, name)
}

function remember(arrivals: Arrivals, name: string, arrival: Arrival): void {
  arrivals.delete(name)
  arrivals.set(name, arrival)
  const [oldest] = arrivals.keys()
  if (arrivals.size > MAX_ARRIVALS && oldest !== undefined) arrivals.delete(oldest)
}

function arrivedAnswer(arrivals: Arrivals, name: string): HttpAnswer {
  const arrival = arrivals.get(name)
  if (arrival === undefined) return notFound()
  arrivals.delete(name)
  return jsonAnswer(200, arrival)
}

function arrivalOf(request: IncomingMessage, query: string, body: Buffer): Arrival {
  const contentType = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? null
  const isJson = contentType === 'application/json'
  const posted = isJson ? jsonFields(body.toString('utf8')) : formFields(body.toString('utf8'))
  return { verb: request.method ?? '', contentType, fields: [...formFields(query), ...posted] }
}

function formFields(text: string): PostedField[] {
  return Array.from(new URLSearchParams(text), ([name, value]) => ({ name, value }))
}

function jsonFields(text: string): PostedField[] {
  const parsed = parseJson(text)
  return parsed.ok ? portalEntries(parsed.value).flatMap(([name, value]) => flattened(name, value)) : []
}

/** As a form would send it. */
function flattened(name: string, value: JsonValue): PostedField[] {
  if (value.kind === 'object' || value.kind === 'array') {
    const inside = portalEntries(value)
    if (inside.length === 0) return [{ name, value: printJson(value, 0) }]
    return inside.flatMap(([key, item]) => flattened(`${name}[${key}]`, item))
  }
  return [{ name, value: value.kind === 'string' ? value.value : printScalar(value) }]
}

function notFound(): HttpAnswer {
  return plainText(404, 'Not found.\n')
}
