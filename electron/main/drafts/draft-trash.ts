import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { nameOf } from '#common/drafts/draft-name'
import { DraftId, RemovedId, type RemovedDraft } from '#common/drafts/drafts.contract'
import { AppError } from '#common/ipc/app-error'
import { diskCodeOf, diskError } from '../storage/disk-error'
import { folderStateOf } from '../storage/file-state'
import { DRAFT_FILES } from './draft-file-names'

/** Inside the folder of the drafts. The dot keeps it out of the list, and out of sight in a file manager. */
export const TRASH = '.removed'
const LONGEST_ID = 80

export type DraftTrash = ReturnType<typeof createDraftTrash>

/**
 * What was removed of the drafts in `folder`. What lies in the trash is what its folder holds, whoever put it there; a
 * draft removed twice lies there under two names, the older one with a time behind it.
 */
export function createDraftTrash(folder: string) {
  const trash = join(folder, TRASH)
  return { list, count: async () => (await names()).length, restore, destroy }

  /** What was removed last comes first. Errors: internal. */
  async function list(): Promise<RemovedDraft[]> {
    const removed: RemovedDraft[] = []
    // One after the other, for a trash may hold many and large texts.
    for (const id of await names()) {
      const entry = await entryOf(id)
      if (entry !== null) removed.push(entry)
    }
    return removed.sort((one, other) => other.removedAt.localeCompare(one.removedAt))
  }

  async function names(): Promise<RemovedId[]> {
    try {
      const entries = await readdir(trash, { withFileTypes: true })
      return entries
        .filter(entry => entry.isDirectory() && v.is(RemovedId, entry.name))
        .map(({ name }) => name as RemovedId)
    } catch (error) {
      if (diskCodeOf(error) === 'ENOENT') return []
      throw diskError('The removed drafts could not be listed', trash, error)
    }
  }

  /** Null when it was taken away meanwhile. */
  async function entryOf(id: RemovedId): Promise<RemovedDraft | null> {
    // The file system sets this time when the folder is moved, and nothing is written in the trash afterwards.
    const moved = await stat(join(trash, id)).catch(() => null)
    if (moved === null) return null
    const text = await readFile(join(trash, id, DRAFT_FILES.text), 'utf8').catch(() => '')
    const { name, code } = nameOf(text)
    return { id, name, code, removedAt: moved.ctime.toISOString() }
  }

  /** Brings a draft back under its own id or, where that is taken, a free one. Errors: not-found, internal. */
  async function restore(removed: RemovedId): Promise<DraftId> {
    const id = await freeId(removed)
    await rename(join(trash, removed), join(folder, id)).catch(orGone(removed))
    return id
  }

  async function freeId(removed: RemovedId): Promise<DraftId> {
    const wanted = removed.split('.')[0] ?? ''
    for (let count = 1; ; count += 1) {
      const suffix = count === 1 ? '' : `-${count}`
      const id = v.parse(DraftId, `${wanted.slice(0, LONGEST_ID - suffix.length)}${suffix}`)
      if ((await folderStateOf(join(folder, id))) === 'missing') return id
    }
  }

  /** Removes drafts from the disk. What was interrupted still lies in the trash. Errors: internal. */
  async function destroy(removed: readonly RemovedId[]): Promise<void> {
    for (const id of removed) {
      await rm(join(trash, id), { recursive: true, force: true }).catch((error: unknown) => {
        throw diskError('A removed draft could not be deleted', id, error)
      })
    }
  }
}

function orGone(id: RemovedId): (error: unknown) => never {
  return error => {
    if (diskCodeOf(error) !== 'ENOENT') throw diskError('A removed draft could not be brought back', id, error)
    throw new AppError('not-found', 'There is no such removed draft', { details: { reason: 'draft', draftId: id } })
  }
}
