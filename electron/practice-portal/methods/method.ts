import type { Faults } from '../faults'
import type { PhpArray, PhpValue } from '../php-value'
import type { PortalState } from '../portal-state'

/** The webhook that a call came through: whose rights it has, and which parts of the API it may use. */
export interface Webhook {
  readonly userId: string
  readonly isAdmin: boolean
  readonly scopes: readonly string[]
}

export interface MethodCall {
  readonly parameters: PhpArray
  readonly state: PortalState
  readonly webhook: Webhook
  /** Scheme, host and port that the caller used, for the links it is given. */
  readonly origin: string
  readonly nowMs: number
  readonly faults: Faults
  /** All methods, for those that tell about them. */
  readonly methods: readonly Method[]
}

export interface MethodOutcome {
  readonly result: PhpValue
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
  /** Throws {@link PortalError} for what the portal refuses. */
  run(call: MethodCall): MethodOutcome
}
