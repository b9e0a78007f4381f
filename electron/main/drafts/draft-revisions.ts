import type { DraftId } from '#common/drafts/drafts.contract'
import type { RevisionKind } from '#common/revisions/revisions.contract'

/** What drafts need of their revisions. */
export interface DraftRevisions {
  /** Makes a revision of a text, unless it is that of the newest one. Errors: not-found, conflict, internal. */
  keep(id: DraftId, revision: { readonly text: string; readonly kind: RevisionKind }): Promise<unknown>
  /** Is told of a text that is about to change, and when it came to be. Never rejects: a save must not fail for it. */
  keepIfDue(id: DraftId, text: string, changedAt: Date): Promise<void>
  /** Runs what changes the files of a draft's revisions while nobody else does. */
  changeFiles<T>(id: DraftId, change: () => Promise<T>): Promise<T>
  /** Is told of a draft that was put away. */
  forget(id: DraftId): void
}
