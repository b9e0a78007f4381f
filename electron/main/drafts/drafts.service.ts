import type { IgnoredProblem } from '#common/checker/ignored-problem'
import type { Draft, DraftId, DraftOrigin, DraftSummary } from '#common/drafts/drafts.contract'
import { draftIdFor, nameOf } from '#common/drafts/draft-name'
import { textOfHandler, type PortalHandler } from '#common/handlers/handler-fields'
import type { HandlerId } from '#common/handlers/handlers.contract'
import { readHandlerFile } from '#common/handlers/read-handler-file'
import { AppError } from '#common/ipc/app-error'
import type { PortalId } from '#common/portals/portals.contract'
import type { DraftBase, PushDrafts } from '../push/push.service'
import { BLANK_DRAFT } from '#common/drafts/blank-draft'
import { fileRefusal } from '../storage/file-refusal'
import { createSerialQueue } from '../storage/serial-queue'
import type { DraftFolder, StoredDraft } from './draft-folder'

export interface ChosenFile {
  readonly name: string
  readonly text: string
}

export interface DraftsParts {
  readonly folder: DraftFolder
  readonly handlers: { read(portalId: PortalId, handlerId: HandlerId): Promise<PortalHandler> }
  /** Lets the person choose a text file; null when cancelled. Errors: invalid-input for a file that is no text. */
  readonly chooseFile: () => Promise<ChosenFile | null>
  readonly changed: (drafts: DraftSummary[]) => void
  /** A few random lower-case letters and digits, to keep folder names apart. */
  readonly suffix: () => string
}

export type DraftsService = ReturnType<typeof createDraftsService>

/** Drafts: made, opened, saved as typed, put aside and brought back. */
export function createDraftsService(parts: DraftsParts) {
  const { folder, handlers } = parts
  const saves = new Set<Promise<unknown>>()
  /** Drafts whose newest text the disk refused, so that nothing but the window has it. */
  const unsaved = new Set<DraftId>()
  /** What was last told of each draft, so that a save need not read all the others again. */
  let known: Map<DraftId, DraftSummary> | null = null
  /** Saves reach the disk in the order they were asked for, and before the draft is moved away. */
  const enqueue = createSerialQueue()
  const forPush: PushDrafts = { textOf: async id => (await folder.read(id)).text, baseOf, namedHandlerOf, setBase }
  return {
    list,
    create,
    createFromHandler,
    chooseFile: parts.chooseFile,
    createFromText,
    open,
    save,
    setIgnored,
    remove,
    restore,
    forPush,
    settled,
    hasUnsaved: () => unsaved.size > 0,
  }

  async function list(): Promise<DraftSummary[]> {
    const ids = await folder.list()
    const drafts = await Promise.all(
      ids.map(id => folder.read(id).then(summaryOf, (error: unknown) => withoutText(id, error))),
    )
    return newestFirst(drafts.filter(draft => draft !== null))
  }

  function create(): Promise<Draft> {
    return add(BLANK_DRAFT, { portalId: null, handlerId: null, fileName: null }, null)
  }

  async function createFromHandler(portalId: PortalId, handlerId: HandlerId): Promise<Draft> {
    const text = textOfHandler(await handlers.read(portalId, handlerId))
    return add(text, { portalId, handlerId, fileName: null }, text)
  }

  function createFromText(raw: string, fileName: string | null, named: HandlerId | null): Promise<Draft> {
    const { text, handlerId } = readHandlerFile(raw)
    return add(text, { portalId: null, handlerId: named ?? handlerId, fileName }, null)
  }

  async function open(id: DraftId): Promise<Draft> {
    const [draft, ignored] = await Promise.all([folder.read(id), folder.readIgnored(id)])
    return { summary: summaryOf(draft), text: draft.text, base: draft.base, ignored: [...ignored] }
  }

  function save(id: DraftId, text: string): Promise<DraftSummary> {
    return awaited(() => saveNow(id, text))
  }

  function setIgnored(id: DraftId, ignored: readonly IgnoredProblem[]): Promise<void> {
    return awaited(() => folder.writeIgnored(id, ignored))
  }

  /** In its turn, and before the app quits. */
  function awaited<T>(save: () => Promise<T>): Promise<T> {
    const saving = enqueue(save).finally(() => saves.delete(saving))
    saves.add(saving)
    return saving
  }

  /** Resolves once every save that was asked for has reached the disk or failed. */
  async function settled(): Promise<void> {
    while (saves.size > 0) await Promise.allSettled(saves)
  }

  async function saveNow(id: DraftId, text: string): Promise<DraftSummary> {
    const draft = await writeIfChanged(id, text).catch((error: unknown) => {
      if (!isGone(error)) unsaved.add(id)
      throw error
    })
    unsaved.delete(id)
    return tellOfDraft(draft)
  }

  /** Answers the draft as it is then, for reading a large one once more would hold up everything else. */
  async function writeIfChanged(id: DraftId, text: string): Promise<StoredDraft> {
    const before = await folder.read(id)
    if (before.text === text) return before
    return { ...before, text, changedAt: await folder.writeText(id, text) }
  }

  async function remove(id: DraftId): Promise<void> {
    await enqueue(async () => {
      await folder.remove(id)
      unsaved.delete(id)
      await tell(drafts => drafts.delete(id))
    })
  }

  /** Told in its turn: a removal that was asked for before must not be told after it. */
  function restore(id: DraftId): Promise<DraftSummary> {
    return enqueue(async () => {
      await folder.restore(id)
      return tellOf(id)
    })
  }

  async function add(text: string, origin: DraftOrigin, base: string | null): Promise<Draft> {
    const id = draftIdFor(text, parts.suffix())
    await folder.create(id, { text, origin, base })
    await tellOf(id)
    return open(id)
  }

  async function baseOf(id: DraftId, portalId: PortalId): Promise<DraftBase | null> {
    const { origin, originHindrance, base } = await folder.read(id)
    // What a push would have to note afterwards could not be noted, and the next one would compare with the wrong base.
    if (originHindrance !== null) throw fileRefusal(originHindrance, 'draft.json')
    if (base === null) return null
    // A base without an origin has lost it to damage. It may be of this portal, so a push has to stop where it differs.
    if (origin.portalId === null) return { handlerId: null, base }
    return origin.portalId === portalId ? { handlerId: origin.handlerId, base } : null
  }

  async function namedHandlerOf(id: DraftId): Promise<HandlerId | null> {
    const { origin } = await folder.read(id)
    return origin.portalId === null ? origin.handlerId : null
  }

  async function setBase(id: DraftId, portalId: PortalId, handlerId: HandlerId, base: string): Promise<void> {
    const { origin } = await folder.read(id)
    await folder.writeOrigin(id, { ...origin, portalId, handlerId }, `${base}\n`)
    await tellOf(id)
  }

  /** Reads one draft again and tells all. */
  async function tellOf(id: DraftId): Promise<DraftSummary> {
    return tellOfDraft(await folder.read(id))
  }

  async function tellOfDraft(draft: StoredDraft): Promise<DraftSummary> {
    const summary = summaryOf(draft)
    await tell(drafts => drafts.set(draft.id, summary))
    return summary
  }

  async function tell(change: (drafts: Map<DraftId, DraftSummary>) => void): Promise<void> {
    const listed = known ?? new Map((await list()).map(draft => [draft.id, draft]))
    // While this one read the folder another may have done so and gone on from it.
    known ??= listed
    change(known)
    parts.changed(newestFirst([...known.values()]))
  }
}

function newestFirst(drafts: readonly DraftSummary[]): DraftSummary[] {
  return [...drafts].sort((one, other) => other.changedAt.localeCompare(one.changedAt))
}

/** A draft that the disk does not give stays in the list, for opening it says why. */
function withoutText(id: DraftId, error: unknown): DraftSummary | null {
  if (isGone(error)) return null
  const origin: DraftOrigin = { portalId: null, handlerId: null, fileName: null }
  return { id, origin, name: '', code: '', isReadable: false, changedAt: new Date(0).toISOString() }
}

function summaryOf(draft: StoredDraft): DraftSummary {
  return { id: draft.id, origin: draft.origin, changedAt: draft.changedAt.toISOString(), ...nameOf(draft.text) }
}

function isGone(error: unknown): boolean {
  return error instanceof AppError && error.code === 'not-found'
}
