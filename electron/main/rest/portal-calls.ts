import type { JsonValue } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'
import type { Priority } from './pace/pace'

/** One call of a portal's REST API: the body is JSON text, sent as it is; the value is the answer's `result`. */
export interface PortalCalls {
  call(
    portalId: PortalId,
    method: string,
    body: string,
    options?: {
      readonly priority?: Priority
      readonly signal?: AbortSignal
      /** Awaited at the last moment before a write leaves; if it fails, nothing is sent. */
      readonly beforeSending?: () => Promise<void>
    },
  ): Promise<{ readonly value: JsonValue }>
}
