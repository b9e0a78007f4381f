import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { IgnoredProblem } from '#common/checker/ignored-problem'
import { DraftId, DraftOrigin } from '#common/drafts/drafts.contract'
import { AppError } from '#common/ipc/app-error'
import { diskCodeOf, diskError } from '../storage/disk-error'
import { createSerialQueue } from '../storage/serial-queue'
import { createJsonFile, type FileTrouble, type JsonFile } from '../storage/json-file'
import { replaceFile } from '../storage/write-whole-file'

/** A shop's handler is nobody else's business. */
const OWNER_ONLY = 0o600
const TEXT = 'handler.json'
const FACTS = 'draft.json'
const BASE = 'base.json'
const IGNORED = 'ignored.json'
/** The dot keeps it out of the list, and out of sight in a file manager. */
const REMOVED = '.removed'

const Ignored = v.object({ problems: v.array(IgnoredProblem) })
const DraftFacts = v.object({ version: v.literal(1), origin: DraftOrigin })

export interface StoredDraft {
  readonly id: DraftId
  readonly origin: DraftOrigin
  readonly text: string
  /** The base's text, or null. */
  readonly base: string | null
  readonly changedAt: Date
}

export type DraftFolder = ReturnType<typeof createDraftFolder>

/**
 * Drafts as plain files, one folder a draft: `handler.json` is the text as typed, `base.json` the handler it began
 * from, `draft.json` where it came from, `ignored.json` the problems that were ignored and why. Every write is whole or
 * not at all, and writes queue up.
 */
export function createDraftFolder(folder: string, onTrouble: (trouble: FileTrouble) => void) {
  const enqueue = createSerialQueue()
  return { list, read, create, writeText, writeOrigin, readIgnored, writeIgnored, remove, restore }

  async function list(): Promise<DraftId[]> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter(entry => entry.isDirectory() && v.is(DraftId, entry.name)).map(({ name }) => name as DraftId)
  }

  async function read(id: DraftId): Promise<StoredDraft> {
    const file = join(folder, id, TEXT)
    const [text, changed] = await Promise.all([readFile(file, 'utf8'), stat(file)]).catch(orMissing(id))
    const base = await readOptional(join(folder, id, BASE))
    return { id, text, base, origin: await readOrigin(id), changedAt: changed.mtime }
  }

  async function create(id: DraftId, draft: Pick<StoredDraft, 'text' | 'origin' | 'base'>): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // Not recursive, so that a new draft can never fall into the folder of another one.
    await mkdir(join(folder, id), { mode: 0o700 }).catch((error: unknown) => {
      throw diskError('The folder of a draft could not be made', id, error)
    })
    await writeOrigin(id, draft.origin, draft.base)
    await writeText(id, draft.text)
  }

  async function writeText(id: DraftId, text: string): Promise<void> {
    await write(id, TEXT, text)
  }

  async function writeOrigin(id: DraftId, origin: DraftOrigin, base: string | null): Promise<void> {
    // The base first: an origin without its base would let a push pass that should stop.
    if (base !== null) await write(id, BASE, base)
    await write(id, FACTS, `${JSON.stringify({ version: 1, origin }, null, 2)}\n`)
  }

  async function remove(id: DraftId): Promise<void> {
    await mkdir(join(folder, REMOVED), { recursive: true, mode: 0o700 })
    await rename(join(folder, id), join(folder, REMOVED, id)).catch(orMissing(id))
  }

  async function restore(id: DraftId): Promise<void> {
    await rename(join(folder, REMOVED, id), join(folder, id)).catch(orMissing(id))
  }

  async function readIgnored(id: DraftId): Promise<readonly IgnoredProblem[]> {
    return (await ignoredFile(id).read()).problems
  }

  async function writeIgnored(id: DraftId, problems: readonly IgnoredProblem[]): Promise<void> {
    await ignoredFile(id).write({ problems: [...problems] })
  }

  function ignoredFile(id: DraftId): JsonFile<v.InferOutput<typeof Ignored>> {
    return createJsonFile({
      path: join(folder, id, IGNORED),
      schema: Ignored,
      migrations: [],
      byDefault: () => ({ problems: [] }),
      onTrouble,
    })
  }

  /** A draft whose facts cannot be read still has its text, which is what must not be lost. */
  async function readOrigin(id: DraftId): Promise<DraftOrigin> {
    const text = await readOptional(join(folder, id, FACTS))
    const facts = v.safeParse(v.pipe(v.string(), v.parseJson(), DraftFacts), text)
    return facts.success ? facts.output.origin : { portalId: null, handlerId: null, fileName: null }
  }

  async function write(id: DraftId, name: string, content: string): Promise<void> {
    await enqueue(() => replaceFile(join(folder, id, name), content, OWNER_ONLY)).catch((error: unknown) => {
      throw diskError('A file of a draft could not be written', name, error)
    })
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
    if (diskCodeOf(error) !== 'ENOENT') throw diskError('The disk refused a draft', id, error)
    throw new AppError('not-found', 'There is no such draft', { details: { reason: 'draft', draftId: id } })
  }
}
