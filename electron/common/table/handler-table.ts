import { MODE_KEYS, type ModeKind } from '../checker/handler-keys'
import { formOf, type CodeUse } from '../form/handler-form'
import type { JsonPath } from '../json/json-pointer'
import { printJson, printScalar, type JsonEntry, type JsonValue } from '../json/json-value'
import { printOptionList } from './option-list'

/** The parts of a handler that are seen as rows. */
export type TableName = 'codes' | 'fields'

/** The columns from left to right; the first holds the key of the row. */
export const COLUMNS = {
  codes: [
    'code',
    'name',
    'description',
    'sort',
    'group',
    'provider-key',
    'provider-value',
    'input',
    'options',
    'used-by',
  ],
  fields: ['field', 'mode', 'source', 'visible', 'label', 'input'],
} as const satisfies Readonly<Record<TableName, readonly string[]>>
export type ColumnName = (typeof COLUMNS)[TableName][number]

export interface TableRow {
  readonly path: JsonPath
  readonly key: string
  /** Of a field. */
  readonly mode: ModeKind | undefined
  /** One for each column. */
  readonly cells: readonly TableCell[]
  /** The fields and params that are filled from a code. */
  readonly usedBy: readonly CodeUse[]
}

export interface TableCell {
  readonly path: JsonPath
  readonly text: string
  /** `shown` and `json` can only be read: `json` is a value no cell can hold, as JSON on one line. */
  readonly kind: 'key' | 'value' | 'options' | 'shown' | 'json'
}

/** Where something stands in a table. */
export interface TablePlace {
  readonly table: TableName
  readonly rowPath: JsonPath
  readonly column: number
}

const CODES_PATH: JsonPath = ['SETTINGS', 'CODES']

/** The rows of a table in the order of the text. The handler has no keys that stand twice. */
export function readRows(handler: JsonValue, table: TableName): readonly TableRow[] {
  if (table === 'codes') {
    const uses = new Map(formOf(handler).codes.map(({ code, usedBy }) => [code, usedBy]))
    return entriesAt(handler, CODES_PATH).map(([key, value]) => codeRow(key, value, uses.get(key) ?? []))
  }
  return modesOf(handler).flatMap(mode =>
    entriesAt(handler, fieldsPath(mode)).map(([name, value]) => fieldRow(mode, name, value)),
  )
}

/** The ways to pay that are there, in the order in which their fields are shown. */
export function modesOf(handler: JsonValue): readonly ModeKind[] {
  return MODE_KEYS.filter(({ key }) => entriesAt(handler, ['SETTINGS']).some(([name]) => name === key)).map(
    ({ kind }) => kind,
  )
}

/** The map that a row stands in. */
export function mapPath(table: TableName, mode: ModeKind | undefined): JsonPath {
  return table === 'codes' || mode === undefined ? CODES_PATH : fieldsPath(mode)
}

/** The cell that shows what a path leads to, or what it is a part of. */
export function tablePlaceOf(path: JsonPath): TablePlace | undefined {
  const [settings, part, third, fourth] = path
  if (settings !== 'SETTINGS') return undefined
  if (part === 'CODES' && third !== undefined) {
    return { table: 'codes', rowPath: path.slice(0, 3), column: columnOfCode(path.slice(3)) }
  }
  const isMode = MODE_KEYS.some(({ key }) => key === part)
  if (!isMode || third !== 'FIELDS' || fourth === undefined) return undefined
  return { table: 'fields', rowPath: path.slice(0, 4), column: columnOfField(path.slice(4)) }
}

function columnOfCode([key, inner]: JsonPath): number {
  const columns: readonly ColumnName[] = COLUMNS.codes
  if (key === 'DEFAULT') return columns.indexOf(inner === 'PROVIDER_VALUE' ? 'provider-value' : 'provider-key')
  if (key === 'INPUT') return columns.indexOf(inner === 'OPTIONS' ? 'options' : 'input')
  return Math.max(0, ['', 'NAME', 'DESCRIPTION', 'SORT', 'GROUP'].indexOf(String(key)))
}

function columnOfField([key, inner]: JsonPath): number {
  const columns: readonly ColumnName[] = COLUMNS.fields
  if (key === 'VISIBLE') return columns.indexOf('visible')
  if (key !== 'CODE') return 0
  return columns.indexOf(inner === 'NAME' ? 'label' : inner === 'INPUT' ? 'input' : 'source')
}

function codeRow(key: string, value: JsonValue, usedBy: readonly CodeUse[]): TableRow {
  const path = [...CODES_PATH, key]
  const valueCell = (...keys: string[]): TableCell => cellAt(value, path, keys)
  return {
    path,
    key,
    mode: undefined,
    usedBy,
    cells: [
      { path, text: key, kind: 'key' },
      valueCell('NAME'),
      valueCell('DESCRIPTION'),
      valueCell('SORT'),
      valueCell('GROUP'),
      valueCell('DEFAULT', 'PROVIDER_KEY'),
      valueCell('DEFAULT', 'PROVIDER_VALUE'),
      valueCell('INPUT', 'TYPE'),
      optionsCell(value, path),
      { path, text: usedBy.map(({ mode, field }) => `${mode}: ${field}`).join('; '), kind: 'shown' },
    ],
  }
}

function fieldRow(mode: ModeKind, name: string, value: JsonValue): TableRow {
  const path = [...fieldsPath(mode), name]
  const source = cellAt(value, path, ['CODE'])
  const code = value.kind === 'object' ? value.entries.find(([key]) => key === 'CODE')?.[1] : undefined
  const isDescribed = code?.kind === 'object'
  const closed = (keys: readonly string[]): TableCell => ({ path: [...path, ...keys], text: '', kind: 'shown' })
  const described = (keys: readonly string[]): TableCell =>
    isDescribed || isNothing(code) ? cellAt(value, path, keys) : closed(keys)
  return {
    path,
    key: name,
    mode,
    usedBy: [],
    cells: [
      { path, text: name, kind: 'key' },
      { path, text: mode, kind: 'shown' },
      isDescribed ? closed(['CODE']) : source,
      cellAt(value, path, ['VISIBLE']),
      described(['CODE', 'NAME']),
      described(['CODE', 'INPUT', 'TYPE']),
    ],
  }
}

/** A value that a cell shows, and what stands in its way if something does. */
function cellAt(value: JsonValue, base: JsonPath, keys: readonly string[]): TableCell {
  const path = [...base, ...keys]
  let at: JsonValue | undefined = value
  for (const key of keys) {
    if (isNothing(at)) return { path, text: '', kind: 'value' }
    if (at?.kind !== 'object') return jsonCell(path, at)
    at = at.entries.find(([name]) => name === key)?.[1]
  }
  if (at === undefined || at.kind === 'null') return { path, text: '', kind: 'value' }
  if (at.kind === 'object' || at.kind === 'array') return jsonCell(path, at)
  return { path, text: at.kind === 'string' ? at.value : printScalar(at), kind: 'value' }
}

function optionsCell(value: JsonValue, base: JsonPath): TableCell {
  const path = [...base, 'INPUT', 'OPTIONS']
  const cell = cellAt(value, base, ['INPUT', 'OPTIONS'])
  if (cell.kind === 'value') return cell.text === '' ? { ...cell, kind: 'options' } : { ...cell, kind: 'json' }
  const found = [...['INPUT', 'OPTIONS']].reduce<JsonValue | undefined>(
    (at, key) => (at?.kind === 'object' ? at.entries.find(([name]) => name === key)?.[1] : undefined),
    value,
  )
  if (found === undefined) return cell
  if (isNothing(found)) return { path, text: '', kind: 'options' }
  if (found.kind !== 'object' || found.entries.some(([, label]) => !isLabel(label))) return cell
  const options = found.entries.map(([option, label]) => ({ value: option, label: labelOf(label) }))
  return { path, text: printOptionList(options), kind: 'options' }
}

function isLabel({ kind }: JsonValue): boolean {
  return kind === 'string' || kind === 'number' || kind === 'boolean'
}

/** The words of a choice that has words. */
export function labelOf(value: JsonValue): string {
  if (value.kind === 'string') return value.value
  return value.kind === 'number' || value.kind === 'boolean' ? printScalar(value) : ''
}

function jsonCell(path: JsonPath, value: JsonValue | undefined): TableCell {
  return { path, text: value === undefined ? '' : printJson(value, 0), kind: 'json' }
}

/** What a portal takes for an object without keys. */
function isNothing(value: JsonValue | undefined): boolean {
  return value === undefined || value.kind === 'null' || (value.kind === 'array' && value.items.length === 0)
}

function entriesAt(handler: JsonValue, path: JsonPath): readonly JsonEntry[] {
  let at: JsonValue | undefined = handler
  for (const key of path) at = at?.kind === 'object' ? at.entries.find(([name]) => name === key)?.[1] : undefined
  return at?.kind === 'object' ? at.entries : []
}

function fieldsPath(mode: ModeKind): JsonPath {
  return ['SETTINGS', ...MODE_KEYS.filter(({ kind }) => kind === mode).map(({ key }) => key), 'FIELDS']
}
