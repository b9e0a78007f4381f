import { nextTick, onActivated, onBeforeUnmount, onDeactivated, onMounted, watch } from 'vue'
import { pointerOf, type JsonPath } from '#common/json/json-pointer'
import type { DraftPlace } from '../editor/use-draft-place'

export interface FormPlaceParts {
  readonly place: DraftPlace
  /** What scrolls. */
  readonly body: () => HTMLElement | null
  readonly openCode: (code: string) => void
}

/** Brings the place of the other views into sight when the form is entered, and its scrolling back when it is not new. */
export function useFormPlace({ place, body, openCode }: FormPlaceParts): { readonly noteScroll: () => void } {
  let isOnScreen = false
  let left: JsonPath | undefined
  let scrolled = 0

  onMounted(enter)
  onActivated(enter)
  onDeactivated(leave)
  onBeforeUnmount(leave)
  watch(place.path, path => {
    // What has the focus is where the person is, and needs no showing.
    if (isOnScreen && path !== undefined && !body()?.contains(document.activeElement)) void show(path, false)
  })

  return { noteScroll }

  function noteScroll(): void {
    if (isOnScreen) scrolled = body()?.scrollTop ?? 0
  }

  function enter(): void {
    if (isOnScreen) return
    isOnScreen = true
    // An element that is taken off the page forgets how far it was scrolled.
    body()?.scrollTo({ top: scrolled })
    if (place.path.value !== undefined && place.path.value !== left) void show(place.path.value, true)
  }

  function leave(): void {
    isOnScreen = false
    left = place.path.value
  }

  async function show(path: JsonPath, isEntered: boolean): Promise<void> {
    if (path[0] === 'SETTINGS' && path[1] === 'CODES' && path.length > 2) openCode(String(path[2]))
    await nextTick()
    const found = nearest(path)
    found?.scrollIntoView({ block: 'center' })
    // Who chooses the view by its switch is still at the switch.
    if (isEntered && isFocusLost()) found?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true })
  }

  function nearest(path: JsonPath): HTMLElement | null {
    for (let depth = path.length; depth > 0; depth--) {
      const pointer = CSS.escape(pointerOf(path.slice(0, depth)))
      const found = body()?.querySelector<HTMLElement>(`[data-path="${pointer}"]`)
      if (found) return found
    }
    return null
  }
}

function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement.matches('body, main')
}
