import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'

/** Rows count from 0; -1 is the header, and the row after the last is the one that is not there yet. */
export interface GridPlace {
  readonly row: number
  readonly column: number
}

/** What is selected, all four ends included. */
export interface GridRectangle {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export interface GridCursor {
  readonly active: Readonly<ShallowRef<GridPlace>>
  readonly selection: ComputedRef<GridRectangle>
  readonly moveTo: (place: GridPlace, isExtending?: boolean) => void
  /** Moves within the grid; infinity leads to its end. */
  readonly moveBy: (step: GridPlace, isExtending?: boolean) => void
  readonly select: (rectangle: GridRectangle) => void
  /** Keeps the cursor on its rows when those are others or stand elsewhere. */
  readonly carry: (newIndexOf: (row: number) => number) => void
}

/** The active cell of a grid, and the rectangle between it and where its selection began. */
export function useGridCursor(rowCount: () => number, columnCount: () => number): GridCursor {
  const active = shallowRef<GridPlace>({ row: 0, column: 0 })
  const anchor = shallowRef<GridPlace>(active.value)
  const selection = computed(() => ({
    top: Math.min(active.value.row, anchor.value.row),
    bottom: Math.max(active.value.row, anchor.value.row),
    left: Math.min(active.value.column, anchor.value.column),
    right: Math.max(active.value.column, anchor.value.column),
  }))

  return { active, selection, moveTo, moveBy, select, carry }

  function moveTo(place: GridPlace, isExtending = false): void {
    active.value = within(place)
    if (!isExtending || active.value.row < 0 || anchor.value.row < 0) anchor.value = active.value
  }

  function moveBy(step: GridPlace, isExtending = false): void {
    const row = active.value.row + step.row
    // To the first row, not to the header above it; and to the last one that is there.
    const reached = row === -Infinity ? 0 : row === Infinity ? rowCount() - 1 : row
    moveTo(
      { row: isExtending ? Math.max(0, reached) : reached, column: active.value.column + step.column },
      isExtending,
    )
  }

  function select({ top, bottom, left, right }: GridRectangle): void {
    active.value = within({ row: top, column: left })
    anchor.value = within({ row: bottom, column: right })
  }

  function carry(newIndexOf: (row: number) => number): void {
    const moved = within({ ...active.value, row: newIndexOf(active.value.row) })
    anchor.value =
      anchor.value === active.value ? moved : within({ ...anchor.value, row: newIndexOf(anchor.value.row) })
    // Nobody is told of a move that is none.
    if (moved.row !== active.value.row || moved.column !== active.value.column) active.value = moved
    else if (anchor.value === moved) anchor.value = active.value
  }

  function within({ row, column }: GridPlace): GridPlace {
    return {
      row: Math.max(-1, Math.min(row, rowCount())),
      column: Math.max(0, Math.min(column, columnCount() - 1)),
    }
  }
}
