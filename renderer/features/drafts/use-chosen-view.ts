import { defineStore, storeToRefs } from 'pinia'
import { ref, type Ref } from 'vue'

export type DraftViewName = 'text' | 'tree'

const useChosenViewStore = defineStore('drafts-view', () => ({
  view: ref<DraftViewName>('text'),
  isPanelOpen: ref(true),
}))

/** How a person works on drafts: the view, and whether its problems are beside it. The same for the next draft they open. */
export function useChosenView(): { readonly view: Ref<DraftViewName>; readonly isPanelOpen: Ref<boolean> } {
  return storeToRefs(useChosenViewStore())
}
