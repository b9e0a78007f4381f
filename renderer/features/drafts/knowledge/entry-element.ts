import { h, render, type AppContext } from 'vue'
import type { Knowledge } from '#common/knowledge/knowledge'
import KnowledgeEntry from './KnowledgeEntry.vue'

/** What is known, as an element for those who draw without Vue. `destroy` is to be called once it is off the page. */
export interface EntryElement {
  readonly dom: HTMLElement
  readonly destroy: () => void
}

/** Draws what is known in the app's words. */
export function entryElement(known: Knowledge, app: AppContext | null): EntryElement {
  const dom = document.createElement('div')
  dom.className = 'cm-about'
  const entry = h(KnowledgeEntry, { known })
  entry.appContext = app
  render(entry, dom)
  return { dom, destroy: () => render(null, dom) }
}
