import { onActivated, onBeforeUnmount, onDeactivated, onMounted, watch } from 'vue'
import type { JsonPath } from '#common/json/json-pointer'
import type { DraftDocument } from './use-draft-document'
import { isSamePath, type DraftPlace } from './use-draft-place'

/** The path of the caret is not read at every key: what is said about it is read by people. */
const PAUSE_MS = 120

/** Keeps the caret of a document and the place of its views together while the calling component is on the screen. */
export function useTextPlace(document: DraftDocument, place: DraftPlace): void {
  let isOnScreen = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let told: JsonPath | undefined
  let left: JsonPath | undefined

  onMounted(enter)
  onActivated(enter)
  onDeactivated(leave)
  onBeforeUnmount(leave)
  watch(document.caretMoves, () => {
    clearTimeout(timer)
    if (isOnScreen) timer = setTimeout(tell, PAUSE_MS)
  })
  watch(place.path, path => {
    if (isOnScreen && path !== undefined && path !== told) follow(path)
  })

  function enter(): void {
    if (isOnScreen) return
    isOnScreen = true
    // What nobody has changed meanwhile is where the caret and the scrolling are already.
    if (place.path.value === undefined) tell()
    else if (place.path.value !== left) follow(place.path.value)
  }

  function leave(): void {
    if (!isOnScreen) return
    tell()
    left = place.path.value
    isOnScreen = false
  }

  function tell(): void {
    clearTimeout(timer)
    told = document.pathAtCaret()
    if (told !== undefined) place.go(told)
  }

  function follow(path: JsonPath): void {
    clearTimeout(timer)
    const here = document.pathAtCaret()
    if (here === undefined || !isSamePath(here, path)) document.showPath(path)
  }
}
