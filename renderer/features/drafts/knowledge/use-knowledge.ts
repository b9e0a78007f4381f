import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue'
import { knowledgeOf, type Knowledge } from '#common/knowledge/knowledge'
import type { DraftDocument } from '../editor/use-draft-document'
import type { DraftPlace } from '../editor/use-draft-place'

/** What is known hangs on a few values of the text only, so it is not read again at every key. */
const PAUSE_MS = 250

/** What is known of the place in a draft; undefined where nothing is. */
export function useKnowledge(document: DraftDocument, place: DraftPlace): Readonly<ShallowRef<Knowledge | undefined>> {
  const known = shallowRef<Knowledge>()
  let timer: ReturnType<typeof setTimeout> | undefined

  watch(place.path, read, { immediate: true })
  watch(document.version, () => {
    clearTimeout(timer)
    timer = setTimeout(read, PAUSE_MS)
  })
  onBeforeUnmount(() => clearTimeout(timer))

  return known

  function read(): void {
    clearTimeout(timer)
    const path = place.path.value
    known.value = path === undefined ? undefined : knowledgeOf(path, document.facts())
  }
}
