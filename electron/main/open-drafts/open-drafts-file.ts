import type { DraftId } from '#common/drafts/drafts.contract'
import type { OpenDrafts } from '#common/open-drafts/open-drafts.contract'
import { NONE_OPEN } from '#common/open-drafts/tab-order'
import type { JsonFile } from '../storage/json-file'

export interface OpenDraftsFile {
  get(): Promise<OpenDrafts>
  set(open: OpenDrafts): Promise<void>
}

/** Keeps which drafts are open. It never rejects: tabs that are lost are no reason to show nothing. */
export function createOpenDraftsFile(parts: {
  readonly file: JsonFile<OpenDrafts>
  readonly draftIds: () => Promise<readonly DraftId[]>
  readonly report: (fault: unknown) => void
}): OpenDraftsFile {
  return { get, set }

  async function get(): Promise<OpenDrafts> {
    try {
      const [{ ids, front }, present] = await Promise.all([parts.file.read(), parts.draftIds()])
      const there = new Set(present)
      // A file that somebody edited may name one twice, or have one in front that has no tab.
      const kept = [...new Set(ids)].filter(id => there.has(id))
      return { ids: kept, front: front !== null && kept.includes(front) ? front : null }
    } catch (error) {
      parts.report(error)
      return NONE_OPEN
    }
  }

  async function set(open: OpenDrafts): Promise<void> {
    await parts.file.write(open).catch(parts.report)
  }
}
