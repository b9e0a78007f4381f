import { KEYS, MODE_KEYS, type ModeKind } from '../checker/handler-keys'
import { firstDuplicateKey } from '../json/duplicate-keys'
import type { JsonPath } from '../json/json-pointer'
import { parseJson, printJson, printScalar, type JsonEntry, type JsonValue } from '../json/json-value'
import { placeAt, type HandlerPlace } from './handler-place'

/**
 * A handler as a form shows it. Whatever the text holds is somewhere in it: what no field of a form can show stands in
 * `others`, so that nothing of a handler is hidden.
 */
export interface HandlerForm {
  readonly name: FormValue
  readonly code: FormValue
  readonly sort: FormValue
  readonly clientType: FormValue
  readonly currencies: FormCurrencies
  /** The modes that are there, in the portal's order of precedence. */
  readonly modes: readonly FormMode[]
  /** The mode that the portal uses: the first that is not empty. */
  readonly usedMode: ModeKind | undefined
  readonly codes: readonly FormCode[]
  /** In the order of the text. */
  readonly others: readonly FormOther[]
}

/** One value that a field of a form shows. */
export interface FormValue {
  readonly path: JsonPath
  /** `other` is a value that no field can hold, such as an object where a text belongs. */
  readonly state: 'missing' | 'text' | 'number' | 'boolean' | 'null' | 'other'
  /** The text, a number as it is spelled, `true` or `false`; JSON on one line for `other`; else empty. */
  readonly text: string
}

export interface FormCurrencies {
  readonly path: JsonPath
  /** False where the value is no list of texts; then `text` is its JSON on one line. */
  readonly isList: boolean
  readonly codes: readonly string[]
  readonly text: string
}

export interface FormMode {
  readonly kind: ModeKind
  readonly path: JsonPath
  readonly actionUri: FormValue
  readonly method: FormValue
  readonly fields: readonly FormField[]
  /** The deprecated predecessor of the fields: ignored by the portal where there are fields (reference 4.4). */
  readonly params: readonly FormParam[]
}

export interface FormField {
  readonly path: JsonPath
  /** The name it is posted with. */
  readonly name: string
  /** What it is filled from: one of the handler's codes, or what it says itself. */
  readonly source: FieldSource
  readonly visible: FormValue
}

export type FieldSource =
  | { readonly kind: 'code'; readonly code: FormValue; readonly isDefined: boolean }
  | { readonly kind: 'described'; readonly name: FormValue; readonly input: FormInput }

export interface FormParam {
  readonly path: JsonPath
  readonly name: string
  readonly code: FormValue
}

export interface FormCode {
  readonly path: JsonPath
  readonly code: string
  readonly name: FormValue
  readonly description: FormValue
  readonly sort: FormValue
  readonly group: FormValue
  readonly providerKey: FormValue
  readonly providerValue: FormValue
  readonly input: FormInput
  /** The fields and params that are filled from it. */
  readonly usedBy: readonly CodeUse[]
}

export interface CodeUse {
  readonly path: JsonPath
  readonly mode: ModeKind
  /** The name it is posted with. */
  readonly field: string
}

export interface FormInput {
  readonly path: JsonPath
  readonly type: FormValue
  readonly options: readonly FormOption[]
}

export interface FormOption {
  readonly path: JsonPath
  readonly value: string
  readonly label: FormValue
}

/** What a form can only show. */
export interface FormOther {
  readonly path: JsonPath
  readonly reason: 'unknown-key' | 'wrong-shape'
  /** JSON on one line. */
  readonly text: string
}

export type FormReading =
  | { readonly ok: true; readonly form: HandlerForm; readonly value: JsonValue }
  | { readonly ok: false; readonly reason: 'broken' | 'not-an-object' }
  | { readonly ok: false; readonly reason: 'duplicate-key'; readonly pointer: string }

/** Reads a text as a form. A key that stands twice closes it, as it closes the tree: a form could show only one. */
export function readHandlerForm(text: string): FormReading {
  const parsed = parseJson(text)
  if (!parsed.ok) return { ok: false, reason: 'broken' }
  const pointer = firstDuplicateKey(parsed.value)
  if (pointer !== null) return { ok: false, reason: 'duplicate-key', pointer }
  if (parsed.value.kind !== 'object') return { ok: false, reason: 'not-an-object' }
  return { ok: true, form: formOf(parsed.value), value: parsed.value }
}

/** The form of a handler without keys that stand twice. */
export function formOf(handler: JsonValue): HandlerForm {
  const settings = part({ path: [], value: handler }, 'SETTINGS')
  const codes = entriesOf(part(settings, 'CODES'))
  const codeNames = new Set(codes.map(({ key }) => key))
  const modes = MODE_KEYS.flatMap(({ kind, key }) => {
    const mode = part(settings, key)
    return mode.value === undefined ? [] : [modeOf(kind, mode, codeNames)]
  })
  const uses = modes.flatMap(usesIn)
  return {
    name: valueOf({ path: [], value: handler }, 'NAME'),
    code: valueOf({ path: [], value: handler }, 'CODE'),
    sort: valueOf({ path: [], value: handler }, 'SORT'),
    clientType: valueOf(settings, 'CLIENT_TYPE'),
    currencies: currenciesOf(part(settings, 'CURRENCY')),
    modes,
    usedMode: MODE_KEYS.find(({ key }) => partCount(part(settings, key).value) > 0)?.kind,
    codes: codes.map(({ key, at }) => ({
      path: at.path,
      code: key,
      name: valueOf(at, 'NAME'),
      description: valueOf(at, 'DESCRIPTION'),
      sort: valueOf(at, 'SORT'),
      group: valueOf(at, 'GROUP'),
      providerKey: valueOf(part(at, 'DEFAULT'), 'PROVIDER_KEY'),
      providerValue: valueOf(part(at, 'DEFAULT'), 'PROVIDER_VALUE'),
      input: inputOf(part(at, 'INPUT')),
      usedBy: uses.filter(({ code }) => code === key).map(({ use }) => use),
    })),
    others: [...othersIn({ path: [], value: handler }, placeAt([]))],
  }
}

/** A value with its way from the handler; undefined where it is missing. */
interface At {
  readonly path: JsonPath
  readonly value: JsonValue | undefined
}

function part(at: At, key: string): At {
  const found = at.value?.kind === 'object' ? at.value.entries.find(([name]) => name === key)?.[1] : undefined
  return { path: [...at.path, key], value: found }
}

function entriesOf(at: At): { key: string; at: At }[] {
  if (at.value?.kind !== 'object') return []
  return at.value.entries.map(([key, value]: JsonEntry) => ({ key, at: { path: [...at.path, key], value } }))
}

function valueOf(at: At, key: string): FormValue {
  return toFormValue(part(at, key))
}

function toFormValue({ path, value }: At): FormValue {
  if (value === undefined) return { path, state: 'missing', text: '' }
  switch (value.kind) {
    case 'null':
      return { path, state: 'null', text: '' }
    case 'string':
      return { path, state: 'text', text: value.value }
    case 'number':
    case 'boolean':
      return { path, state: value.kind, text: printScalar(value) }
    default:
      return { path, state: 'other', text: printJson(value, 0) }
  }
}

function currenciesOf({ path, value }: At): FormCurrencies {
  const nothing = { path, isList: true, codes: [], text: '' }
  if (value === undefined || value.kind === 'null') return nothing
  if (isContainer(value) && partCount(value) === 0) return nothing
  const items = value.kind === 'array' ? value.items : []
  const codes = items.flatMap(item => (item.kind === 'string' ? [item.value] : []))
  const isList = value.kind === 'array' && codes.length === items.length
  return { path, isList, codes: isList ? codes : [], text: isList ? '' : printJson(value, 0) }
}

function modeOf(kind: ModeKind, at: At, codeNames: ReadonlySet<string>): FormMode {
  return {
    kind,
    path: at.path,
    actionUri: valueOf(at, 'ACTION_URI'),
    method: valueOf(at, 'METHOD'),
    fields: entriesOf(part(at, 'FIELDS')).map(field => ({
      path: field.at.path,
      name: field.key,
      source: sourceOf(part(field.at, 'CODE'), codeNames),
      visible: valueOf(field.at, 'VISIBLE'),
    })),
    params: entriesOf(part(at, 'PARAMS')).map(param => ({
      path: param.at.path,
      name: param.key,
      code: toFormValue(param.at),
    })),
  }
}

function sourceOf(code: At, codeNames: ReadonlySet<string>): FieldSource {
  if (code.value?.kind === 'object') {
    return { kind: 'described', name: valueOf(code, 'NAME'), input: inputOf(part(code, 'INPUT')) }
  }
  const shown = toFormValue(code)
  return { kind: 'code', code: shown, isDefined: isReference(shown) && codeNames.has(shown.text) }
}

function inputOf(at: At): FormInput {
  return {
    path: at.path,
    type: valueOf(at, 'TYPE'),
    options: entriesOf(part(at, 'OPTIONS')).map(option => ({
      path: option.at.path,
      value: option.key,
      label: toFormValue(option.at),
    })),
  }
}

function usesIn({ kind, fields, params }: FormMode): { code: string; use: CodeUse }[] {
  const named = fields.flatMap(({ path, name, source }) =>
    source.kind === 'code' ? [{ path, name, code: source.code }] : [],
  )
  return [...named, ...params]
    .filter(({ code }) => isReference(code))
    .map(({ path, name, code }) => ({ code: code.text, use: { path, mode: kind, field: name } }))
}

/** Whether a value names a code: PHP takes a number for a key as well. */
function isReference({ state }: FormValue): boolean {
  return state === 'text' || state === 'number'
}

const MAPS: ReadonlySet<HandlerPlace> = new Set(['codes', 'fields', 'params', 'options'])

function* othersIn({ path, value }: At, place: HandlerPlace): Generator<FormOther> {
  if (place === 'value' || value === undefined) return
  if (place === 'own-field' && value.kind !== 'object') return
  if (value.kind !== 'object') {
    // The portal makes no difference between an empty object, an empty list and nothing.
    if (value.kind === 'null' || (value.kind === 'array' && value.items.length === 0)) return
    yield { path, reason: 'wrong-shape', text: printJson(value, 0) }
    return
  }
  for (const [key, inner] of value.entries) {
    const at = { path: [...path, key], value: inner }
    if (MAPS.has(place) || Object.hasOwn(KEYS[place as keyof typeof KEYS], key)) yield* othersIn(at, placeAt(at.path))
    else yield { path: at.path, reason: 'unknown-key', text: printJson(inner, 0) }
  }
}

function isContainer({ kind }: JsonValue): boolean {
  return kind === 'object' || kind === 'array'
}

function partCount(value: JsonValue | undefined): number {
  if (value?.kind === 'object') return value.entries.length
  return value?.kind === 'array' ? value.items.length : 0
}
