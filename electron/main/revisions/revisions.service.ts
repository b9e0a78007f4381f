import { BLANK_DRAFT } from '#common/drafts/blank-draft'
import type { DraftId } from '#common/drafts/drafts.contract'
import { changeBetween } from '#common/revisions/revision-change'
import { isRevisionDue, revisionsToPrune } from '#common/revisions/revision-rules'
import type { RevisionId, RevisionKind, RevisionSummary } from '#common/revisions/revisions.contract'
import type { Clock } from '../storage/clock'
import { createSerialQueue } from '../storage/serial-queue'
import { missingRevision, revisionIdAt, type RevisionFolder } from './revision-folder'

export interface RevisionsParts {
  readonly folder: RevisionFolder
  readonly clock: Clock
  readonly changed: (draftId: DraftId) => void
  /** Takes what hindered a revision that nobody asked for. */
  readonly report: (fault: unknown) => void
}

export interface NewRevision {
  readonly text: string
  readonly kind: RevisionKind
  readonly name?: string | null
}

export type RevisionsService = ReturnType<typeof createRevisionsService>

/** Revisions of drafts: made by hand and by themselves, named, and pruned. One thing at a time. */
export function createRevisionsService({ folder, clock, changed, report }: RevisionsParts) {
  const enqueue = createSerialQueue()
  /** When the newest revision of a draft was made, as far as it was looked at, so that not every save has to. */
  const newestAt = new Map<DraftId, number | null>()
  return {
    list: (draftId: DraftId) => enqueue(() => folder.list(draftId)),
    read: (draftId: DraftId, id: RevisionId) => enqueue(() => folder.read(draftId, id)),
    keep: (draftId: DraftId, revision: NewRevision) => enqueue(() => keep(draftId, revision)),
    keepIfDue: (draftId: DraftId, text: string, changedAt: Date) =>
      enqueue(() => keepIfDue(draftId, text, changedAt.getTime())).catch(report),
    rename: (draftId: DraftId, id: RevisionId, name: string | null) => enqueue(() => rename(draftId, id, name)),
    remove: (draftId: DraftId, id: RevisionId) => enqueue(() => remove(draftId, [id])),
    changeFiles,
    forget,
    /** Resolves once everything that was asked for has ended. */
    settled: () => enqueue(() => Promise.resolve()),
  }

  async function keep(
    draftId: DraftId,
    { text, kind, name = null }: NewRevision,
  ): Promise<{ revision: RevisionSummary; isNew: boolean }> {
    const listed = await folder.list(draftId)
    const [newest] = listed
    const before = newest && (await folder.read(draftId, newest.id))
    if (newest !== undefined && before === text) {
      return { revision: await strengthen(draftId, newest, kind, name), isNew: false }
    }
    const change = before === undefined ? null : changeBetween(before, text)
    const revision = await folder.write(draftId, idAfter(newest), text, { kind, name, change })
    newestAt.set(draftId, clock.now())
    await prune(draftId, [revision, ...listed])
    changed(draftId)
    return { revision, isNew: true }
  }

  /** The newest revision has the text already: it takes a name that is given, and lasts if the new one would. */
  async function strengthen(
    draftId: DraftId,
    newest: RevisionSummary,
    kind: RevisionKind,
    name: string | null,
  ): Promise<RevisionSummary> {
    const facts = {
      kind: kind === 'kept' || kind === 'pushed' ? kind : newest.kind,
      name: name ?? newest.name,
      change: newest.change,
    }
    if (facts.kind === newest.kind && facts.name === newest.name) return newest
    await folder.setFacts(draftId, newest.id, facts)
    changed(draftId)
    return { ...newest, ...facts }
  }

  /** A computer's clock may go back, and a revision is never put before the one it came after. */
  function idAfter(newest: RevisionSummary | undefined): RevisionId {
    const last = newest === undefined ? -Infinity : Date.parse(newest.at)
    return revisionIdAt(Math.max(clock.now(), last + 1))
  }

  async function keepIfDue(draftId: DraftId, text: string, changedAt: number): Promise<void> {
    // Nobody comes back to what every new draft begins with.
    if (text === BLANK_DRAFT) return
    if (!newestAt.has(draftId)) {
      const [newest] = await folder.list(draftId)
      newestAt.set(draftId, newest === undefined ? null : Date.parse(newest.at))
    }
    const now = clock.now()
    if (!isRevisionDue({ now, changedAt, newestAt: newestAt.get(draftId) ?? null })) return
    await keep(draftId, { text, kind: 'automatic' })
    // A text that is a revision already is not looked at again with every save.
    newestAt.set(draftId, now)
  }

  async function prune(draftId: DraftId, revisions: readonly RevisionSummary[]): Promise<void> {
    const dated = revisions.map(revision => ({ ...revision, at: Date.parse(revision.at) }))
    const ids = revisionsToPrune(dated, clock.now())
    if (ids.length > 0) await folder.remove(draftId, ids)
  }

  async function rename(draftId: DraftId, id: RevisionId, name: string | null): Promise<void> {
    const revision = (await folder.list(draftId)).find(one => one.id === id)
    if (revision === undefined) throw missingRevision(draftId)
    await folder.setFacts(draftId, id, { kind: revision.kind, name, change: revision.change })
    changed(draftId)
  }

  async function remove(draftId: DraftId, ids: readonly RevisionId[]): Promise<void> {
    await folder.remove(draftId, ids)
    changed(draftId)
  }

  /** Lets somebody else change the files of a draft's revisions while nothing here does. */
  function changeFiles<T>(draftId: DraftId, change: () => Promise<T>): Promise<T> {
    return enqueue(async () => {
      const result = await change()
      changed(draftId)
      return result
    })
  }

  /** For a draft that is put away: another may come in its place. */
  function forget(draftId: DraftId): void {
    newestAt.delete(draftId)
    folder.forget(draftId)
  }
}
