import type { HandlersOf } from '#common/ipc/contract'
import type { revisionsContract } from '#common/revisions/revisions.contract'
import type { RevisionsService } from './revisions.service'

export function revisionsHandlers(service: RevisionsService): HandlersOf<typeof revisionsContract> {
  return {
    list: draftId => service.list(draftId),
    read: ({ draftId, id }) => service.read(draftId, id),
    keep: ({ draftId, ...revision }) => service.keep(draftId, revision),
    rename: ({ draftId, id, name }) => service.rename(draftId, id, name),
    remove: ({ draftId, id }) => service.remove(draftId, id),
  }
}
