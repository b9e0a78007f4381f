import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import * as v from 'valibot'
import { IgnoredProblem } from '#common/checker/ignored-problem'
import { usableTags } from '#common/drafts/draft-tags'
import { DraftId, DraftOrigin } from '#common/drafts/drafts.contract'
import { AppError } from '#common/ipc/app-error'
import { systemClock, type Clock } from '../storage/clock'
import { diskCodeOf, diskError } from '../storage/disk-error'
import { fileRefusal, type WriteHindrance } from '../storage/file-refusal'
import { fileStateOf, folderStateOf } from '../storage/file-state'
import type { TroubleSink } from '../storage/file-troubles'
import { createJsonFile, freeNameFor, type CheckedJsonFile, type JsonFile } from '../storage/json-file'
import { DRAFT_FILES } from './draft-file-names'
import { createDraftTrash, TRASH } from './draft-trash'
import { purgeFolder, type PurgedFolder } from './purge-folder'
import { createSerialQueue } from '../storage/serial-queue'
import { timeName } from '#common/storage/time-name'
import { replaceFile } from '../storage/write-whole-file'

/** A shop's handler is nobody else's business. */
const OWNER_ONLY = 0o600
const { text: TEXT, facts: FACTS, base: BASE, ignored: IGNORED } = DRAFT_FILES
/** What changes with every key, and what was put away: nobody wants their history. */
const NOT_FOR_GIT = `${DRAFT_FILES.undo}\n${TRASH}/\n*.tmp\n`
/** Of a draft that came from no portal and no file. */
export const NOWHERE: DraftOrigin = { portalId: null, handlerId: null, fileName: null }

const Ignored = v.object({ problems: v.array(IgnoredProblem) })
const DraftFacts = v.object({
  origin: DraftOrigin,
  tags: v.pipe(
    v.array(v.string()),
    v.transform(tags => usableTags(tags)),
  ),
})
type DraftFacts = v.InferOutput<typeof DraftFacts>

export interface StoredDraft {
  readonly id: DraftId
  readonly origin: DraftOrigin
  /** Why the origin cannot be changed, or null. It may then be less than the file holds. */
  readonly originHindrance: WriteHindrance | null
  readonly tags: readonly string[]
  readonly text: string
  /** The base's text, or null. */
  readonly base: string | null
  readonly changedAt: Date
}

/** What a draft is made of. */
export type DraftContent = Pick<StoredDraft, 'text' | 'origin' | 'base'> & Partial<Pick<StoredDraft, 'tags'>>

export type DraftFolder = ReturnType<typeof createDraftFolder>

/**
 * Drafts as plain files, one folder a draft: `handler.json` is the text as typed, `base.json` the handler it began
 * from, `draft.json` where it came from and its tags, `ignored.json` the problems that were ignored and why. Beside them stands
 * `undo.json` (see `undo-files`). Every write is whole or not at all, and writes queue up.
 */
export function createDraftFolder(folder: string, parts: TroubleSink & { readonly clock?: Clock }) {
  const { onTrouble, onSound, clock = systemClock } = parts
  const enqueue = createSerialQueue()
  /** What changes a part of a draft's facts must not lose what another one changes meanwhile. */
  const enqueueFacts = createSerialQueue()
  const facts = new Map<DraftId, CheckedJsonFile<DraftFacts>>()
  const trash = createDraftTrash(folder)
  return {
    list,
    read,
    readText,
    create,
    writeBack,
    writeText,
    writeOrigin,
    writeTags,
    readIgnored,
    writeIgnored,
    purge,
    remove,
    restore,
    trash,
  }

  /** Errors: conflict with `not-a-folder` or `lost-link`, internal. */
  async function list(): Promise<DraftId[]> {
    if (!(await isThere())) return []
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      throw diskError('The drafts could not be listed', folder, error)
    })
    return entries.filter(entry => entry.isDirectory() && v.is(DraftId, entry.name)).map(({ name }) => name as DraftId)
  }

  /** What is in the folder's place and is none stays there: it may be all that is left of the drafts. */
  async function isThere(): Promise<boolean> {
    const state = await folderStateOf(folder)
    if (state === 'not-a-folder' || state === 'lost-link') {
      onTrouble({ kind: state, file: basename(folder), keptAs: null })
      throw fileRefusal(state, basename(folder))
    }
    onSound?.(basename(folder))
    return state !== 'missing'
  }

  async function makeFolder(): Promise<void> {
    if (!(await isThere())) await makeRoot()
    // Drafts can do without it, and one of somebody's own stays.
    await writeFile(join(folder, '.gitignore'), NOT_FOR_GIT, { flag: 'wx', mode: OWNER_ONLY }).catch(() => undefined)
  }

  async function makeRoot(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw diskError('The folder of the drafts could not be made', folder, error)
    })
  }

  async function read(id: DraftId): Promise<StoredDraft> {
    const text = await readText(id)
    const changed = await stat(join(folder, id, TEXT)).catch(orMissing(id))
    const base = await readOptional(join(folder, id, BASE))
    const file = factsOf(id)
    const { origin, tags } = await file.read()
    return { id, text, base, origin, tags, originHindrance: file.hindrance(), changedAt: changed.mtime }
  }

  async function readText(id: DraftId): Promise<string> {
    const file = join(folder, id, TEXT)
    noteText(id, await fileStateOf(file))
    const bytes = await readFile(file).catch(orMissing(id))
    return decoded(bytes) ?? enqueue(() => readDamaged(id))
  }

  /** A text that is no UTF-8 can only be shown with signs missing, so its bytes are kept before anything is typed. */
  async function readDamaged(id: DraftId): Promise<string> {
    const file = join(folder, id, TEXT)
    const bytes = await readFile(file).catch(orMissing(id))
    const sound = decoded(bytes)
    if (sound !== null) return sound
    const text = bytes.toString('utf8')
    const keptAs = await freeNameFor(file, new Date(clock.now()))
    try {
      await copyFile(file, join(folder, id, keptAs))
      await replaceFile(file, text, OWNER_ONLY)
    } catch (error) {
      throw diskError('A damaged text could not be set aside', file, error)
    }
    onTrouble({ kind: 'damaged', file: nameOf(id, TEXT), keptAs })
    return text
  }

  /** Throws for what cannot be read as a text. */
  function noteText(id: DraftId, state: Awaited<ReturnType<typeof fileStateOf>>): void {
    if (state === 'missing') return
    if (state === 'sound') return onSound?.(nameOf(id, TEXT))
    onTrouble({ kind: state, file: nameOf(id, TEXT), keptAs: null })
    if (state !== 'read-only' && state !== 'foreign') throw fileRefusal(state, TEXT)
  }

  async function create(id: DraftId, draft: DraftContent): Promise<void> {
    await makeFolder()
    // Not recursive, so that a new draft can never fall into the folder of another one.
    await mkdir(join(folder, id), { mode: 0o700 }).catch((error: unknown) => {
      throw diskError('The folder of a draft could not be made', id, error)
    })
    try {
      if (draft.base !== null) await writeBase(id, draft.base)
      await factsOf(id).write({ origin: draft.origin, tags: [...(draft.tags ?? [])] })
      await writeText(id, draft.text)
    } catch (error) {
      // It was made a moment ago, so nothing can be in it but what this call wrote.
      await rm(join(folder, id), { recursive: true, force: true })
      facts.delete(id)
      throw error
    }
  }

  /** Makes again what was taken away of a draft. Errors: conflict with `changed-outside` when a text is there, internal. */
  async function writeBack(id: DraftId, draft: DraftContent): Promise<void> {
    facts.delete(id)
    if ((await folderStateOf(join(folder, id))) === 'missing') return create(id, draft)
    if ((await fileStateOf(join(folder, id, TEXT))) !== 'missing') {
      throw new AppError('conflict', 'Another program made the file of the draft anew', {
        details: { reason: 'changed-outside', draftId: id },
      })
    }
    await writeText(id, draft.text)
  }

  /** Answers when the text was changed. Errors: conflict with the `reason` of a hindrance, internal. */
  function writeText(id: DraftId, text: string): Promise<Date> {
    return enqueue(() => writeTextNow(id, text)).catch((error: unknown) => {
      throw diskError('The text of a draft could not be written', TEXT, error)
    })
  }

  async function writeTextNow(id: DraftId, text: string): Promise<Date> {
    const file = join(folder, id, TEXT)
    const state = await fileStateOf(file)
    if (state !== 'sound' && state !== 'missing') throw fileRefusal(state, TEXT)
    await replaceFile(file, text, OWNER_ONLY)
    onSound?.(nameOf(id, TEXT))
    return (await stat(file)).mtime
  }

  async function writeOrigin(id: DraftId, origin: DraftOrigin, base: string | null): Promise<void> {
    // The base first: an origin without its base would let a push pass that should stop.
    if (base !== null) await writeBase(id, base)
    await changeFacts(id, { origin })
  }

  /** Errors: not-found, conflict with the `reason` of a hindrance, internal. */
  async function writeTags(id: DraftId, tags: readonly string[]): Promise<void> {
    await stat(join(folder, id, TEXT)).catch(orMissing(id))
    await changeFacts(id, { tags: [...tags] })
  }

  async function changeFacts(id: DraftId, change: Partial<DraftFacts>): Promise<void> {
    await enqueueFacts(async () => factsOf(id).write({ ...(await factsOf(id).read()), ...change }))
  }

  async function remove(id: DraftId): Promise<void> {
    // First of all, so that nothing is made or moved for what is no draft.
    if ((await folderStateOf(join(folder, id))) === 'not-a-folder') throw missing(id)
    await stat(join(folder, id)).catch(orMissing(id))
    await mkdir(join(folder, TRASH), { recursive: true, mode: 0o700 }).catch(orMissing(id))
    const place = join(folder, TRASH, id)
    // Somebody who copied a removed draft back may remove it again; the one that lies there already is kept too.
    if ((await folderStateOf(place)) !== 'missing') {
      await rename(place, `${place}.${timeName(new Date(clock.now()))}`).catch(orMissing(id))
    }
    await rename(join(folder, id), place).catch(orMissing(id))
    facts.delete(id)
  }

  /** Errors: not-found, conflict with `draft-in-place`, internal. */
  async function restore(id: DraftId): Promise<void> {
    await stat(join(folder, TRASH, id)).catch(orMissing(id))
    // A rename would replace a folder that is empty.
    if ((await folderStateOf(join(folder, id))) !== 'missing') {
      throw new AppError('conflict', 'There is a draft in the place of the removed one', {
        details: { reason: 'draft-in-place', draftId: id },
      })
    }
    await rename(join(folder, TRASH, id), join(folder, id)).catch(orMissing(id))
  }

  async function readIgnored(id: DraftId): Promise<readonly IgnoredProblem[]> {
    return (await ignoredFile(id).read()).problems
  }

  async function writeIgnored(id: DraftId, problems: readonly IgnoredProblem[]): Promise<void> {
    await ignoredFile(id).write({ problems: [...problems] })
  }

  /** Takes secrets out of every file of a draft but its text and its base. Errors: not-found, internal. */
  async function purge(id: DraftId, secrets: readonly string[]): Promise<PurgedFolder> {
    await stat(join(folder, id)).catch(orMissing(id))
    return enqueue(() => purgeFolder(join(folder, id), secrets))
  }

  function ignoredFile(id: DraftId): JsonFile<v.InferOutput<typeof Ignored>> {
    return createJsonFile({
      path: join(folder, id, IGNORED),
      name: nameOf(id, IGNORED),
      schema: Ignored,
      migrations: [],
      byDefault: () => ({ problems: [] }),
      ...parts,
    })
  }

  function factsOf(id: DraftId): CheckedJsonFile<DraftFacts> {
    const known = facts.get(id)
    if (known !== undefined) return known
    const file = createJsonFile<DraftFacts>({
      path: join(folder, id, FACTS),
      name: nameOf(id, FACTS),
      schema: DraftFacts,
      migrations: [older => ({ ...older, tags: [] })],
      byDefault: () => ({ origin: NOWHERE, tags: [] }),
      ...parts,
    })
    facts.set(id, file)
    return file
  }

  function nameOf(id: DraftId, file: string): string {
    return `${basename(folder)}/${id}/${file}`
  }

  async function writeBase(id: DraftId, base: string): Promise<void> {
    await enqueue(() => replaceFile(join(folder, id, BASE), base, OWNER_ONLY)).catch((error: unknown) => {
      throw diskError('The base of a draft could not be written', BASE, error)
    })
  }
}

/** Null when it is no UTF-8. A mark at its beginning is part of the text as typed. */
function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

async function readOptional(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (diskCodeOf(error) === 'ENOENT') return null
    throw diskError('A file of a draft could not be read', file, error)
  }
}

/** A draft that the disk refuses is not a draft that is gone: nobody may take it for lost. */
function orMissing(id: DraftId): (error: unknown) => never {
  return error => {
    if (!GONE.has(diskCodeOf(error))) throw diskError('The disk refused a draft', id, error)
    throw missing(id)
  }
}

/** The second is what the system says where a file has the name of a folder. */
const GONE: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR'])

function missing(id: DraftId): AppError {
  return new AppError('not-found', 'There is no such draft', { details: { reason: 'draft', draftId: id } })
}
