import { textOfHandler } from '#common/handlers/handler-fields'
import type { handlersContract } from '#common/handlers/handlers.contract'
import type { HandlersOf } from '#common/ipc/contract'
import type { HandlersService } from './handlers.service'

export function handlersHandlers(service: HandlersService): HandlersOf<typeof handlersContract> {
  return {
    list: portalId => service.list(portalId),
    listInBackground: portalId => service.list(portalId, 'bulk'),
    read: async ({ portalId, handlerId }) => textOfHandler(await service.read(portalId, handlerId)),
  }
}
