import { defineStore, storeToRefs } from 'pinia'
import { ref, type Ref } from 'vue'

export type DraftViewName = 'text' | 'tree'

const useChosenViewStore = defineStore('drafts-view', () => ({ view: ref<DraftViewName>('text') }))

/** The view a person works in, the same for the next draft they open. */
export function useChosenView(): Ref<DraftViewName> {
  return storeToRefs(useChosenViewStore()).view
}
