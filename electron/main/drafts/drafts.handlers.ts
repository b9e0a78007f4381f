import type { draftsContract } from '#common/drafts/drafts.contract'
import type { HandlersOf } from '#common/ipc/contract'
import type { DraftExports } from './draft-exports'
import type { DraftsService } from './drafts.service'

export function draftsHandlers(service: DraftsService, exports: DraftExports): HandlersOf<typeof draftsContract> {
  return {
    list: () => service.list(),
    create: () => service.create(),
    createFromHandler: ({ portalId, handlerId }) => service.createFromHandler(portalId, handlerId),
    chooseFile: () => service.chooseFile(),
    createFromText: ({ text, fileName, handlerId }) => service.createFromText(text, fileName, handlerId),
    open: id => service.open(id),
    note: ({ id, text, history }) => service.note(id, { text, history }),
    save: ({ id, text, history, isOver }) => service.save(id, text, { history, isOver }),
    writeAgain: ({ id, text, history }) => service.writeAgain(id, { text, history }),
    setIgnored: ({ id, ignored }) => service.setIgnored(id, ignored),
    setTags: ({ id, tags }) => service.setTags(id, tags),
    purge: ({ id, text, secrets }) => service.purge(id, text, secrets),
    remove: id => service.remove(id),
    restore: id => service.restore(id),
    listRemoved: () => service.listRemoved(),
    countRemoved: () => service.countRemoved(),
    restoreRemoved: id => service.restoreRemoved(id),
    destroyRemoved: ids => service.destroyRemoved(ids),
    duplicate: ({ id, name }) => service.duplicate(id, name),
    search: searched => service.search(searched),
    copyAs: ({ id, form }) => exports.copyAs(id, form),
    exportFile: ({ id, form }) => exports.exportFile(id, form),
    exportFolder: ids => exports.exportFolder(ids),
  }
}
