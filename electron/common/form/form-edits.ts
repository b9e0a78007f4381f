import { MODE_KEYS, type ModeKind } from '../checker/handler-keys'
import type { JsonPath } from '../json/json-pointer'
import type { JsonEntry, JsonObject, JsonScalar, JsonValue } from '../json/json-value'
import { placeAt, type HandlerPlace } from './handler-place'
import { formOf } from './handler-form'

/**
 * The edits of a form. Each takes a handler without keys that stand twice and answers the handler that is wanted, or
 * undefined where it cannot be made: something is in the way, or the new key is taken. What the text of a draft becomes
 * is the business of `editsToReach`.
 */
type Edited = JsonValue | undefined

/** The keys of an object in the order a person writes them, where they are not those of the text already. */
const ORDER: Readonly<Partial<Record<HandlerPlace, readonly string[]>>> = {
  handler: ['NAME', 'CODE', 'SORT', 'SETTINGS'],
  settings: ['CURRENCY', 'CLIENT_TYPE', 'FORM_DATA', 'CHECKOUT_DATA', 'IFRAME_DATA', 'CODES'],
  form: ['ACTION_URI', 'METHOD', 'FIELDS', 'PARAMS'],
  checkout: ['ACTION_URI', 'FIELDS', 'PARAMS'],
  iframe: ['ACTION_URI', 'FIELDS', 'PARAMS'],
  code: ['NAME', 'DESCRIPTION', 'SORT', 'GROUP', 'DEFAULT', 'INPUT'],
  default: ['PROVIDER_KEY', 'PROVIDER_VALUE'],
  input: ['TYPE', 'OPTIONS'],
  field: ['CODE', 'VISIBLE'],
  'own-field': ['NAME', 'INPUT'],
}

const SORT_STEP = 100

/** Puts a value at a path, with the objects that lead there. */
export function setValue(handler: JsonValue, path: JsonPath, value: JsonValue): Edited {
  return changeAt(handler, path, () => value)
}

/**
 * Writes what was typed into a field. A number stays one as long as it reads as one; SORT begins as the other SORTs of
 * its kind are written.
 */
export function setText(handler: JsonValue, path: JsonPath, text: string): Edited {
  return changeAt(handler, path, now => {
    const isNumber =
      now === undefined ? path.at(-1) === 'SORT' && areSortsNumbers(handler, path) : now.kind === 'number'
    return isNumber && /^(0|-?[1-9]\d{0,14})$/.test(text) ? numberOf(text) : { kind: 'string', value: text }
  })
}

/** Removes a key, and the objects of DEFAULT and INPUT that would be left empty. */
export function removeKey(handler: JsonValue, path: JsonPath): Edited {
  const key = path.at(-1)
  const parentPath = path.slice(0, -1)
  const parent = valueAt(handler, parentPath)
  if (key === undefined || parent?.kind !== 'object' || !hasKey(parent, key)) return handler
  const entries = parent.entries.filter(([name]) => name !== key)
  const isHusk = entries.length === 0 && ['default', 'input'].includes(placeAt(parentPath))
  return isHusk ? removeKey(handler, parentPath) : setValue(handler, parentPath, { kind: 'object', entries })
}

/** Renames a key in its place. */
export function renameKey(handler: JsonValue, path: JsonPath, to: string): Edited {
  return changeMap(handler, path, (entries, index) => {
    if (entries.some(([name], other) => name === to && other !== index)) return undefined
    return entries.map((entry, other): JsonEntry => (other === index ? [to, entry[1]] : entry))
  })
}

/** Moves a key so that it stands at an index of the map it is in, counted without it. */
export function moveKey(handler: JsonValue, path: JsonPath, to: number): Edited {
  return changeMap(handler, path, (entries, index) => {
    const others = entries.filter((_, other) => other !== index)
    const moved = entries[index]
    return moved === undefined ? undefined : [...others.slice(0, to), moved, ...others.slice(to)]
  })
}

/** Puts a copy under a free key after the original: `SHOP`, `SHOP_2`, `SHOP_3`. */
export function duplicateKey(handler: JsonValue, path: JsonPath): Edited {
  return changeMap(handler, path, (entries, index) => {
    const original = entries[index]
    if (original === undefined) return undefined
    const copy: JsonEntry = [
      freeKey(
        original[0],
        entries.map(([name]) => name),
      ),
      original[1],
    ]
    return [...entries.slice(0, index + 1), copy, ...entries.slice(index + 1)]
  })
}

/** Adds an empty mode. */
export function addMode(handler: JsonValue, kind: ModeKind): Edited {
  const path = modePath(kind)
  if (valueAt(handler, path) !== undefined && formOf(handler).modes.some(mode => mode.kind === kind)) return undefined
  const method: JsonEntry[] = kind === 'form' ? [['METHOD', textValue('POST')]] : []
  return setValue(handler, path, objectOf([['ACTION_URI', textValue('')], ...method, ['FIELDS', objectOf([])]]))
}

export interface NewCode {
  readonly code: string
  readonly name?: string
  readonly group?: string
  readonly provider?: { readonly key: string; readonly value: string }
}

/** Adds a code after the others, with the next SORT as those are written. */
export function addCode(handler: JsonValue, { code, name = '', group, provider }: NewCode): Edited {
  const path = codePath(code)
  if (valueAt(handler, path) !== undefined) return undefined
  const entries: JsonEntry[] = [
    ['NAME', textValue(name)],
    ['SORT', nextSort(handler, path)],
  ]
  if (group !== undefined) entries.push(['GROUP', textValue(group)])
  if (provider !== undefined) {
    entries.push([
      'DEFAULT',
      objectOf([
        ['PROVIDER_KEY', textValue(provider.key)],
        ['PROVIDER_VALUE', textValue(provider.value)],
      ]),
    ])
  }
  return setValue(handler, path, objectOf(entries))
}

/** Renames a code, and in every mode what is filled from it. */
export function renameCode(handler: JsonValue, code: string, to: string): Edited {
  if (code === to) return handler
  const users = formOf(handler).codes.find(known => known.code === code)?.usedBy ?? []
  const renamed = renameKey(handler, codePath(code), to)
  return users.reduce<Edited>(
    (edited, { path }) => edited && setValue(edited, referencePath(path), textValue(to)),
    renamed,
  )
}

/** Removes a code, and with it the fields and params that are filled from it, or leaves those without a source. */
export function removeCode(handler: JsonValue, code: string, withUsers: boolean): Edited {
  const users = withUsers ? (formOf(handler).codes.find(known => known.code === code)?.usedBy ?? []) : []
  const freed = users.reduce<Edited>((edited, { path }) => edited && removeKey(edited, path), handler)
  return freed && removeKey(freed, codePath(code))
}

/** Adds a field of a mode that is filled from a code. The code need not be there. */
export function addField(handler: JsonValue, mode: ModeKind, name: string, code: string): Edited {
  const path = [...modePath(mode), 'FIELDS', name]
  if (valueAt(handler, path) !== undefined) return undefined
  return setValue(handler, path, objectOf([['CODE', textValue(code)]]))
}

/** Adds a field with the code it is filled from; a code that is there already is used as it is. */
export function addFieldWithCode(handler: JsonValue, mode: ModeKind, name: string, code: NewCode): Edited {
  const withField = addField(handler, mode, name, code.code)
  if (withField === undefined || valueAt(handler, codePath(code.code)) !== undefined) return withField
  return addCode(withField, code)
}

/** Makes the params of a mode into fields, which they are the deprecated form of; where there are fields, drops them. */
export function paramsToFields(handler: JsonValue, mode: ModeKind): Edited {
  const path = modePath(mode)
  const found = valueAt(handler, path)
  const params = entryAt(found, 'PARAMS')
  if (found?.kind !== 'object' || params?.kind !== 'object') return undefined
  const hasFields = entryAt(found, 'FIELDS') !== undefined
  const fields = objectOf(params.entries.map(([name, code]): JsonEntry => [name, objectOf([['CODE', code]])]))
  const entries = found.entries.flatMap((entry): JsonEntry[] => {
    if (entry[0] !== 'PARAMS') return [entry]
    return hasFields ? [] : [['FIELDS', fields]]
  })
  return setValue(handler, path, objectOf(entries))
}

export function setCurrencies(handler: JsonValue, codes: readonly string[]): Edited {
  return setValue(handler, ['SETTINGS', 'CURRENCY'], { kind: 'array', items: codes.map(textValue) })
}

/** Whether a key is free in a map of the handler, and can be its key. */
export function isFreeKey(handler: JsonValue, mapPath: JsonPath, key: string): boolean {
  return key !== '' && valueAt(handler, [...mapPath, key]) === undefined
}

export function codePath(code: string): JsonPath {
  return ['SETTINGS', 'CODES', code]
}

export function modePath(kind: ModeKind): JsonPath {
  return ['SETTINGS', ...MODE_KEYS.filter(mode => mode.kind === kind).map(({ key }) => key)]
}

/** Where the use of a code names it: a field does in its CODE, a param is the name itself. */
function referencePath(use: JsonPath): JsonPath {
  return placeAt(use) === 'field' ? [...use, 'CODE'] : use
}

function changeMap(
  handler: JsonValue,
  path: JsonPath,
  change: (entries: readonly JsonEntry[], index: number) => readonly JsonEntry[] | undefined,
): Edited {
  const parentPath = path.slice(0, -1)
  const parent = valueAt(handler, parentPath)
  if (parent?.kind !== 'object') return undefined
  const index = parent.entries.findIndex(([name]) => name === path.at(-1))
  const entries = index < 0 ? undefined : change(parent.entries, index)
  return entries === undefined ? undefined : setValue(handler, parentPath, objectOf(entries))
}

function changeAt(
  value: JsonValue | undefined,
  path: JsonPath,
  change: (now: JsonValue | undefined) => JsonValue,
  above: JsonPath = [],
): Edited {
  const [key, ...rest] = path
  if (key === undefined) return change(value)
  const map = mapOf(value)
  if (map === undefined) return undefined
  const now = entryAt(map, key)
  const changed = changeAt(now, rest, change, [...above, key])
  if (changed === undefined) return undefined
  if (now !== undefined) {
    return objectOf(map.entries.map((entry): JsonEntry => (entry[0] === key ? [entry[0], changed] : entry)))
  }
  const index = indexForNew(map, String(key), placeAt(above))
  return objectOf([...map.entries.slice(0, index), [String(key), changed], ...map.entries.slice(index)])
}

/** After the keys that belong before it, or last. */
function indexForNew({ entries }: JsonObject, key: string, place: HandlerPlace): number {
  const order = ORDER[place] ?? []
  const rank = order.indexOf(key)
  if (rank < 0) return entries.length
  const before = entries.findLastIndex(([name]) => order.indexOf(name) >= 0 && order.indexOf(name) < rank)
  if (before >= 0) return before + 1
  const after = entries.findIndex(([name]) => order.indexOf(name) > rank)
  return after >= 0 ? after : entries.length
}

/** An object, or what a portal takes for an empty one. */
function mapOf(value: JsonValue | undefined): JsonObject | undefined {
  if (value?.kind === 'object') return value
  const isEmpty = value === undefined || value.kind === 'null' || (value.kind === 'array' && value.items.length === 0)
  return isEmpty ? objectOf([]) : undefined
}

function nextSort(handler: JsonValue, path: JsonPath): JsonValue {
  const sorts = siblings(handler, path).map(code => sortOf(code))
  const highest = Math.max(0, ...sorts.filter(sort => Number.isFinite(sort)))
  const next = String((Math.floor(highest / SORT_STEP) + 1) * SORT_STEP)
  return areSortsNumbers(handler, [...path, 'SORT']) ? numberOf(next) : textValue(next)
}

function areSortsNumbers(handler: JsonValue, path: JsonPath): boolean {
  const written = siblings(handler, path.slice(0, -1)).flatMap(code => entryAt(code, 'SORT') ?? [])
  return written.at(-1)?.kind !== 'string'
}

function sortOf(code: JsonValue): number {
  const sort = entryAt(code, 'SORT')
  if (sort?.kind === 'number') return Number(sort.lexeme)
  return sort?.kind === 'string' && /^\d{1,15}$/.test(sort.value) ? Number(sort.value) : Number.NaN
}

function siblings(handler: JsonValue, path: JsonPath): readonly JsonValue[] {
  const parent = path.length === 0 ? undefined : valueAt(handler, path.slice(0, -1))
  return parent?.kind === 'object' ? parent.entries.map(([, value]) => value) : []
}

function freeKey(key: string, taken: readonly string[]): string {
  const stem = key.replace(/_\d+$/, '')
  let number = 2
  while (taken.includes(`${stem}_${number}`)) number++
  return `${stem}_${number}`
}

export function valueAt(value: JsonValue | undefined, path: JsonPath): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(entryAt, value)
}

function entryAt(value: JsonValue | undefined, key: string | number): JsonValue | undefined {
  return value?.kind === 'object' ? value.entries.find(([name]) => name === key)?.[1] : undefined
}

function hasKey(value: JsonValue, key: string | number): boolean {
  return entryAt(value, key) !== undefined
}

function objectOf(entries: readonly JsonEntry[]): JsonObject {
  return { kind: 'object', entries }
}

function textValue(value: string): JsonScalar {
  return { kind: 'string', value }
}

function numberOf(lexeme: string): JsonScalar {
  return { kind: 'number', lexeme }
}
