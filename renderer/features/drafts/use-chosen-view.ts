import { defineStore, storeToRefs } from 'pinia'
import { ref, type Ref } from 'vue'
import type { SidePanelName } from './editor/side-panels'

export type DraftViewName = 'text' | 'tree'

const useChosenViewStore = defineStore('drafts-view', () => ({
  view: ref<DraftViewName>('text'),
  isPanelOpen: ref(true),
  panel: ref<SidePanelName>('problems'),
}))

/** How a person works on drafts: the view, and which panel is beside it, if any. The same for the next draft they open. */
export function useChosenView(): {
  readonly view: Ref<DraftViewName>
  readonly isPanelOpen: Ref<boolean>
  readonly panel: Ref<SidePanelName>
} {
  return storeToRefs(useChosenViewStore())
}
