import type { HandlersOf } from '#common/ipc/contract'
import type { openDraftsContract } from '#common/open-drafts/open-drafts.contract'
import type { OpenDraftsFile } from './open-drafts-file'

export function openDraftsHandlers(file: OpenDraftsFile): HandlersOf<typeof openDraftsContract> {
  return { get: () => file.get(), set: open => file.set(open) }
}
