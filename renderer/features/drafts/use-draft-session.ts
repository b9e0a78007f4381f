import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { Draft, DraftSummary } from '#common/drafts/drafts.contract'
import { AppError } from '#common/ipc/app-error'
import { ipc } from '#ipc/client.ts'
import { useDraftDocument, type DraftDocument } from './editor/use-draft-document'
import { useAutosave, type Autosave, type SaveState } from './use-autosave'

/** What another program did to the file of the draft, as long as nobody has decided on it. */
export type OutsideChange = { readonly kind: 'changed'; readonly text: string } | { readonly kind: 'gone' }

/** One draft at work: its document, and what becomes of it on the disk. */
export interface DraftSession {
  readonly document: DraftDocument
  readonly summary: Readonly<ShallowRef<DraftSummary>>
  /** `aside`: what is typed is kept beside the file until somebody decides on what is in it. */
  readonly saveState: ComputedRef<SaveState | 'aside'>
  readonly saveError: Autosave['error']
  /** Resolves once everything typed so far is kept; rejects with what hindered it. */
  readonly flush: () => Promise<void>
  readonly outside: Readonly<ShallowRef<OutsideChange | null>>
  /** True after a change of the file was taken over without a question, because nothing was typed since the last save. */
  readonly wasTaken: Readonly<Ref<boolean>>
  readonly dismissTaken: () => void
  readonly takeOutside: () => Promise<void>
  /** Writes what is typed over what another program wrote, which is kept as a revision. */
  readonly keepMine: () => Promise<void>
  /** Makes the files of the draft again that another program took away. */
  readonly writeAgain: () => Promise<void>
  /** Gives up the draft whose files were taken away, so that it can be left. */
  readonly letGo: () => void
  /** Whether the draft can be left without losing what is typed. */
  readonly mayLeave: () => Promise<boolean>
}

/** Opens a draft to work on in the calling component. `takePaste` is that of the document. */
export function useDraftSession(draft: Draft, takePaste?: (pasted: string) => boolean): DraftSession {
  const { id } = draft.summary
  const document = useDraftDocument(draft.text, { history: draft.history, ...(takePaste && { takePaste }) })
  const summary = shallowRef(draft.summary)
  const outside = shallowRef<OutsideChange | null>(
    draft.outside === null ? null : { kind: 'changed', text: draft.outside },
  )
  const wasTaken = ref(false)
  const typed = (text: string) => ({ id, text, history: document.history() })
  /** What this window knows to be in the file. */
  let written: string | null = draft.isSaved ? draft.text : null
  let isOver = false
  let isLetGo = false
  const autosave = useAutosave({ text: () => document.text.value, version: document.version }, save, {
    isSaved: draft.isSaved,
    note: text => ipc.drafts.note(typed(text)),
  })

  onScopeDispose(ipc.drafts.changed(takeSummaries))
  onScopeDispose(
    ipc.drafts.changedOutside(change => {
      if (change.id === id) take(change.text)
    }),
  )
  return {
    document,
    summary,
    saveState: computed(() => (outside.value === null ? autosave.state.value : 'aside')),
    saveError: autosave.error,
    flush: autosave.flush,
    outside,
    wasTaken,
    dismissTaken: () => void (wasTaken.value = false),
    takeOutside,
    keepMine,
    writeAgain,
    letGo: () => void (isLetGo = true),
    mayLeave,
  }

  async function save(text: string): Promise<void> {
    if (outside.value !== null && !isOver) return keepAside(text)
    try {
      summary.value = await ipc.drafts.save({ ...typed(text), isOver })
      written = text
    } catch (error) {
      // Main has kept the text beside the file, and told what is in the file.
      if (error instanceof AppError && error.details['reason'] === 'changed-outside') return
      if (!(error instanceof AppError) || error.code !== 'not-found') throw error
      outside.value = { kind: 'gone' }
    }
  }

  /** What was taken away altogether has no place for it: it stays in this window. */
  async function keepAside(text: string): Promise<void> {
    if (outside.value?.kind === 'changed') await ipc.drafts.note(typed(text))
  }

  function takeSummaries(drafts: readonly DraftSummary[]): void {
    summary.value = drafts.find(one => one.id === id) ?? summary.value
  }

  function take(text: string | null): void {
    if (text === null) {
      outside.value = { kind: 'gone' }
    } else if (text === document.text.value || text === written) {
      outside.value = null
      void autosave.saveAnew().catch(() => undefined)
    } else if (outside.value === null && autosave.isSettled()) {
      document.replaceText(text)
      wasTaken.value = true
      // The text before may come back at once, and is not in the file any more.
      void autosave.saveAnew().catch(() => undefined)
    } else {
      outside.value = { kind: 'changed', text }
    }
  }

  async function takeOutside(): Promise<void> {
    if (outside.value?.kind !== 'changed') return
    document.replaceText(outside.value.text)
    outside.value = null
    await autosave.saveAnew()
  }

  async function keepMine(): Promise<void> {
    isOver = true
    try {
      outside.value = null
      await autosave.saveAnew()
    } finally {
      isOver = false
    }
  }

  async function writeAgain(): Promise<void> {
    summary.value = await ipc.drafts.writeAgain(typed(document.text.value))
    outside.value = null
    await autosave.saveAnew()
  }

  async function mayLeave(): Promise<boolean> {
    if (isLetGo) return true
    return autosave.flush().then(
      () => outside.value?.kind !== 'gone',
      () => false,
    )
  }
}
