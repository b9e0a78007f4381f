import { defineStore, storeToRefs } from 'pinia'
import { computed, ref, type Ref } from 'vue'
import type { DraftViewName } from '#common/settings/settings.contract'
import { ipc } from '#ipc/client.ts'
import type { SidePanelName } from './editor/side-panels'

const useChosenViewStore = defineStore('drafts-view', () => {
  const shown = ref<DraftViewName | null>(null)
  const view = computed({ get: () => shown.value ?? 'form', set: choose })
  return { view, isPanelOpen: ref(true), panel: ref<SidePanelName>('problems'), load }

  async function load(): Promise<void> {
    const { draftView } = await ipc.settings.get()
    shown.value ??= draftView
  }

  function choose(name: DraftViewName): void {
    shown.value = name
    // A view that is not kept for the next start is told by nothing but the trouble with the file itself.
    ipc.settings.set({ draftView: name }).catch(() => null)
  }
})

/** How a person works on drafts: the view, and which panel is beside it, if any. The same for the next draft they open. */
export function useChosenView(): {
  readonly view: Ref<DraftViewName>
  readonly isPanelOpen: Ref<boolean>
  readonly panel: Ref<SidePanelName>
} {
  return storeToRefs(useChosenViewStore())
}

/** Reads which view was chosen last, in this start of the app or an earlier one. */
export function loadChosenView(): Promise<void> {
  return useChosenViewStore().load()
}
