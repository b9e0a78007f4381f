import {
  computed,
  onActivated,
  onBeforeUnmount,
  onDeactivated,
  ref,
  shallowReactive,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue'
import type { Problem } from '#common/checker/problem'
import { editsToReach } from '#common/json/edits-to-reach'
import { pointerOf, type JsonPath } from '#common/json/json-pointer'
import type { JsonValue } from '#common/json/json-value'
import { COLUMNS, modesOf, readRows, tablePlaceOf, type TableName, type TableRow } from '#common/table/handler-table'
import { filterRows, nextSort, sortRows, type RowSort } from '#common/table/row-order'
import {
  duplicateRows,
  insertRow,
  moveRows,
  removeRows,
  writeBlock,
  type Refusal,
  type TableChange,
} from '#common/table/table-edits'
import type { CellBlock } from '#common/table/tsv'
import type { Text } from '#ui/use-text.ts'
import type { DraftDocument } from '../editor/use-draft-document'
import { readTable, type TableState } from './read-table'

/** A text longer than this is read again only once the typing pauses. */
const MAX_IMMEDIATE_LENGTH = 80_000
const PAUSE_MS = 200

/** What was done, or why it was not. */
export interface TableMessage {
  readonly isRefusal: boolean
  readonly words: string
}

/** Where the rows of an edit are after it, by where they were. */
type Moves = ReadonlyMap<string, string>

export interface DraftTable {
  readonly name: Ref<TableName>
  readonly query: Ref<string>
  readonly state: Readonly<ShallowRef<TableState>>
  readonly sort: ComputedRef<RowSort | undefined>
  /** All rows, in the order of the text. */
  readonly all: ComputedRef<readonly TableRow[]>
  /** The rows that are seen, in the order in which they are. */
  readonly rows: ComputedRef<readonly TableRow[]>
  readonly message: Readonly<ShallowRef<TableMessage | undefined>>
  /** The problems of the cells, by row and column; of the rows that are seen and those that are not. */
  readonly marks: ComputedRef<ReadonlyMap<string, readonly Problem[]>>
  readonly sortBy: (column: number) => void
  readonly say: (message: TableMessage | undefined) => void
  /** Writes cells from a row of those that are seen on, and new rows after the last. Answers where the rows are then. */
  readonly write: (firstRow: number, firstColumn: number, block: CellBlock) => WrittenRows | undefined
  /** Empties cells. */
  readonly clear: (rows: readonly TableRow[], firstColumn: number, columnCount: number) => boolean
  /** Each answers the row that is to be looked at then, or undefined where nothing was done. */
  readonly insert: (after: TableRow | undefined) => JsonPath | undefined
  readonly duplicate: (rows: readonly TableRow[]) => JsonPath | undefined
  readonly remove: (rows: readonly TableRow[], withUsers: boolean) => boolean
  readonly move: (rows: readonly TableRow[], step: -1 | 1) => boolean
  readonly undo: () => void
  readonly redo: () => void
}

/** One for each row that was to be written; undefined for one that was empty and is not made. */
type WrittenRows = readonly (JsonPath | undefined)[]

/** The key of a cell's marks. */
export function markKey(rowPath: JsonPath, column: number): string {
  return `${String(column)} ${pointerOf(rowPath)}`
}

/**
 * The rows of a document, read while the calling component is on the screen, and the one way to change them.
 * `onRows` is told before others see it that the rows are others, with where the edited ones went.
 */
export function useDraftTable(
  document: DraftDocument,
  problems: () => readonly Problem[],
  text: Text,
  onRows: (before: readonly TableRow[], after: readonly TableRow[], moves: Moves) => void,
): DraftTable {
  const name = ref<TableName>('codes')
  const query = ref('')
  const sorts = shallowReactive(new Map<TableName, RowSort>())
  const state = shallowRef(readTable(document.text.value))
  const message = shallowRef<TableMessage>()
  let isOnScreen = true
  let moves: Moves = new Map()
  let timer: ReturnType<typeof setTimeout> | undefined

  const sort = computed(() => sorts.get(name.value))
  const all = computed(() => (state.value.isOpen ? readRows(state.value.value, name.value) : []))
  const rows = computed(() => sortRows(filterRows(all.value, query.value), sort.value))
  const marks = computed(() => marksOf(problems(), name.value))

  onActivated(() => {
    isOnScreen = true
    refresh()
  })
  onDeactivated(leave)
  onBeforeUnmount(leave)
  watch(document.version, schedule)
  watch(rows, (after, before) => onRows(before, after, moves), { flush: 'sync' })

  return {
    name,
    query,
    state,
    sort,
    all,
    rows,
    message,
    marks,
    sortBy,
    say,
    write,
    clear,
    insert,
    duplicate,
    remove,
    move,
    undo: () => step(document.undo),
    redo: () => step(document.redo),
  }

  function sortBy(column: number): void {
    const next = nextSort(sort.value, column)
    if (next === undefined) sorts.delete(name.value)
    else sorts.set(name.value, next)
  }

  function say(next: TableMessage | undefined): void {
    message.value = next
  }

  function write(firstRow: number, firstColumn: number, block: CellBlock): WrittenRows | undefined {
    const seen = rows.value
    return writeTo(
      block.map((_, index) => seen[firstRow + index]),
      firstColumn,
      block,
    )
  }

  function clear(cleared: readonly TableRow[], firstColumn: number, columnCount: number): boolean {
    const empty = Array.from({ length: columnCount }, () => '')
    const block = cleared.map(() => empty)
    return writeTo(cleared, firstColumn, block) !== undefined
  }

  function writeTo(
    targets: readonly (TableRow | undefined)[],
    firstColumn: number,
    block: CellBlock,
  ): WrittenRows | undefined {
    const handler = current()
    if (handler === undefined) return undefined
    const change = writeBlock(handler, {
      table: name.value,
      targets: targets.map(row => row?.path),
      firstColumn,
      block,
      mode: all.value.at(-1)?.mode ?? modesOf(handler)[0],
    })
    if (!change.ok) {
      say({ isRefusal: true, words: refusalWords(change.refusal, block.length) })
      return undefined
    }
    const went = targets.flatMap((row, index): [string, string][] => {
      const path = change.paths[index]
      return row === undefined || path === undefined ? [] : [[pointerOf(row.path), pointerOf(path)]]
    })
    apply(change.value, new Map(went))
    sayWhatChanged(change, block)
    return change.paths
  }

  function insert(after: TableRow | undefined): JsonPath | undefined {
    const handler = current()
    if (handler === undefined) return undefined
    const key = name.value === 'codes' ? 'NEW_CODE' : 'new_field'
    const mode = all.value.at(-1)?.mode
    const inserted = insertRow(handler, name.value, { after, key, ...(mode === undefined ? {} : { mode }) })
    if (inserted === undefined) {
      say({ isRefusal: true, words: text('table.refused-no-mode') })
      return undefined
    }
    apply(inserted.value)
    say(undefined)
    return inserted.path
  }

  function duplicate(originals: readonly TableRow[]): JsonPath | undefined {
    const handler = current()
    const copied = handler && duplicateRows(handler, originals)
    if (copied === undefined) return undefined
    apply(copied.value)
    say({ isRefusal: false, words: text('table.duplicated', { count: originals.length }) })
    return copied.paths[0]
  }

  function remove(removed: readonly TableRow[], withUsers: boolean): boolean {
    const handler = current()
    const wanted = handler && removeRows(handler, removed, withUsers)
    if (wanted === undefined) return false
    apply(wanted)
    say({ isRefusal: false, words: text('table.removed', { count: removed.length }) })
    return true
  }

  function move(moved: readonly TableRow[], step: -1 | 1): boolean {
    if (sort.value !== undefined || rows.value.length !== all.value.length) {
      say({ isRefusal: true, words: text('table.refused-move') })
      return false
    }
    const handler = current()
    const wanted = handler && moveRows(handler, moved, step)
    if (wanted === undefined) return false
    apply(wanted)
    say(undefined)
    return true
  }

  function step(take: () => void): void {
    take()
    refresh()
    say(undefined)
  }

  function current(): JsonValue | undefined {
    refresh()
    return state.value.isOpen ? state.value.value : undefined
  }

  function apply(wanted: JsonValue, went: Moves = new Map()): void {
    const edits = editsToReach(document.text.value, wanted)
    moves = went
    if (edits.length > 0) document.applyEdits(edits, 'input.table')
    refresh()
    moves = new Map()
  }

  function schedule(): void {
    clearTimeout(timer)
    if (!isOnScreen) return
    if (document.text.value.length > MAX_IMMEDIATE_LENGTH) timer = setTimeout(refresh, PAUSE_MS)
    else refresh()
  }

  function refresh(): void {
    clearTimeout(timer)
    if (document.text.value !== state.value.text) state.value = readTable(document.text.value)
  }

  function leave(): void {
    isOnScreen = false
    clearTimeout(timer)
  }

  function sayWhatChanged({ cells, rows, added, kept }: Extract<TableChange, { ok: true }>, block: CellBlock): void {
    const isOneCell = block.length === 1 && block[0]?.length === 1
    if (isOneCell && kept === 0) say(undefined)
    else {
      const parts = [text('table.changed', { cells, rows })]
      if (added > 0) parts.push(text('table.added', { count: added }))
      if (kept > 0) parts.push(text('table.kept', { count: kept }))
      say({ isRefusal: cells === 0 && kept > 0, words: parts.join(' ') })
    }
  }

  function refusalWords({ reason, row, text: refused }: Refusal, rowCount: number): string {
    const why =
      reason === 'key-empty'
        ? text(`table.refused-key-empty-${name.value}`)
        : text(`table.refused-${reason}`, { text: refused })
    const where = rowCount > 1 ? ` ${text('table.refused-row', { row: row + 1 })}` : ''
    return `${why}${where} ${text('table.nothing-changed')}`
  }
}

function marksOf(problems: readonly Problem[], table: TableName): ReadonlyMap<string, readonly Problem[]> {
  const marks = new Map<string, Problem[]>()
  for (const problem of problems) {
    const place = tablePlaceOf(problem.path)
    if (place?.table !== table) continue
    const key = markKey(place.rowPath, Math.min(place.column, COLUMNS[table].length - 1))
    marks.set(key, [...(marks.get(key) ?? []), problem])
  }
  return marks
}
