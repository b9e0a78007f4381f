import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import type { Problem } from '#common/checker/problem'
import { pointerOf, type JsonPath } from '#common/json/json-pointer'
import { valuesAt, type KnownValue } from '#common/knowledge/known-values'
import { COLUMNS, type TableCell, type TableName, type TableRow } from '#common/table/handler-table'
import type { CellBlock } from '#common/table/tsv'
import type { Text } from '#ui/use-text.ts'
import type { DraftDocument } from '../editor/use-draft-document'
import { markKey, useDraftTable, type DraftTable } from './use-draft-table'
import { useGridCursor, type GridCursor, type GridPlace, type GridRectangle } from './use-grid-cursor'

/** A cell that is being edited, which stays the one it was while other rows come and go. */
export interface CellEditing {
  readonly place: GridPlace
  readonly text: string
  /** Begun by typing: the arrows then end it, as in a spreadsheet. */
  readonly isTyping: boolean
}

export interface TableGrid {
  readonly table: DraftTable
  readonly cursor: GridCursor
  readonly editing: Readonly<ShallowRef<CellEditing | undefined>>
  /** Rows that are about to go though fields use them, until it is said what becomes of those. */
  readonly leaving: Readonly<ShallowRef<readonly TableRow[] | undefined>>
  readonly selectedRows: ComputedRef<readonly TableRow[]>
  readonly columns: ComputedRef<readonly string[]>
  readonly cellAt: (place: GridPlace) => TableCell | undefined
  readonly problemsAt: (place: GridPlace) => readonly Problem[]
  /** Begins with the text of the cell, or with nothing where a key was typed. */
  readonly startEditing: (isTyping: boolean) => void
  /** Writes what was typed and goes on from there. Answers false where it was refused, and the cell stays open. */
  readonly commit: (typed: string, step: GridPlace) => boolean
  readonly cancel: () => void
  readonly clear: () => boolean
  /** The selected cells. */
  readonly copy: () => CellBlock
  readonly paste: (block: CellBlock) => void
  readonly insert: () => void
  readonly duplicate: () => void
  readonly remove: () => void
  readonly confirmRemoval: (withUsers: boolean) => void
  readonly cancelRemoval: () => void
  readonly moveRows: (step: -1 | 1) => void
  readonly goToProblem: (step: -1 | 1) => void
  readonly goToPath: (rowPath: JsonPath, column: number) => void
  /** Shows the other rows, from the first cell on. */
  readonly show: (name: TableName) => void
  /** The values that are known for a cell. */
  readonly knownValues: (place: GridPlace) => readonly KnownValue[]
}

/** The rows of a document with a cursor on them, and all that can be done there. */
export function useTableGrid(document: DraftDocument, problems: () => readonly Problem[], text: Text): TableGrid {
  const editing = shallowRef<CellEditing>()
  const leaving = shallowRef<readonly TableRow[]>()
  const table = useDraftTable(document, problems, text, follow)
  const cursor: GridCursor = useGridCursor(
    () => table.rows.value.length,
    () => COLUMNS[table.name.value].length,
  )
  const columns = computed<readonly string[]>(() => COLUMNS[table.name.value])
  const selectedRows = computed(() => {
    const { top, bottom } = cursor.selection.value
    return table.rows.value.slice(Math.max(0, top), bottom + 1)
  })

  return {
    table,
    cursor,
    editing,
    leaving,
    selectedRows,
    columns,
    cellAt,
    problemsAt,
    startEditing,
    commit,
    cancel,
    clear,
    copy,
    paste,
    insert,
    duplicate,
    remove,
    confirmRemoval,
    cancelRemoval,
    moveRows,
    goToProblem,
    goToPath,
    show,
    knownValues,
  }

  function follow(before: readonly TableRow[], after: readonly TableRow[], moves: ReadonlyMap<string, string>): void {
    leaving.value = undefined
    const places = new Map(after.map(({ path }, index) => [pointerOf(path), index]))
    const newIndexOf = (row: number): number | undefined => {
      const path = before[row]?.path
      if (path === undefined) return row < 0 ? row : after.length
      const pointer = pointerOf(path)
      return places.get(moves.get(pointer) ?? pointer)
    }
    cursor.carry(row => newIndexOf(row) ?? row)
    if (editing.value === undefined) return
    // What was refused stays open, at its own row or at none.
    const row = newIndexOf(editing.value.place.row)
    editing.value = row === undefined ? undefined : { ...editing.value, place: { ...editing.value.place, row } }
  }

  function cellAt({ row, column }: GridPlace): TableCell | undefined {
    return table.rows.value[row]?.cells[column]
  }

  function problemsAt({ row, column }: GridPlace): readonly Problem[] {
    const path = table.rows.value[row]?.path
    return (path && table.marks.value.get(markKey(path, column))) ?? []
  }

  function startEditing(isTyping: boolean): void {
    const place = cursor.active.value
    if (place.row < 0) return
    const cell = cellAt(place)
    const isNew = place.row === table.rows.value.length
    if (isNew ? place.column > 0 : cell?.kind === 'shown' || cell?.kind === 'json') {
      const words = isNew ? text('table.new-row-first') : text(cell?.kind === 'json' ? 'table.json' : 'table.read-only')
      table.say({ isRefusal: true, words })
      return
    }
    cursor.moveTo(place)
    table.say(undefined)
    editing.value = { place, text: isTyping ? '' : (cell?.text ?? ''), isTyping }
  }

  function commit(typed: string, step: GridPlace): boolean {
    const edited = editing.value
    if (edited === undefined) return true
    const { row, column } = edited.place
    // The row below is the one that is there now: with the new text this one may stand elsewhere.
    const next = table.rows.value[row + step.row]
    const isNew = row === table.rows.value.length
    const isUnchanged = isNew ? typed === '' : typed === cellAt(edited.place)?.text
    const written = isUnchanged ? [] : table.write(row, column, [[typed]])
    if (written === undefined) return false
    editing.value = undefined
    if (isNew && written[0] !== undefined) goToPath(written[0], column)
    if (step.row !== 0 && next !== undefined) goToRow(next.path, column)
    else cursor.moveBy(step)
    return true
  }

  function cancel(): void {
    editing.value = undefined
    table.say(undefined)
  }

  function clear(): boolean {
    const { left, right } = cursor.selection.value
    return selectedRows.value.length > 0 && table.clear(selectedRows.value, left, right - left + 1)
  }

  function copy(): CellBlock {
    const { left, right } = cursor.selection.value
    const block = selectedRows.value.map(({ cells }) => cells.slice(left, right + 1).map(cell => cell.text))
    const cells = block.length * (right - left + 1)
    table.say({ isRefusal: false, words: text('table.copied', { cells }) })
    return block
  }

  function paste(block: CellBlock): void {
    const { top, bottom, left, right } = cursor.selection.value
    if (block.length === 0 || top < 0) return
    const only = block.length === 1 && block[0]?.length === 1 ? block[0][0] : undefined
    const isFilling = only !== undefined && (bottom > top || right > left)
    const width = isFilling ? right - left + 1 : Math.max(...block.map(({ length }) => length))
    const pasted = isFilling ? selectedRows.value.map(() => Array.from({ length: width }, () => only)) : block
    if (table.write(top, left, pasted) === undefined) return
    if (isFilling || table.sort.value !== undefined) return
    cursor.select({ top, bottom: top + pasted.length - 1, left, right: left + width - 1 })
  }

  function insert(): void {
    const path = table.insert(table.rows.value[cursor.active.value.row])
    if (path === undefined) return
    // What was made now has to be seen.
    if (!isShown(path)) table.query.value = ''
    goToRow(path, 0)
    startEditing(false)
  }

  function duplicate(): void {
    const path = selectedRows.value.length > 0 ? table.duplicate(selectedRows.value) : undefined
    if (path !== undefined) goToRow(path, cursor.active.value.column)
  }

  function remove(): void {
    const going = selectedRows.value
    if (going.length === 0) return
    if (going.some(({ usedBy }) => usedBy.length > 0)) leaving.value = going
    else table.remove(going, false)
  }

  function confirmRemoval(withUsers: boolean): void {
    const going = leaving.value
    leaving.value = undefined
    if (going !== undefined) table.remove(going, withUsers)
  }

  function cancelRemoval(): void {
    leaving.value = undefined
  }

  function moveRows(step: -1 | 1): void {
    if (selectedRows.value.length > 0) table.move(selectedRows.value, step)
  }

  /** To the next cell with a problem, row by row, and around at the end. */
  function goToProblem(step: -1 | 1): void {
    const width = columns.value.length
    const count = table.rows.value.length * width
    const { row, column } = cursor.active.value
    const start = Math.max(0, row) * width + column
    for (let distance = 1; distance <= count; distance++) {
      const index = (((start + step * distance) % count) + count) % count
      const place = { row: Math.floor(index / width), column: index % width }
      if (problemsAt(place).length === 0) continue
      cursor.moveTo(place)
      return
    }
  }

  function goToPath(rowPath: JsonPath, column: number): void {
    if (!isShown(rowPath)) table.query.value = ''
    goToRow(rowPath, column)
  }

  function show(name: TableName): void {
    if (name === table.name.value) return
    table.name.value = name
    table.query.value = ''
    table.say(undefined)
    cursor.moveTo({ row: 0, column: 0 })
  }

  function knownValues(place: GridPlace): readonly KnownValue[] {
    const path = cellAt(place)?.path
    const state = table.state.value
    return path === undefined || !state.isOpen ? [] : valuesAt(state.value, path)
  }

  function goToRow(path: JsonPath, column: number): void {
    const row = indexOf(path)
    if (row >= 0) cursor.moveTo({ row, column })
  }

  function isShown(path: JsonPath): boolean {
    return indexOf(path) >= 0
  }

  function indexOf(path: JsonPath): number {
    const pointer = pointerOf(path)
    return table.rows.value.findIndex(row => pointerOf(row.path) === pointer)
  }
}

/** Whether a place is within what is selected. */
export function isWithin({ top, bottom, left, right }: GridRectangle, { row, column }: GridPlace): boolean {
  return row >= top && row <= bottom && column >= left && column <= right
}
