import type { ModeKind } from '../checker/handler-keys'
import { addCode, duplicateKey, moveKey, removeCode, removeKey, setText, setValue, valueAt } from '../form/form-edits'
import { pointerOf, type JsonPath } from '../json/json-pointer'
import { EMPTY_OBJECT, type JsonEntry, type JsonValue } from '../json/json-value'
import {
  COLUMNS,
  labelOf,
  mapPath,
  modesOf,
  readRows,
  type ColumnName,
  type TableCell,
  type TableName,
  type TableRow,
} from './handler-table'
import { parseOptionList } from './option-list'
import type { CellBlock } from './tsv'

/** A block of cells with the rows it goes to; undefined is a row that is not there yet. */
export interface BlockWrite {
  readonly table: TableName
  readonly targets: readonly (JsonPath | undefined)[]
  readonly firstColumn: number
  readonly block: CellBlock
  /** Where new fields go that do not say so themselves. */
  readonly mode?: ModeKind | undefined
}

/** Why nothing was written. */
export interface Refusal {
  readonly reason: 'key-empty' | 'key-taken' | 'too-wide' | 'no-mode' | 'mode-unknown' | 'option-twice' | 'in-the-way'
  /** The index of the row in the block. */
  readonly row: number
  /** What was refused. */
  readonly text: string
}

export type TableChange =
  | {
      readonly ok: true
      readonly value: JsonValue
      /** Where the rows of the block are now; undefined for one that was empty and was not made. */
      readonly paths: readonly (JsonPath | undefined)[]
      readonly cells: number
      readonly rows: number
      readonly added: number
      /** Cells that can only be read and would have become something else. */
      readonly kept: number
    }
  | { readonly ok: false; readonly refusal: Refusal }

/**
 * Writes a block of cells, or nothing where one of them cannot be. A code whose name goes for a new one is renamed
 * wherever it is used; where names only change places, what uses them keeps to the names.
 */
export function writeBlock(handler: JsonValue, write: BlockWrite): TableChange {
  try {
    return writeCells(handler, write)
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal }
    throw error
  }
}

/** Puts a new row after another one, or last, under a free key. Undefined where there is no way to pay for a field. */
export function insertRow(
  handler: JsonValue,
  table: TableName,
  { after, key, mode }: { readonly after: TableRow | undefined; readonly key: string; readonly mode?: ModeKind },
): { readonly value: JsonValue; readonly path: JsonPath } | undefined {
  const target = after?.mode ?? mode ?? modesOf(handler)[0]
  if (table === 'fields' && target === undefined) return undefined
  const map = mapPath(table, target)
  const path = [...map, freeKey(handler, map, key)]
  const added = addRow(handler, table, path)
  if (added === undefined || after === undefined) return added && { value: added, path }
  const moved = moveKey(added, path, keysAt(handler, map).indexOf(after.key) + 1)
  return moved && { value: moved, path }
}

/** Puts a copy of each row under a free key after the original. Answers where the copies are. */
export function duplicateRows(
  handler: JsonValue,
  rows: readonly TableRow[],
): { readonly value: JsonValue; readonly paths: readonly JsonPath[] } | undefined {
  const paths: JsonPath[] = []
  let value = handler
  for (const { path, key } of rows) {
    const map = path.slice(0, -1)
    const copied = duplicateKey(value, path)
    if (copied === undefined) return undefined
    value = copied
    const keys = keysAt(value, map)
    paths.push([...map, keys[keys.indexOf(key) + 1] ?? key])
  }
  return { value, paths }
}

/** Removes rows; codes with the fields and params that are filled from them, or without. */
export function removeRows(handler: JsonValue, rows: readonly TableRow[], withUsers: boolean): JsonValue | undefined {
  return rows.reduce<JsonValue | undefined>(
    (value, { path, key, mode }) =>
      value && (mode === undefined ? removeCode(value, key, withUsers) : removeKey(value, path)),
    handler,
  )
}

/** Moves rows that stand together in one map over the next row of it. Undefined where there is none. */
export function moveRows(handler: JsonValue, rows: readonly TableRow[], step: -1 | 1): JsonValue | undefined {
  const map = rows[0]?.path.slice(0, -1)
  if (map === undefined || rows.some(({ path }) => pointerOf(path.slice(0, -1)) !== pointerOf(map))) return undefined
  const keys = keysAt(handler, map)
  const places = rows.map(({ key }) => keys.indexOf(key))
  const first = Math.min(...places)
  const last = Math.max(...places)
  if (last - first + 1 !== rows.length) return undefined
  const neighbour = keys[step < 0 ? first - 1 : last + 1]
  return neighbour === undefined ? undefined : moveKey(handler, [...map, neighbour], step < 0 ? last : first)
}

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.reason)
  }
}

/** A row of a block: what it goes to, and what it holds by column. */
interface Line {
  readonly index: number
  readonly row: TableRow | undefined
  readonly texts: ReadonlyMap<number, string>
  readonly path: JsonPath
}

function writeCells(handler: JsonValue, write: BlockWrite): TableChange {
  const lines = linesOf(handler, write)
  const written = lines.flatMap(line => line ?? [])
  checkKeys(handler, written)
  let value = renameRows(handler, written)
  const counts = { cells: 0, rows: 0, added: 0, kept: 0 }
  for (const line of written) {
    if (line.row === undefined) value = made(line, addRow(value, write.table, line.path))
    const changes = changesOf(line, write.table)
    for (const change of changes.made) value = writeCell(value, line, change)
    counts.kept += changes.kept
    const cells = changes.made.length + (keyOf(line.path) === line.row?.key ? 0 : 1)
    counts.cells += cells
    if (cells > 0) counts.rows++
    if (line.row === undefined) counts.added++
  }
  return { ok: true, value, paths: lines.map(line => line?.path), ...counts }
}

/** The lines of a block; one that is empty makes no row. */
function linesOf(handler: JsonValue, write: BlockWrite): (Line | undefined)[] {
  const rows = new Map(readRows(handler, write.table).map(row => [pointerOf(row.path), row]))
  const count = COLUMNS[write.table].length
  return write.block.map((texts, index) => {
    const target = write.targets[index]
    const row = target && rows.get(pointerOf(target))
    const outside = texts.findIndex((text, column) => text !== '' && write.firstColumn + column >= count)
    if (outside >= 0) throw new Refused({ reason: 'too-wide', row: index, text: texts[outside] ?? '' })
    const byColumn = new Map(
      texts.map((text, column) => [write.firstColumn + column, text] as const).filter(([column]) => column < count),
    )
    if (row === undefined && texts.every(text => text.trim() === '')) return undefined
    const key = byColumn.get(0) ?? row?.key ?? ''
    if (key === '' && key !== row?.key) throw new Refused({ reason: 'key-empty', row: index, text: '' })
    const map = row === undefined ? newRowMap(handler, write, index, byColumn) : row.path.slice(0, -1)
    return { index, row, texts: byColumn, path: [...map, key] }
  })
}

function newRowMap(
  handler: JsonValue,
  { table, mode }: BlockWrite,
  row: number,
  texts: ReadonlyMap<number, string>,
): JsonPath {
  if (table === 'codes') return mapPath(table, undefined)
  const modes = modesOf(handler)
  const named = texts.get(columnIndex('fields', 'mode'))?.trim().toLowerCase() ?? ''
  const found = named === '' ? (mode ?? modes[0]) : modes.find(kind => kind === named)
  if (found === undefined) throw new Refused({ reason: named === '' ? 'no-mode' : 'mode-unknown', row, text: named })
  return mapPath(table, found)
}

/** No two rows may have one key. */
function checkKeys(handler: JsonValue, lines: readonly Line[]): void {
  const maps = new Map(lines.map(({ path }) => [pointerOf(path.slice(0, -1)), path.slice(0, -1)]))
  for (const [pointer, map] of maps) {
    const own = lines.filter(({ path }) => pointerOf(path.slice(0, -1)) === pointer)
    const going = new Set(own.map(({ row }) => row?.key))
    const taken = new Set(keysAt(handler, map).filter(key => !going.has(key)))
    for (const { path, index } of own) {
      const key = keyOf(path)
      if (taken.has(key)) throw new Refused({ reason: 'key-taken', row: index, text: key })
      taken.add(key)
    }
  }
}

/** Gives all rows their new keys at once, so that two can change places. */
function renameRows(handler: JsonValue, lines: readonly Line[]): JsonValue {
  const renamed = lines.filter(({ row, path }) => row !== undefined && row.key !== keyOf(path))
  const maps = new Map(renamed.map(({ path }) => [pointerOf(path.slice(0, -1)), path.slice(0, -1)]))
  let value = handler
  for (const [pointer, map] of maps) {
    const own = renamed.filter(({ path }) => pointerOf(path.slice(0, -1)) === pointer)
    const names = new Map(own.map(({ row, path }) => [row?.key ?? '', keyOf(path)]))
    const found = valueAt(value, map)
    if (found?.kind !== 'object') continue
    const entries = found.entries.map(([key, inner]): JsonEntry => [names.get(key) ?? key, inner])
    value = setValue(value, map, { kind: 'object', entries }) ?? value
    value = renameUses(value, own, new Set(keysAt(handler, map)), new Set(entries.map(([key]) => key)))
  }
  return value
}

function renameUses(
  handler: JsonValue,
  lines: readonly Line[],
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): JsonValue {
  let value = handler
  for (const { row, path } of lines) {
    const to = keyOf(path)
    if (row === undefined || row.mode !== undefined || before.has(to) || after.has(row.key)) continue
    for (const use of row.usedBy) {
      const isParam = use.path.at(-2) === 'PARAMS'
      value = setValue(value, isParam ? use.path : [...use.path, 'CODE'], { kind: 'string', value: to }) ?? value
    }
  }
  return value
}

interface CellChange {
  readonly column: ColumnName
  readonly text: string
  readonly cell: TableCell | undefined
}

/** What a line changes beside its key. */
function changesOf({ row, texts }: Line, table: TableName): { made: CellChange[]; kept: number } {
  const made: CellChange[] = []
  let kept = 0
  for (const [column, text] of texts) {
    const name = COLUMNS[table][column]
    const cell = row?.cells[column]
    if (name === undefined || column === 0) continue
    if (cell === undefined) {
      if (text !== '' && name !== 'mode' && name !== 'used-by') made.push({ column: name, text, cell })
    } else if (!isSameText(cell.text, text)) {
      if (cell.kind === 'shown' || cell.kind === 'json') kept++
      else made.push({ column: name, text, cell })
    }
  }
  return { made, kept }
}

/** A break in a cell has been through the clipboard of a system that writes it in its own way. */
function isSameText(one: string, other: string): boolean {
  return one.replaceAll('\r\n', '\n') === other.replaceAll('\r\n', '\n')
}

const PATHS: Readonly<Partial<Record<ColumnName, JsonPath>>> = {
  name: ['NAME'],
  description: ['DESCRIPTION'],
  sort: ['SORT'],
  group: ['GROUP'],
  'provider-key': ['DEFAULT', 'PROVIDER_KEY'],
  'provider-value': ['DEFAULT', 'PROVIDER_VALUE'],
  input: ['INPUT', 'TYPE'],
  options: ['INPUT', 'OPTIONS'],
  source: ['CODE'],
  visible: ['VISIBLE'],
  label: ['CODE', 'NAME'],
}

function writeCell(value: JsonValue, line: Line, { column, text }: CellChange): JsonValue {
  const isField = line.path.at(-2) === 'FIELDS'
  const inner = isField && column === 'input' ? ['CODE', 'INPUT', 'TYPE'] : PATHS[column]
  if (inner === undefined) return value
  const path = [...line.path, ...inner]
  if (text === '') return made(line, removeKey(value, path))
  if (column === 'options') return writeOptions(value, line, path, text)
  return made(line, setText(value, path, text))
}

/** A label that says the same keeps its value, so that a number stays one. */
function writeOptions(value: JsonValue, line: Line, path: JsonPath, text: string): JsonValue {
  const parsed = parseOptionList(text)
  if (!parsed.ok) throw new Refused({ reason: 'option-twice', row: line.index, text: parsed.twice })
  const entries = parsed.options.map(({ value: key, label }): JsonEntry => {
    const now = valueAt(value, [...path, key])
    return [key, now !== undefined && labelOf(now) === label ? now : { kind: 'string', value: label }]
  })
  return made(line, setValue(value, path, { kind: 'object', entries }))
}

function addRow(handler: JsonValue, table: TableName, path: JsonPath): JsonValue | undefined {
  if (table === 'codes') return addCode(handler, { code: keyOf(path) })
  return setValue(handler, path, EMPTY_OBJECT)
}

function made(line: Line, value: JsonValue | undefined): JsonValue {
  if (value === undefined) throw new Refused({ reason: 'in-the-way', row: line.index, text: keyOf(line.path) })
  return value
}

function columnIndex(table: TableName, name: ColumnName): number {
  const columns: readonly ColumnName[] = COLUMNS[table]
  return columns.indexOf(name)
}

function keysAt(handler: JsonValue, map: JsonPath): string[] {
  const found = valueAt(handler, map)
  return found?.kind === 'object' ? found.entries.map(([key]) => key) : []
}

function keyOf(path: JsonPath): string {
  return String(path.at(-1))
}

function freeKey(handler: JsonValue, map: JsonPath, key: string): string {
  const taken = keysAt(handler, map)
  if (!taken.includes(key)) return key
  let number = 2
  while (taken.includes(`${key}_${number}`)) number++
  return `${key}_${number}`
}
