import { onBeforeUnmount, onDeactivated, onMounted, shallowRef, type ShallowRef } from 'vue'
import type { JsonPath } from '#common/json/json-pointer'
import type { Knowledge } from '#common/knowledge/knowledge'
import { fromDataPath } from './tree-path'

const SHOW_MS = 400
/** The way from a row to what is said about it takes this long at most. */
const HIDE_MS = 250
const GAP_PX = 4
const WORDS = '.jse-key, .jse-value, .jse-bracket'

export interface TreeHover {
  /** What is known of what the pointer rests on, and where on the screen to say it. */
  readonly shown: Readonly<ShallowRef<{ readonly known: Knowledge; readonly style: Record<string, string> } | null>>
  /** The pointer came to what is said, which stays. */
  readonly keep: () => void
  /** The pointer left. */
  readonly leave: () => void
}

/** Says what is known of the rows of a tree while the pointer rests on them. A key, a press or scrolling ends it. */
export function useTreeHover(
  frame: () => HTMLElement | null,
  knownAt: (path: JsonPath) => Knowledge | undefined,
): TreeHover {
  const shown = shallowRef<TreeHover['shown']['value']>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  const ends = ['keydown', 'pointerdown', 'wheel'] as const

  onMounted(() => {
    frame()?.addEventListener('pointerover', notice)
    frame()?.addEventListener('pointerleave', leave)
    for (const end of ends) window.addEventListener(end, hide, { capture: true, passive: true })
  })
  onDeactivated(hide)
  onBeforeUnmount(() => {
    hide()
    for (const end of ends) window.removeEventListener(end, hide, { capture: true })
  })

  return { shown, keep: () => clearTimeout(timer), leave }

  function notice({ target }: PointerEvent): void {
    const word = target instanceof Element ? target.closest(WORDS) : null
    const dataPath = word?.closest('[data-path]')?.getAttribute('data-path')
    if (word === null || dataPath === null || dataPath === undefined) {
      leave()
      return
    }
    clearTimeout(timer)
    timer = setTimeout(() => show(word, fromDataPath(dataPath)), SHOW_MS)
  }

  function show(word: Element, path: JsonPath): void {
    const known = word.isConnected ? knownAt(path) : undefined
    shown.value = known === undefined ? null : { known, style: placeBeside(word.getBoundingClientRect()) }
  }

  function leave(): void {
    clearTimeout(timer)
    if (shown.value !== null) timer = setTimeout(hide, HIDE_MS)
  }

  function hide(): void {
    clearTimeout(timer)
    shown.value = null
  }
}

/** Below a row, or above it in the lower half of the window. */
function placeBeside({ left, top, bottom }: DOMRect): Record<string, string> {
  const isLow = bottom > window.innerHeight / 2
  const vertical = isLow ? { bottom: `${window.innerHeight - top + GAP_PX}px` } : { top: `${bottom + GAP_PX}px` }
  return { left: `${left}px`, ...vertical }
}
