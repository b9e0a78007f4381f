import type { HandlersOf } from '#common/ipc/contract'
import type { journalContract } from '#common/journal/journal.contract'
import type { JournalService } from './journal.service'

export function journalHandlers(service: JournalService): HandlersOf<typeof journalContract> {
  return {
    search: question => service.search(question),
    read: place => service.read(place),
    copyAsCurl: place => service.copyAsCurl(place),
    exportAs: ({ filter, form }) => service.exportAs(filter, form),
  }
}
