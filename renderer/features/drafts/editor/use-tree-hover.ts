import { onBeforeUnmount, onDeactivated, onMounted, shallowRef, type ShallowRef } from 'vue'
import type { JsonPath } from '#common/json/json-pointer'
import type { Knowledge } from '#common/knowledge/knowledge'
import { fromDataPath } from './tree-path'

const SHOW_MS = 400
/** The way from a row to what is said about it takes this long at most. */
const HIDE_MS = 500
const GAP_PX = 16
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
    const tree = frame()
    const known = word.isConnected && tree !== null ? knownAt(path) : undefined
    if (known === undefined || tree === null) shown.value = null
    else shown.value = { known, style: placeBeside(word.getBoundingClientRect(), tree.getBoundingClientRect()) }
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

/** At the far side of the tree, where no rows are covered that somebody may want to press next. */
function placeBeside(row: DOMRect, tree: DOMRect): Record<string, string> {
  const isLow = row.bottom > window.innerHeight / 2
  return {
    right: `${window.innerWidth - tree.right + GAP_PX}px`,
    ...(isLow ? { bottom: `${window.innerHeight - row.bottom}px` } : { top: `${row.top}px` }),
  }
}
