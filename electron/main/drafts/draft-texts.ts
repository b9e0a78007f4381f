import { createHash } from 'node:crypto'
import type { DraftId } from '#common/drafts/drafts.contract'
import { AppError } from '#common/ipc/app-error'
import type { DraftFolder, StoredDraft } from './draft-folder'
import type { DraftRevisions } from './draft-revisions'
import type { UndoFiles } from './undo-files'

/** The text of a draft, and what goes with it. */
export interface TypedText {
  readonly text: string
  /** How it is undone, as the window keeps it; empty for nothing that can be. */
  readonly history: string
}

export interface OpenedText extends TypedText {
  readonly stored: StoredDraft
  /** False while the file holds another text, because the app ended before it could be written or for what is `outside`. */
  readonly isSaved: boolean
  /** What another program made of the file, and nobody has decided on yet. */
  readonly outside: string | null
}

export interface DraftTextsParts {
  readonly folder: DraftFolder
  readonly undo: UndoFiles
  /** Tells that another program changed the file of an open draft; null for one that took it away. */
  readonly changedOutside: (id: DraftId, text: string | null) => void
  readonly revisions: Pick<DraftRevisions, 'keep' | 'keepIfDue'>
}

const GONE = 'gone'
/** How many texts that could not be written are remembered; any of them may be in the file. */
const MAX_WRITING = 20

interface KnownFile {
  /** What this app last read from the file or wrote into it, by its SHA-256. */
  onDisk: string
  /** What it was asked to write since, the oldest first: each may be in the file, whatever came of it. */
  writing: readonly string[]
  /** What the window was last told of the file. */
  told: string | null
  /** What is written again with the text if the whole folder is taken away. */
  kept: Pick<StoredDraft, 'origin' | 'base' | 'tags'>
}

export type DraftTexts = ReturnType<typeof createDraftTexts>

/**
 * What is typed, on its way to the disk. It is in `undo.json` before it is in `handler.json`, so that it outlives the end of
 * the app at any moment; and a file that another program changed is never replaced without a word. Whoever calls `read`,
 * `write`, `look` and `writeAgain` sees to it that they come one after the other.
 */
export function createDraftTexts({ folder, undo, changedOutside, revisions }: DraftTextsParts) {
  const known = new Map<DraftId, KnownFile>()
  return {
    read,
    note,
    write,
    look,
    writeAgain,
    noteFacts,
    forget: (id: DraftId) => known.delete(id),
    opened: () => [...known.keys()],
    isUnsaved,
  }

  /** Errors: those of the folder's `read`. */
  async function read(id: DraftId): Promise<OpenedText> {
    const stored = await folder.read(id)
    const onDisk = hashOf(stored.text)
    const kept = keptOf(stored)
    const record = await undo.read(id)
    if (record === null || record.text === stored.text) {
      known.set(id, { onDisk, writing: [], told: null, kept })
      return { stored, text: stored.text, history: record?.history ?? '', isSaved: true, outside: null }
    }
    const { text, history } = record
    if (record.before.includes(onDisk)) {
      known.set(id, { onDisk, writing: [], told: null, kept })
      return { stored, text, history, isSaved: false, outside: null }
    }
    known.set(id, { onDisk: hashOf(text), writing: [], told: onDisk, kept })
    return { stored, text, history, isSaved: false, outside: stored.text }
  }

  /** Whether a text waits beside the file that it belongs into. */
  async function isUnsaved({ id, changedAt }: StoredDraft): Promise<boolean> {
    return !known.has(id) && (await undo.isNewerThan(id, changedAt))
  }

  /**
   * Keeps what was typed beside the file. What `isToBeWritten` is known for our own from now on, so that a text that is
   * noted before that write has ended can tell it from what another program writes. Errors: internal.
   */
  function note(id: DraftId, { text, history }: TypedText, { isToBeWritten = false } = {}): Promise<void> {
    const awaiting = known.get(id)
    if (isToBeWritten && awaiting !== undefined) awaitWrite(awaiting, hashOf(text))
    return undo.write(id, () => {
      const file = known.get(id)
      const before = file === undefined ? [] : [file.onDisk, ...file.writing]
      return { text, history, before, isOnlyCopy: file !== undefined && file.told !== null }
    })
  }

  /**
   * Writes a text into its file. With `isOver` it replaces what the window was last told of the file, which is kept as a
   * revision first; with `isTraceless` the text before is not kept, whatever is due. Errors: not-found; conflict with `changed-outside`; those of the folder.
   */
  async function write(id: DraftId, text: string, { isOver = false, isTraceless = false } = {}): Promise<StoredDraft> {
    const before = await folder.read(id).catch((error: unknown) => {
      if (isGone(error)) tell(id, GONE, null)
      throw error
    })
    const onDisk = hashOf(before.text)
    const file = known.get(id) ?? { onDisk, writing: [], told: null, kept: keptOf(before) }
    known.set(id, file)
    if (before.text === text) {
      Object.assign(file, { onDisk, told: null, kept: keptOf(before) })
      return before
    }
    if (!isOwn(file, onDisk)) {
      if (!isOver || file.told !== onDisk) {
        tell(id, onDisk, before.text)
        throw new AppError('conflict', 'Another program changed the file of the draft', {
          details: { reason: 'changed-outside', draftId: id },
        })
      }
      await revisions.keep(id, { text: before.text, kind: 'outside' })
    } else if (!isTraceless) {
      await revisions.keepIfDue(id, before.text, before.changedAt)
    }
    const wanted = hashOf(text)
    if (!file.writing.includes(wanted)) awaitWrite(file, wanted)
    const changedAt = await folder.writeText(id, text)
    const writing = file.writing.slice(file.writing.indexOf(wanted) + 1)
    Object.assign(file, { onDisk: wanted, writing, told: null, kept: keptOf(before) })
    return { ...before, text, changedAt }
  }

  /** Looks whether another program changed the file, tells so once, and answers whether the file is not as it was known. */
  async function look(id: DraftId): Promise<boolean> {
    const file = known.get(id)
    const stored = await folder.read(id).catch((error: unknown) => {
      if (isGone(error)) return null
      throw error
    })
    if (file === undefined) return true
    if (stored === null) return tell(id, GONE, null)
    const onDisk = hashOf(stored.text)
    if (!isOwn(file, onDisk)) return tell(id, onDisk, stored.text)
    if (file.told === null) return false
    // It is again what it was, so that nobody has to decide any more.
    file.told = null
    changedOutside(id, stored.text)
    return true
  }

  function tell(id: DraftId, what: string, text: string | null): boolean {
    const file = known.get(id)
    if (file === undefined || file.told === what) return false
    file.told = what
    changedOutside(id, text)
    return true
  }

  /** What would be written again with the text if it were taken away now. */
  function noteFacts(stored: StoredDraft): void {
    const file = known.get(stored.id)
    if (file !== undefined) file.kept = keptOf(stored)
  }

  /** Makes the files of an open draft again that another program took away. Errors: conflict with `changed-outside`. */
  async function writeAgain(id: DraftId, typed: TypedText): Promise<StoredDraft> {
    const file = known.get(id)
    if (file === undefined) throw new AppError('not-found', 'There is no such draft', { details: { reason: 'draft' } })
    await folder.writeBack(id, { text: typed.text, ...file.kept })
    await note(id, typed)
    const stored = await folder.read(id)
    known.set(id, { onDisk: hashOf(stored.text), writing: [], told: null, kept: keptOf(stored) })
    return stored
  }
}

function keptOf({ origin, base, tags }: StoredDraft): KnownFile['kept'] {
  return { origin, base, tags }
}

function isOwn({ onDisk, writing }: KnownFile, hash: string): boolean {
  return hash === onDisk || writing.includes(hash)
}

function awaitWrite(file: KnownFile, hash: string): void {
  file.writing = [...file.writing, hash].slice(-MAX_WRITING)
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Whether an error says that a draft is not there; one that the disk refuses is. */
export function isGone(error: unknown): boolean {
  return error instanceof AppError && error.code === 'not-found'
}
