import type { IncomingMessage } from 'node:http'
import { actionAnswer, type Arrivals } from './action-answers'
import { isCallFromWebsite, refusalOf } from './access'
import { errorAnswer, REST_HEADERS } from './answer'
import { answerUnder, type SentAnswer } from './fault-answers'
import type { Conditions } from './conditions'
import { controlAnswer, type ControlServices } from './control-answers'
import type { Faults } from './faults'
import { plainText, type HttpAnswer } from './http-answer'
import { TRANSPORT_FAULTS } from './method-faults'
import { paymentPageAnswer, shortLinkAnswer } from './page-answers'
import { readBody } from './request-body'
import { systemError } from './portal-error'
import { requestParameters } from './request-parameters'
import type { RestService } from './rest-service'
import { routeOf, type Route } from './routing'
import type { StateStore } from './state-store'

export interface RequestServices {
  readonly store: StateStore
  readonly rest: RestService
  readonly faults: Faults
  readonly conditions: Conditions
  /** Null where nobody may tell it over HTTP what to do. */
  readonly control: ControlServices | null
  /** What arrived at the action address. */
  readonly arrivals: Arrivals
  readonly now: () => number
}

/** An answer, and the method it answers when it is one to a REST call. */
export interface AnsweredRequest extends SentAnswer {
  readonly methodName: string | null
  /** Whether it was the portal that was asked, and not what plays it. */
  readonly isOfPortal: boolean
}

/** Answers one request that came in on `port`. Rejects when the client goes away before its request is whole. */
export async function answerRequest(
  request: IncomingMessage,
  port: number,
  services: RequestServices,
): Promise<AnsweredRequest> {
  const refusal = refusalOf(request.headers, port)
  if (refusal !== null) return unnamed(plainText(refusal.status, refusal.text))
  const { path, query } = splitTarget(request.url ?? '')
  const route = routeOf(path)
  if (route.kind === 'rest') {
    const sent = await restAnswer(request, route, query, services)
    return { ...sent, methodName: route.methodName, isOfPortal: true }
  }
  if (route.kind === 'control' && services.control !== null) {
    const answer = await controlAnswer(request, route.parts, services.control)
    return { answer, methodName: null, isOfPortal: false }
  }
  if (route.kind === 'action') {
    const { store, arrivals } = services
    const answer = await actionAnswer(request, route.parts, query, { ...store.current, arrivals })
    return { answer, methodName: null, isOfPortal: false }
  }
  return unnamed(pageAnswer(request, route, query, services))
}

async function restAnswer(
  request: IncomingMessage,
  route: Extract<Route, { kind: 'rest' }>,
  query: string,
  { rest, faults, conditions, now }: RequestServices,
): Promise<SentAnswer> {
  const nowMs = now()
  if (isCallFromWebsite(request.headers)) return { answer: plainText(403, 'Calls from websites are refused.\n') }
  const body = await readBody(request)
  if (body === null) return { answer: plainText(413, 'The body is larger than 8 MB.\n') }
  if (conditions.rateBucket?.takes(nowMs) === false) {
    return { answer: { ...errorAnswer(systemError('QUERY_LIMIT_EXCEEDED')), headers: REST_HEADERS } }
  }
  const parameters = requestParameters(query, request.headers['content-type'], body)
  const { methodName, credentials } = route
  return answerUnder(faults.strikeOn(methodName, ...TRANSPORT_FAULTS), async () => {
    const answer = await rest.answer({ methodName, credentials, parameters, origin: originOf(request), nowMs })
    return { ...answer, headers: REST_HEADERS }
  })
}

function pageAnswer(
  request: IncomingMessage,
  route: Exclude<Route, { kind: 'rest' | 'action' }>,
  query: string,
  { store, faults }: RequestServices,
): HttpAnswer {
  if (route.kind === 'unknown' || route.kind === 'control') return plainText(404, 'Not found.\n')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return plainText(405, 'This page can only be read.\n', { Allow: 'GET, HEAD' })
  }
  if (route.kind === 'payment-page')
    return paymentPageAnswer(store.current, new URLSearchParams(query), originOf(request))
  return shortLinkAnswer(store.current, route.code, originOf(request), faults)
}

/** The origin that was asked for; the host has passed the allow-list. */
function originOf(request: IncomingMessage): string {
  return `http://${request.headers.host ?? ''}`
}

function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?')
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) }
}

function unnamed(answer: HttpAnswer): AnsweredRequest {
  return { answer, methodName: null, isOfPortal: true }
}
