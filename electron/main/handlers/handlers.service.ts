import { readPortalHandler, summaryOf, type PortalHandler } from '#common/handlers/handler-fields'
import type { HandlerId, HandlerSummary } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'
import type { PortalId } from '#common/portals/portals.contract'
import type { Priority } from '../rest/pace/pace'
import type { PortalCalls } from '../rest/portal-calls'
import type { KnownHandlers } from './known-handlers'

export type HandlersService = ReturnType<typeof createHandlersService>

/**
 * Reads the handlers of portals, and answers what the portal has now. What was read is remembered for `remembered` alone.
 */
export function createHandlersService(parts: {
  readonly portal: PortalCalls
  readonly known: Pick<KnownHandlers, 'remember' | 'remembered'>
  readonly report: (fault: unknown) => void
}) {
  const { portal, known, report } = parts
  return { list, read, readAll, remembered: known.remembered }

  async function list(portalId: PortalId, priority: Priority = 'person'): Promise<HandlerSummary[]> {
    return (await readAll(portalId, priority)).map(summaryOf)
  }

  /** Reads one handler. Errors: not-found when the portal does not list it, and those of the call. */
  async function read(portalId: PortalId, handlerId: HandlerId): Promise<PortalHandler> {
    return handlerWithId(await readAll(portalId), handlerId)
  }

  async function readAll(portalId: PortalId, priority: Priority = 'person'): Promise<PortalHandler[]> {
    const { value } = await portal.call(portalId, 'sale.paysystem.handler.list', '{}', { priority })
    if (value.kind !== 'array') {
      throw new AppError('network', 'The list of handlers is not a list', {
        details: { layer: 'body', reason: 'unexpected-result', method: 'sale.paysystem.handler.list' },
      })
    }
    const handlers = value.items.map(readPortalHandler).filter(handler => handler !== null)
    // Whoever asked need not wait for the disk, nor hear of it.
    void known.remember(portalId, handlers).catch(report)
    return handlers
  }
}

/** Picks one of a portal's handlers. Error: not-found with `reason` `handler`. */
export function handlerWithId(handlers: readonly PortalHandler[], handlerId: HandlerId): PortalHandler {
  const handler = handlers.find(({ id }) => id === handlerId)
  if (handler !== undefined) return handler
  throw new AppError('not-found', 'The portal has no such handler', { details: { reason: 'handler', handlerId } })
}
