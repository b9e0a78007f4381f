import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { DraftId } from '#common/drafts/drafts.contract'
import { diskError } from '../storage/disk-error'
import { createSerialQueue, type SerialQueue } from '../storage/serial-queue'
import { replaceFile, replaceFileSoon } from '../storage/write-whole-file'
import { DRAFT_FILES } from './draft-file-names'

const UNDO = DRAFT_FILES.undo
const OWNER_ONLY = 0o600
const VERSION = 1

const UndoContent = v.object({
  version: v.literal(VERSION),
  text: v.string(),
  before: v.array(v.string()),
  history: v.string(),
})

/** What was typed into a draft last, and how it is undone. */
export interface UndoRecord {
  readonly text: string
  /** SHA-256 of what `handler.json` may hold while the text is on its way into it. */
  readonly before: readonly string[]
  /** The undo history of the text, as the window keeps it; empty for none. */
  readonly history: string
}

export type UndoFiles = ReturnType<typeof createUndoFiles>

/**
 * One `undo.json` beside the text of each draft, written before the text is. It is a help and not a document: one that is
 * damaged or of another version is none, and is replaced by the next.
 */
export function createUndoFiles(folder: string) {
  const queues = new Map<DraftId, SerialQueue>()
  return { read, write, isNewerThan }

  async function read(id: DraftId): Promise<UndoRecord | null> {
    try {
      const parsed = v.safeParse(UndoContent, JSON.parse(await readFile(placeOf(id), 'utf8')))
      return parsed.success ? parsed.output : null
    } catch {
      return null
    }
  }

  /** The newest record that was asked for is the one that stays. Errors: internal. */
  async function write(id: DraftId, record: () => UndoRecord & { readonly isOnlyCopy: boolean }): Promise<void> {
    const enqueue = queues.get(id) ?? createSerialQueue()
    queues.set(id, enqueue)
    await enqueue(() => {
      const { isOnlyCopy, ...content } = record()
      // What comes into its file a moment later need not be waited for.
      const replace = isOnlyCopy ? replaceFile : replaceFileSoon
      return replace(placeOf(id), `${JSON.stringify({ version: VERSION, ...content })}\n`, OWNER_ONLY)
    }).catch((error: unknown) => {
      throw diskError('What can be undone could not be written', UNDO, error)
    })
  }

  /** Whether the record was written after a time, as it is when something came between it and its text. */
  async function isNewerThan(id: DraftId, time: Date): Promise<boolean> {
    const facts = await stat(placeOf(id)).catch(() => null)
    return facts !== null && facts.mtime > time
  }

  function placeOf(id: DraftId): string {
    return join(folder, id, UNDO)
  }
}
