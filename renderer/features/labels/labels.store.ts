import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { AppError } from '#common/ipc/app-error'
import type { LabelDesign } from '#common/labels/label-design'
import type { LabelRequest, MadeSheet, MakingStep } from '#common/labels/labels.contract'
import type { PortalId } from '#common/portals/portals.contract'
import type { SheetSetup } from '#common/sheets/sheet-setup'
import { ipc } from '#ipc/client.ts'
import { changed, historyOf, redone, undone, type DesignHistory } from './design-history'

export interface Making {
  readonly step: MakingStep
  readonly done: number
  readonly total: number
}

/** Labels that are being designed and the sheet that was made of them; they outlive the view. */
export const useLabelsStore = defineStore('labels', () => {
  const history = shallowRef<DesignHistory | null>(null)
  const setup = shallowRef<SheetSetup | null>(null)
  /** Null as long as nobody chose another one than the default. */
  const title = ref<string | null>(null)
  const notesVerified = ref(false)
  /** The newest sheet, and what it was made of. */
  const made = shallowRef<{ readonly sheet: MadeSheet; readonly of: string } | null>(null)
  /** Shown in the place of the labels until it is put away. */
  const calibrationPage = shallowRef<MadeSheet | null>(null)
  const isMaking = ref(false)
  const progress = shallowRef<Making | null>(null)
  const error = shallowRef<unknown>(null)
  const design = computed(() => history.value?.now ?? null)
  let newest = 0
  let enteredId: PortalId | undefined
  onScopeDispose(
    ipc.labels.progressed(told => {
      if (isMaking.value) progress.value = told
    }),
  )
  return {
    ...{ history, design, setup, title, notesVerified, made, calibrationPage, isMaking, progress, error },
    ...{ begin, change, undo, redo, make, makeCalibrationPage, cancel, enter },
  }

  /** Takes what was used last, or what is given where nothing was; once begun it stays. */
  async function begin(first: { readonly design: LabelDesign; readonly setup: SheetSetup }): Promise<void> {
    if (history.value !== null) return
    const last = (await ipc.labels.lastUsed()) ?? first
    history.value ??= historyOf(last.design)
    setup.value ??= last.setup
  }

  function change(next: LabelDesign, field: string | null): void {
    if (history.value !== null) history.value = changed(history.value, next, field)
  }

  function undo(): void {
    if (history.value !== null) history.value = undone(history.value)
  }

  function redo(): void {
    if (history.value !== null) history.value = redone(history.value)
  }

  /** A making that another one takes the place of leaves nothing behind, its end by that least of all. */
  async function make(request: LabelRequest, of: string): Promise<void> {
    const sheet = await run(() => ipc.labels.make(request))
    if (sheet !== null) made.value = { sheet, of }
  }

  async function makeCalibrationPage(request: Parameters<typeof ipc.labels.makeCalibrationPage>[0]): Promise<void> {
    const sheet = await run(() => ipc.labels.makeCalibrationPage(request))
    if (sheet !== null) calibrationPage.value = sheet
  }

  async function run(act: () => Promise<MadeSheet>): Promise<MadeSheet | null> {
    const mine = ++newest
    isMaking.value = true
    progress.value = null
    error.value = null
    const answer = await act().catch((caught: unknown) => {
      if (mine === newest && !isCancelled(caught)) error.value = caught
      return null
    })
    if (mine !== newest) return null
    isMaking.value = false
    progress.value = null
    return answer
  }

  async function cancel(): Promise<void> {
    newest += 1
    isMaking.value = false
    progress.value = null
    await ipc.labels.cancel()
  }

  /** What was made, is being made or was written for another portal is forgotten: it would look like one of this portal. */
  function enter(portalId: PortalId | undefined): void {
    if (portalId === enteredId) return
    enteredId = portalId
    if (isMaking.value) void cancel().catch(() => undefined)
    title.value = null
    made.value = null
    calibrationPage.value = null
    error.value = null
  }
})

function isCancelled(caught: unknown): boolean {
  return caught instanceof AppError && caught.code === 'cancelled'
}
