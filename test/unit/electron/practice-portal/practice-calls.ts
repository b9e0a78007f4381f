import { callMethod, type Call, type CallOutcome, type Offer } from '../../../../electron/practice-portal/call-method'
import { Faults } from '../../../../electron/practice-portal/faults'
import { METHODS } from '../../../../electron/practice-portal/methods/method-table'
import { decodeJson, encodeJson } from '../../../../electron/practice-portal/php-json'
import { PhpArray } from '../../../../electron/practice-portal/php-value'
import { PortalError } from '../../../../electron/practice-portal/portal-error'
import type { PortalState } from '../../../../electron/practice-portal/portal-state'
import { seededState } from '../../../../electron/practice-portal/seed'

export const SECRET = 'Practice00Secret'
export const ORIGIN = 'http://127.0.0.1:8124'
export const SEED: PortalState = seededState({ webhookSecret: SECRET, linkKey: 'LinkKey0LinkKey0LinkKey0LinkKey0' })

/** What a call is made of where a test does not say otherwise: an administrator's webhook with every right. */
export interface CallSetting extends Partial<Omit<Call, 'parameters' | 'methodName'>>, Partial<Offer> {
  readonly state?: PortalState
}

/** Calls a method with parameters given as JSON. */
export function call(methodName: string, parametersJson = '{}', setting: CallSetting = {}): CallOutcome {
  const parameters = decodeJson(parametersJson)
  if (!(parameters instanceof PhpArray)) throw new Error(`Not an object: ${parametersJson}`)
  const {
    state = SEED,
    origin = ORIGIN,
    nowMs = Date.UTC(2030, 0, 31, 7, 26, 32, 500),
    methods = METHODS,
    webhook = { userId: '1', isAdmin: true, scopes: ['pay_system', 'salescenter', 'crm', 'sale'] },
    credentials = { userId: webhook.userId, secret: SECRET },
    faults = new Faults(),
    now = () => nowMs,
    runTimes,
  } = setting
  return callMethod({ methodName, credentials, parameters, origin, nowMs }, state, {
    methods,
    webhook,
    faults,
    now,
    runTimes,
  })
}

/** The result of a call, as the JSON it is answered with. */
export function resultOf(methodName: string, parametersJson?: string, setting?: CallSetting): string {
  return encodeJson(call(methodName, parametersJson, setting).result)
}

/** The portal after a call. */
export function stateAfter(methodName: string, parametersJson: string, setting: CallSetting = {}): PortalState {
  return call(methodName, parametersJson, setting).state
}

/** The error of a call, as status, code and description. */
export function errorOf(methodName: string, parametersJson?: string, setting?: CallSetting): [number, string, string] {
  try {
    call(methodName, parametersJson, setting)
  } catch (error) {
    if (error instanceof PortalError) return [error.status, error.code, error.message]
    throw error
  }
  throw new Error(`${methodName} was not refused`)
}
