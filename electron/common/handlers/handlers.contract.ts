import * as v from 'valibot'
import { method } from '../ipc/contract'
import { PortalId } from '../portals/portals.contract'

/** The id of a handler on its portal; a number in text, as `sale.paysystem.handler.list` gives it (reference 3.3). */
export const HandlerId = v.pipe(v.string(), v.regex(/^(0|[1-9]\d{0,19})$/), v.brand('HandlerId'))
export type HandlerId = v.InferOutput<typeof HandlerId>

export const HandlerMode = v.picklist(['form', 'checkout', 'iframe'])
export type HandlerMode = v.InferOutput<typeof HandlerMode>

/** A handler on a portal, for lists and choices. */
export const HandlerSummary = v.object({
  id: HandlerId,
  name: v.string(),
  code: v.string(),
  sort: v.number(),
  modes: v.array(HandlerMode),
  /** The host of each mode's action address, or the address as it is when it names none. */
  actionHosts: v.array(v.string()),
  currencies: v.array(v.string()),
  codeCount: v.number(),
})
export type HandlerSummary = v.InferOutput<typeof HandlerSummary>

export const handlersContract = {
  /** Reads all handlers of a portal (`sale.paysystem.handler.list`, which never pages). */
  list: method(PortalId, v.array(HandlerSummary)),
  /** As `list`, for what nobody waits for: it lets the calls go first that somebody does wait for. */
  listInBackground: method(PortalId, v.array(HandlerSummary)),
  /** Reads a handler as the portal has it now, as the text of a draft that begins from it. Errors: not-found. */
  read: method(v.object({ portalId: PortalId, handlerId: HandlerId }), v.string()),
} as const
