import type { RestResult } from '../answer'
import type { CallTime } from '../answer-time'
import type { Faults } from '../faults'
import type { PhpArray } from '../php-value'
import type { Payment, PortalState } from '../portal-state'
import type { MethodParameters } from '../reserved-parameters'

/** The webhook that a call came through: whose rights it has, and which parts of the API it may use. */
export interface Webhook {
  readonly userId: string
  readonly isAdmin: boolean
  readonly scopes: readonly string[]
}

export interface MethodCall extends MethodParameters {
  readonly state: PortalState
  readonly webhook: Webhook
  /** Scheme, host and port that the caller used, for the links it is given. */
  readonly origin: string
  readonly nowMs: number
  readonly faults: Faults
  /** All methods, for those that tell about them. */
  readonly methods: readonly Method[]
  /** The payment whose link was given for an order, by the order's id; all commands of a batch see the same map. */
  readonly linkedPayments: Map<number, Payment>
  /** Runs another method for the same caller. Throws {@link PortalError}. */
  runOther(methodName: string, parameters: PhpArray, state: PortalState): OtherOutcome
}

export interface OtherOutcome extends RestResult {
  readonly state: PortalState
  readonly time: CallTime
}

export interface MethodOutcome extends RestResult {
  /** What the portal is after the call; the same as before when left out. */
  readonly state?: PortalState
}

export interface Method {
  /** In small letters, as portals keep it. */
  readonly name: string
  /** What the webhook must have been granted; null when it needs nothing. */
  readonly scope: string | null
  /** Whether only a CRM administrator may call it. */
  readonly needsAdmin: boolean
  /** Whether it does nothing but run others; not when left out. */
  readonly isBatch?: boolean
  /** Throws {@link PortalError} for what the portal refuses. */
  run(call: MethodCall): MethodOutcome
}
