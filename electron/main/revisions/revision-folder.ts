import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { DraftId } from '#common/drafts/drafts.contract'
import { AppError } from '#common/ipc/app-error'
import { RevisionChange, RevisionId, RevisionKind, type RevisionSummary } from '#common/revisions/revisions.contract'
import { DRAFT_FILES, REVISIONS_FOLDER } from '../drafts/draft-file-names'
import { diskCodeOf, diskError } from '../storage/disk-error'
import type { TroubleSink } from '../storage/file-troubles'
import { createJsonFile, type CheckedJsonFile } from '../storage/json-file'
import { timeName } from '#common/storage/time-name'
import { replaceFile } from '../storage/write-whole-file'

const RECORD = DRAFT_FILES.revisionRecord
const OWNER_ONLY_FILE = 0o600
const OWNER_ONLY_FOLDER = 0o700

const RevisionFacts = v.object({
  kind: RevisionKind,
  name: v.nullable(v.string()),
  change: v.nullable(RevisionChange),
})
export type RevisionFacts = v.InferOutput<typeof RevisionFacts>
const RevisionRecord = v.object({ revisions: v.record(v.string(), RevisionFacts) })
type RevisionRecord = v.InferOutput<typeof RevisionRecord>

/** What is said of a text that nothing is recorded of. */
const UNKNOWN: RevisionFacts = { kind: 'automatic', name: null, change: null }

export type RevisionFolder = ReturnType<typeof createRevisionFolder>

/**
 * The revisions of drafts: each text is a file of its own in `revisions/`, named by its time, and what else is known of
 * them stands in `revisions.json`. The text is written first: one that is not in the record is a revision all the same.
 */
export function createRevisionFolder(folder: string, troubles: TroubleSink) {
  const records = new Map<DraftId, CheckedJsonFile<RevisionRecord>>()
  return { list, read, write, setFacts, remove, forget: (id: DraftId) => records.delete(id) }

  /** The newest first. Errors: internal. */
  async function list(draftId: DraftId): Promise<RevisionSummary[]> {
    const names = await readdir(placeOf(draftId)).catch((error: unknown) => {
      if (isMissing(error)) return []
      throw diskError('The revisions of a draft could not be listed', REVISIONS_FOLDER, error)
    })
    const ids = names.flatMap(name => {
      const id = v.safeParse(RevisionId, name.replace(/\.json$/, ''))
      return id.success && name.endsWith('.json') ? [id.output] : []
    })
    if (ids.length === 0) return []
    const { revisions } = await recordOf(draftId).read()
    const found = await Promise.all(ids.map(id => summaryOf(draftId, id, revisions[id] ?? UNKNOWN)))
    return found.filter(one => one !== null).sort((one, other) => (one.id < other.id ? 1 : -1))
  }

  async function summaryOf(draftId: DraftId, id: RevisionId, facts: RevisionFacts): Promise<RevisionSummary | null> {
    const file = await stat(placeOf(draftId, id)).catch(() => null)
    return file?.isFile() === true ? { id, at: timeOf(id), size: file.size, ...facts } : null
  }

  /** Errors: not-found (`revision`), internal. */
  async function read(draftId: DraftId, id: RevisionId): Promise<string> {
    return readFile(placeOf(draftId, id), 'utf8').catch((error: unknown) => {
      if (isMissing(error)) throw missingRevision(draftId)
      throw diskError('A revision could not be read', REVISIONS_FOLDER, error)
    })
  }

  /** Errors: not-found (`draft`), conflict with the `reason` of a hindrance, internal. */
  async function write(draftId: DraftId, id: RevisionId, text: string, facts: RevisionFacts): Promise<RevisionSummary> {
    // Not recursive: a draft that is gone must not come back as a folder of revisions.
    await mkdir(placeOf(draftId), { mode: OWNER_ONLY_FOLDER }).catch((error: unknown) => {
      if (diskCodeOf(error) === 'EEXIST') return
      if (isMissing(error)) {
        throw new AppError('not-found', 'There is no such draft', { details: { reason: 'draft', draftId } })
      }
      throw diskError('The folder of the revisions could not be made', REVISIONS_FOLDER, error)
    })
    await replaceFile(placeOf(draftId, id), text, OWNER_ONLY_FILE).catch((error: unknown) => {
      throw diskError('A revision could not be written', REVISIONS_FOLDER, error)
    })
    await setFacts(draftId, id, facts)
    return { id, at: timeOf(id), size: Buffer.byteLength(text), ...facts }
  }

  async function setFacts(draftId: DraftId, id: RevisionId, facts: RevisionFacts): Promise<void> {
    const { revisions } = await recordOf(draftId).read()
    await recordOf(draftId).write({ revisions: { ...revisions, [id]: facts } })
  }

  /** Removes texts first, for what the record says of no text is nothing. */
  async function remove(draftId: DraftId, ids: readonly RevisionId[]): Promise<void> {
    for (const id of ids) {
      await rm(placeOf(draftId, id), { force: true }).catch((error: unknown) => {
        throw diskError('A revision could not be removed', REVISIONS_FOLDER, error)
      })
    }
    const { revisions } = await recordOf(draftId).read()
    const gone: ReadonlySet<string> = new Set(ids)
    await recordOf(draftId).write({
      revisions: Object.fromEntries(Object.entries(revisions).filter(([id]) => !gone.has(id))),
    })
  }

  function recordOf(draftId: DraftId): CheckedJsonFile<RevisionRecord> {
    const known = records.get(draftId)
    if (known !== undefined) return known
    const file = createJsonFile<RevisionRecord>({
      path: join(folder, draftId, RECORD),
      name: `drafts/${draftId}/${RECORD}`,
      schema: RevisionRecord,
      migrations: [],
      byDefault: () => ({ revisions: {} }),
      ...troubles,
    })
    records.set(draftId, file)
    return file
  }

  function placeOf(draftId: DraftId, id?: RevisionId): string {
    return id === undefined
      ? join(folder, draftId, REVISIONS_FOLDER)
      : join(folder, draftId, REVISIONS_FOLDER, `${id}.json`)
  }
}

/** The error for a revision that is not there. */
export function missingRevision(draftId: DraftId): AppError {
  return new AppError('not-found', 'There is no such revision', { details: { reason: 'revision', draftId } })
}

/** The id of a revision that is made at a moment, in milliseconds since 1970. */
export function revisionIdAt(time: number): RevisionId {
  return v.parse(RevisionId, timeName(new Date(time)))
}

function timeOf(id: RevisionId): string {
  return id.replace(/T(\d{2})-(\d{2})-/, 'T$1:$2:')
}

function isMissing(error: unknown): boolean {
  const code = diskCodeOf(error)
  return code === 'ENOENT' || code === 'ENOTDIR'
}
