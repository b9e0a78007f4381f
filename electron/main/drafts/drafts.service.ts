import type { IgnoredProblem } from '#common/checker/ignored-problem'
import { isChanged } from '#common/compare/is-changed'
import {
  MAX_FOUND_DRAFTS,
  type Draft,
  type DraftId,
  type DraftOrigin,
  type DraftSummary,
  type FoundDraft,
  type PurgeReport,
  type RemovedId,
} from '#common/drafts/drafts.contract'
import { findLine } from '#common/drafts/find-line'
import { renameText } from '#common/drafts/rename-text'
import { draftIdFor, nameOf } from '#common/drafts/draft-name'
import { textOfHandler, type PortalHandler } from '#common/handlers/handler-fields'
import type { HandlerId } from '#common/handlers/handlers.contract'
import { readHandlerFile } from '#common/handlers/read-handler-file'
import { AppError } from '#common/ipc/app-error'
import { holdsSecret, purgeText } from '#common/purge/purge-text'
import type { PortalId } from '#common/portals/portals.contract'
import type { DraftBase, PushDrafts } from '../push/push-parts'
import { BLANK_DRAFT } from '#common/drafts/blank-draft'
import { fileRefusal } from '../storage/file-refusal'
import { createSerialQueue } from '../storage/serial-queue'
import { DRAFT_FILES } from './draft-file-names'
import { NOWHERE, type DraftFolder, type StoredDraft } from './draft-folder'
import type { DraftRevisions } from './draft-revisions'
import { createDraftTexts, isGone, type DraftTextsParts, type TypedText } from './draft-texts'

export interface ChosenFile {
  readonly name: string
  readonly text: string
}

export interface DraftsParts extends Omit<DraftTextsParts, 'folder' | 'revisions'> {
  readonly folder: DraftFolder
  readonly handlers: { read(portalId: PortalId, handlerId: HandlerId): Promise<PortalHandler> }
  /** Lets the person choose a text file; null when cancelled. Errors: invalid-input for a file that is no text. */
  readonly chooseFile: () => Promise<ChosenFile | null>
  readonly changed: (drafts: DraftSummary[]) => void
  readonly revisions: DraftRevisions
  /** A few random lower-case letters and digits, to keep folder names apart. */
  readonly suffix: () => string
}

export type DraftsService = ReturnType<typeof createDraftsService>

/** Drafts: made, opened, saved as typed, put aside and brought back. */
export function createDraftsService(parts: DraftsParts) {
  const { folder, handlers, revisions } = parts
  const saves = new Set<Promise<unknown>>()
  /** Drafts whose newest text the disk refused, so that nothing but the window has it. */
  const unsaved = new Set<DraftId>()
  /** What was last told of each draft, so that a save need not read all the others again. */
  let known: Map<DraftId, DraftSummary> | null = null
  /** Saves reach the disk in the order they were asked for, and before the draft is moved away. */
  const enqueue = createSerialQueue()
  const texts = createDraftTexts(parts)
  let searches = 0
  const forPush: PushDrafts = {
    textOf: async id => (await folder.read(id)).text,
    baseOf,
    ignoredOf: id => folder.readIgnored(id),
    namedHandlerOf,
    setBase,
    keepPushed: (id, text) => revisions.keep(id, { text, kind: 'pushed' }),
    replaceText,
  }
  return {
    list,
    create,
    createFromHandler,
    chooseFile: parts.chooseFile,
    createFromText,
    open,
    note: (id: DraftId, typed: TypedText) => texts.note(id, typed),
    save,
    writeAgain,
    lookAt,
    lookAtOpened: () => lookAt(texts.opened()),
    setIgnored,
    setTags,
    purge,
    remove,
    restore,
    listRemoved: () => folder.trash.list(),
    countRemoved: () => folder.trash.count(),
    restoreRemoved,
    destroyRemoved: (ids: readonly RemovedId[]) => enqueue(() => folder.trash.destroy(ids)),
    duplicate,
    search,
    forPush,
    settled,
    hasUnsaved: () => unsaved.size > 0,
  }

  async function list(): Promise<DraftSummary[]> {
    const ids = await folder.list()
    const drafts = await Promise.all(
      ids.map(id => readNewest(id).then(summaryOf, (error: unknown) => withoutText(id, error))),
    )
    return newestFirst(drafts.filter(draft => draft !== null))
  }

  /** Reads a draft, and before that brings into its file what the end of the app kept out of it. */
  async function readNewest(id: DraftId): Promise<StoredDraft> {
    const draft = await folder.read(id)
    if (!(await texts.isUnsaved(draft))) return draft
    return enqueue(async () => {
      const { stored, text, isSaved, outside } = await texts.read(id)
      if (isSaved || outside !== null) return stored
      return texts.write(id, text).catch(() => stored)
    })
  }

  function create(): Promise<Draft> {
    return add(BLANK_DRAFT, NOWHERE, null)
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
    const [opened, ignored] = await Promise.all([enqueue(() => texts.read(id)), folder.readIgnored(id)])
    const { stored, text, history, isSaved, outside } = opened
    const summary = summaryOf({ ...stored, text })
    return { summary, text, base: stored.base, ignored: [...ignored], history, isSaved, outside }
  }

  /** With `isOver` over what another program made of the file. */
  function save(id: DraftId, text: string, { history = '', isOver = false } = {}): Promise<DraftSummary> {
    // Before its turn comes, for the disk may be busy; and whatever hinders this hinders the save, which says so.
    const noted = texts.note(id, { text, history }, { isToBeWritten: true }).catch(() => undefined)
    return awaited(async () => {
      await noted
      return saveNow(id, text, isOver)
    })
  }

  /** Makes the files of an open draft again that another program took away. */
  function writeAgain(id: DraftId, typed: TypedText): Promise<DraftSummary> {
    return awaited(async () => {
      const draft = await texts.writeAgain(id, typed)
      unsaved.delete(id)
      return tellOfDraft(draft)
    })
  }

  /** Looks at drafts whose files may have been changed by another program, and tells what has become of them. */
  async function lookAt(ids: readonly DraftId[]): Promise<void> {
    let isOther = false
    for (const id of ids) isOther = (await enqueue(() => texts.look(id))) || isOther
    if (!isOther) return
    known = null
    await tell(() => undefined)
  }

  function setIgnored(id: DraftId, ignored: readonly IgnoredProblem[]): Promise<void> {
    return awaited(() => folder.writeIgnored(id, ignored))
  }

  function setTags(id: DraftId, tags: readonly string[]): Promise<DraftSummary> {
    return awaited(async () => {
      await folder.writeTags(id, tags)
      const draft = await folder.read(id)
      texts.noteFacts(draft)
      return tellOfDraft(draft)
    })
  }

  function purge(id: DraftId, text: string, secrets: readonly string[]): Promise<PurgeReport> {
    return awaited(async () => {
      // The text last: while it has the secret, it can be seen and asked for again.
      const purged = await revisions.changeFiles(id, () => folder.purge(id, secrets))
      const draft = await texts.write(id, purgeText(text, secrets).text, { isTraceless: true })
      unsaved.delete(id)
      const { base } = draft
      return {
        ...purged,
        summary: await tellOfDraft(draft),
        isInBase: base !== null && holdsSecret(base, secrets),
        otherDrafts: await countHolding(secrets, id),
      }
    })
  }

  async function countHolding(secrets: readonly string[], apartFrom: DraftId): Promise<number> {
    let count = 0
    // One after the other, for there may be many, and large.
    for (const id of await folder.list()) {
      const text =
        id === apartFrom
          ? ''
          : await folder.read(id).then(
              draft => draft.text,
              () => '',
            )
      if (holdsSecret(text, secrets)) count += 1
    }
    return count
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

  async function saveNow(id: DraftId, text: string, isOver: boolean): Promise<DraftSummary> {
    const draft = await texts.write(id, text, { isOver }).catch((error: unknown) => {
      // What waits beside a file of somebody else is safe; what was taken away is asked about in the window.
      if (!isGone(error) && !isOutside(error)) unsaved.add(id)
      throw error
    })
    unsaved.delete(id)
    return tellOfDraft(draft)
  }

  async function remove(id: DraftId): Promise<void> {
    await enqueue(async () => {
      texts.forget(id)
      // A revision that is being written must not be left behind, in a folder that would stand in the way of the draft.
      await revisions.changeFiles(id, () => folder.remove(id))
      revisions.forget(id)
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

  function restoreRemoved(removed: RemovedId): Promise<DraftSummary> {
    return enqueue(async () => tellOf(await folder.trash.restore(removed)))
  }

  async function duplicate(id: DraftId, name: string | null): Promise<DraftSummary> {
    const [{ text, tags }, ignored] = await Promise.all([readNewest(id), folder.readIgnored(id)])
    const { summary } = await add(name === null ? text : renameText(text, name), NOWHERE, null, tags)
    if (ignored.length > 0) await folder.writeIgnored(summary.id, ignored)
    return summary
  }

  async function search(searched: string): Promise<FoundDraft[]> {
    const mine = (searches += 1)
    const found: FoundDraft[] = []
    // One after the other: together the texts may be more than fits into memory.
    for (const id of await folder.list()) {
      if (mine !== searches || found.length === MAX_FOUND_DRAFTS) break
      const text = await folder.readText(id).catch(() => '')
      const line = findLine(text, searched)
      if (line !== null) found.push({ id, line })
    }
    return found
  }

  async function add(
    text: string,
    origin: DraftOrigin,
    base: string | null,
    tags: readonly string[] = [],
  ): Promise<Draft> {
    const id = draftIdFor(text, parts.suffix())
    await folder.create(id, { text, origin, base, tags })
    await tellOf(id)
    return open(id)
  }

  async function baseOf(id: DraftId, portalId: PortalId): Promise<DraftBase | null> {
    const { origin, originHindrance, base } = await folder.read(id)
    // What a push would have to note afterwards could not be noted, and the next one would compare with the wrong base.
    if (originHindrance !== null) throw fileRefusal(originHindrance, DRAFT_FILES.facts)
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

  /** What was undone in the text before cannot be undone in another one: that is what its revision is for. */
  async function replaceText(id: DraftId, text: string): Promise<void> {
    await revisions.keep(id, { text: (await folder.read(id)).text, kind: 'before-merge' })
    await save(id, text)
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
  return {
    id,
    origin: NOWHERE,
    name: '',
    code: '',
    isReadable: false,
    isChanged: false,
    tags: [],
    changedAt: new Date(0).toISOString(),
  }
}

function summaryOf({ id, origin, tags, base, text, changedAt }: StoredDraft): DraftSummary {
  return {
    id,
    origin,
    tags: [...tags],
    changedAt: changedAt.toISOString(),
    isChanged: base !== null && isChanged(text, base),
    ...nameOf(text),
  }
}

function isOutside(error: unknown): boolean {
  return error instanceof AppError && error.details['reason'] === 'changed-outside'
}
