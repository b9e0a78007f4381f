import { nextTick, ref, type Ref } from 'vue'

/** How the rows of a list change places: by dragging a row at its handle, and by Alt with an arrow anywhere in it. */
export interface RowOrder {
  /** The row that is dragged, and the one it is held over. */
  readonly dragged: Readonly<Ref<number | null>>
  readonly target: Readonly<Ref<number | null>>
  readonly start: (index: number, event: DragEvent) => void
  readonly over: (index: number, event: DragEvent) => void
  readonly drop: (index: number, event: DragEvent) => void
  readonly end: () => void
  readonly press: (index: number, event: KeyboardEvent) => void
  readonly moveBy: (index: number, step: -1 | 1) => Promise<void>
}

/** `move` puts the row at an index to another one, counted without it. */
export function useRowOrder(count: () => number, move: (from: number, to: number) => void): RowOrder {
  const dragged = ref<number | null>(null)
  const target = ref<number | null>(null)
  return { dragged, target, start, over, drop, end, press, moveBy }

  function start(index: number, event: DragEvent): void {
    dragged.value = index
    const row = (event.target as HTMLElement).closest('[data-row]')
    if (row !== null) event.dataTransfer?.setDragImage(row, 12, 12)
    // Without anything in it nothing is dragged, and nobody else is to take it for text.
    event.dataTransfer?.setData('application/x-paydesk-row', String(index))
  }

  function over(index: number, event: DragEvent): void {
    if (dragged.value === null) return
    event.preventDefault()
    event.stopPropagation()
    target.value = index
  }

  function drop(index: number, event: DragEvent): void {
    if (dragged.value === null) return
    event.preventDefault()
    event.stopPropagation()
    if (dragged.value !== index) move(dragged.value, index)
    end()
  }

  function end(): void {
    dragged.value = null
    target.value = null
  }

  function press(index: number, event: KeyboardEvent): void {
    if (!event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    event.stopPropagation()
    void moveBy(index, event.key === 'ArrowUp' ? -1 : 1)
  }

  async function moveBy(index: number, step: -1 | 1): Promise<void> {
    const to = index + step
    if (to < 0 || to >= count()) return
    const focused = document.activeElement
    move(index, to)
    await nextTick()
    // What changes its place in the page loses the focus.
    if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused) focused.focus()
  }
}
