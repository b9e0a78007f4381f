import { isSameSecret } from './access'
import type { RestResult } from './answer'
import type { CallTime } from './answer-time'
import type { Faults } from './faults'
import { findMethod } from './methods/method-table'
import type { Method, MethodOutcome, Webhook } from './methods/method'
import type { PhpArray } from './php-value'
import {
  accessDenied,
  insufficientScope,
  invalidCredentials,
  methodNotFound,
  noAuthFound,
  systemError,
} from './portal-error'
import type { Payment, PortalState } from './portal-state'
import { withoutReserved } from './reserved-parameters'
import type { Credentials } from './routing'
import type { RunTimeMeter } from './run-time-meter'

export interface Call {
  readonly methodName: string
  readonly credentials: Credentials | null
  readonly parameters: PhpArray
  readonly origin: string
  readonly nowMs: number
}

/** What the portal offers, and to whom. */
export interface Offer {
  readonly methods: readonly Method[]
  readonly webhook: Webhook
  readonly faults: Faults
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Runs of methods are not limited when left out. */
  readonly runTimes?: RunTimeMeter | undefined
}

/** What a call that was not refused leads to: its answer, and the portal after it. */
export interface CallOutcome extends RestResult {
  readonly state: PortalState
  readonly time: CallTime
}

/**
 * Runs a call after the portal's checks, in its order: method, credentials, scope, run time, rights, and then the
 * method's own.
 * That the method exists is checked first, so an unknown one is not found even with wrong credentials. The check for
 * https, which stands between the first two, is off on loopback. Throws {@link PortalError}.
 */
export function callMethod(call: Call, state: PortalState, offer: Offer): CallOutcome {
  const method = foundMethod(call.methodName, offer)
  checkCredentials(call.credentials, offer.webhook, state)
  const run = { call, offer, linkedPayments: new Map<number, Payment>() }
  return runMethod(method, call.parameters, call.nowMs, state, run)
}

/** One request on its way; the commands of a batch share it. */
interface Run {
  readonly call: Call
  readonly offer: Offer
  readonly linkedPayments: Map<number, Payment>
}

function runMethod(method: Method, given: PhpArray, startedMs: number, state: PortalState, request: Run): CallOutcome {
  const { methods, webhook, faults, now, runTimes } = request.offer
  const fault = faults.strikeOn(method.name, 'error')
  if (fault !== undefined) throw systemError(fault.code, fault.status, fault.description)
  if (method.scope !== null && !webhook.scopes.includes(method.scope)) throw insufficientScope()
  // A batch itself never counts, what it calls does.
  const meter = method.isBatch === true ? undefined : runTimes
  if (meter?.isBlocked(method.name, startedMs) === true) throw systemError('OPERATION_TIME_LIMIT')
  const operating = meter?.count(method.name, startedMs)
  if (method.needsAdmin && !webhook.isAdmin) throw accessDenied()
  const outcome: MethodOutcome = method.run({
    ...withoutReserved(given),
    state,
    webhook,
    origin: request.call.origin,
    nowMs: startedMs,
    faults,
    methods,
    linkedPayments: request.linkedPayments,
    runOther: (methodName, parameters, stateBefore) =>
      runMethod(foundMethod(methodName, request.offer), parameters, now(), stateBefore, request),
  })
  return { ...outcome, state: outcome.state ?? state, time: { startedMs, finishedMs: now(), operating } }
}

function foundMethod(name: string, { methods }: Offer): Method {
  const method = findMethod(methods, name)
  if (method === undefined) throw methodNotFound()
  return method
}

function checkCredentials(credentials: Credentials | null, webhook: Webhook, state: PortalState): void {
  if (credentials === null) throw noAuthFound()
  const isKnown = isSameSecret(credentials.secret, state.installation.webhookSecret)
  if (!isKnown || credentials.userId !== webhook.userId) throw invalidCredentials()
}
