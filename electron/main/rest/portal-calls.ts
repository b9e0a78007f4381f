import type { JsonValue } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'

/** One call of a portal's REST API: the body is JSON text, sent as it is; the value is the answer's `result`. */
export interface PortalCalls {
  call(portalId: PortalId, method: string, body: string): Promise<{ readonly value: JsonValue }>
}
