import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { DraftId } from '#common/drafts/drafts.contract'
import type { RevisionId, RevisionKind, RevisionSummary } from '#common/revisions/revisions.contract'
import { ipc } from '#ipc/client.ts'
import { useLoading, type Loading } from '#ui/loading.ts'
import { useText } from '#ui/use-text.ts'
import type { DraftSession } from '../use-draft-session'

export interface Revisions {
  readonly draftId: DraftId
  /** The newest first. */
  readonly listed: Readonly<ShallowRef<Loading<readonly RevisionSummary[]>>>
  readonly load: () => Promise<void>
  /** Makes a revision of what is on the screen. */
  readonly keep: (name: string | null) => Promise<void>
  /** As `keep`, for another reason than that somebody wanted it. Resolves to whether there was none of it yet. */
  readonly keepAs: (kind: RevisionKind) => Promise<boolean>
  /** Puts the text of a revision into the draft, as one step to undo; what was there before is a revision, too. */
  readonly restore: (id: RevisionId) => Promise<void>
  readonly rename: (id: RevisionId, name: string | null) => Promise<void>
  readonly remove: (id: RevisionId) => Promise<void>
  /** What was done last, for those who do not see it. */
  readonly said: Readonly<ShallowRef<string>>
}

/** The revisions of a draft that is worked on. They are read when somebody looks at them. */
export function useRevisions(draftId: DraftId, session: DraftSession): Revisions {
  const { state: listed, load: loadWith, show } = useLoading<readonly RevisionSummary[]>()
  const text = useText()
  const said = shallowRef('')
  onScopeDispose(
    ipc.revisions.changed(changed => {
      if (changed === draftId && listed.value.status === 'ready') void refresh()
    }),
  )
  return { draftId, listed, load, keep, keepAs, restore, rename, remove, said }

  function load(): Promise<void> {
    return loadWith(() => ipc.revisions.list(draftId))
  }

  /** Without showing that it is read, for it is on the screen. */
  async function refresh(): Promise<void> {
    await ipc.revisions.list(draftId).then(show, () => load())
  }

  async function keep(name: string | null): Promise<void> {
    said.value = text((await keepAs('kept', name)) ? 'revisions.was-kept' : 'revisions.was-there')
  }

  async function keepAs(kind: RevisionKind, name: string | null = null): Promise<boolean> {
    await session.flush()
    return (await ipc.revisions.keep({ draftId, text: session.document.text.value, kind, name })).isNew
  }

  async function restore(id: RevisionId): Promise<void> {
    const restored = await ipc.revisions.read({ draftId, id })
    await keepAs('before-restore')
    session.document.replaceText(restored)
    await keepAs('restored')
    said.value = text('revisions.was-restored')
  }

  async function rename(id: RevisionId, name: string | null): Promise<void> {
    await ipc.revisions.rename({ draftId, id, name })
  }

  async function remove(id: RevisionId): Promise<void> {
    await ipc.revisions.remove({ draftId, id })
  }
}
