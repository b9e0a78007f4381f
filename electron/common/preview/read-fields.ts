import type { ModeKind } from '../checker/handler-keys'
import type { JsonEntry, JsonValue } from '../json/json-value'
import type { BuyerInput, DropReason, FieldOrigin, Sample } from './mode-preview'
import { isMapOrList, portalEntries, portalEntry, portalText } from './portal-value'
import { originOf, providerSample, type PaymentFacts, type ValueOrigin } from './provider-samples'

/** One mode of a handler, and what its values are taken from. */
export interface ModeSource {
  readonly kind: ModeKind
  readonly mode: JsonValue
  readonly codes: ReadonlyMap<string, JsonValue>
  readonly payment: PaymentFacts
  readonly samples: ReadonlyMap<string, string>
}

/** The key of the sample of a code. */
export function codeSampleKey(code: string): string {
  return `code ${code}`
}

/** The names that the portal sends itself (reference 4.4 to 4.6). */
const OWN_NAMES: Readonly<Record<ModeKind, readonly string[]>> = {
  form: ['BX_PAYSYSTEM_ID', 'BX_RETURN_URL'],
  checkout: ['BX_SYSTEM_PARAMS'],
  iframe: ['BX_SYSTEM_PARAMS', 'BX_COMPUTED_STYLE'],
}

/** One entry of FIELDS or PARAMS, as far as the portal can use it. */
export interface ReadField {
  readonly name: string
  readonly value: string
  readonly source: FieldOrigin
  readonly input: BuyerInput | null
  readonly sample: Sample | null
  readonly drop: DropReason | null
}

/** FIELDS where it is there, else the PARAMS of a form, all of which are hidden (reference 4.4). */
export function readFields(source: ModeSource): ReadField[] {
  const fields = portalEntry(source.mode, 'FIELDS')
  if (fields !== undefined) return portalEntries(fields).map(entry => readField(entry, source))
  if (source.kind !== 'form') return []
  return portalEntries(portalEntry(source.mode, 'PARAMS')).map(([name, code]) =>
    isMapOrList(code) ? dropped(name, 'no-code') : ofCode(name, portalText(code), false, source),
  )
}

function readField([name, field]: JsonEntry, source: ModeSource): ReadField {
  if (!isMapOrList(field)) return dropped(name, 'not-a-field')
  const code = portalEntry(field, 'CODE')
  const isVisible = source.kind !== 'iframe' && portalText(portalEntry(field, 'VISIBLE')) === 'Y'
  if (isMapOrList(code)) return inPlace(name, code, isVisible, source)
  if (portalText(code) === '') return dropped(name, 'no-code')
  return ofCode(name, portalText(code), isVisible, source)
}

function ofCode(name: string, code: string, isVisible: boolean, source: ModeSource): ReadField {
  if (isUnusableName(name, source.kind)) return unusable(name)
  const described = source.codes.get(code)
  if (described === undefined) return plain(name, '', { kind: 'unknown-code', code })
  const preset = portalEntry(described, 'DEFAULT')
  const provider = portalText(portalEntry(preset, 'PROVIDER_KEY'))
  const presetValue = portalText(portalEntry(preset, 'PROVIDER_VALUE'))
  const origin = originOf(provider, presetValue)
  const sample = sampleOf(code, described, origin, presetValue, source)
  const read: ReadField = {
    ...plain(name, sample.value, { kind: 'code', code, origin, isVisible }),
    sample,
  }
  return isVisible ? asInput(read, nameOf(described, code), inputTypeOf(described, 'STRING')) : read
}

function inPlace(name: string, described: JsonValue | undefined, isVisible: boolean, source: ModeSource): ReadField {
  if (isUnusableName(name, source.kind)) return unusable(name)
  if (!isVisible) return plain(name, '', { kind: 'nobody' })
  const type = inputTypeOf(described, '')
  const key = `field ${source.kind} ${name}`
  const initial = type === 'Y/N' ? 'Y' : ''
  const value = source.samples.get(key) ?? initial
  const label = nameOf(described, name)
  const choices = type === 'Y/N' ? ['Y', 'N'] : []
  const read: ReadField = {
    ...plain(name, value, { kind: 'buyer' }),
    sample: { key, name, label, value, initial, choices },
  }
  return asInput(read, label, type)
}

/** What a checkbox that is not ticked sends is not documented; it is taken for N. */
function asInput(read: ReadField, label: string, type: string): ReadField {
  const { name: field, value } = read
  switch (type) {
    case 'STRING':
      return { ...read, input: { field, label, type: 'text', value } }
    case 'Y/N': {
      const answer = value === 'Y' ? 'Y' : 'N'
      return { ...read, value: answer, input: { field, label, type: 'checkbox', value: answer } }
    }
    case 'ENUM':
      return { ...read, sample: null, drop: 'empty-list', input: { field, label, type: 'list', value: '' } }
    default:
      return dropped(field, 'input-type')
  }
}

function sampleOf(
  code: string,
  described: JsonValue,
  origin: ValueOrigin,
  presetValue: string,
  { samples, payment }: ModeSource,
): Sample {
  const key = codeSampleKey(code)
  const choices = choicesOf(described)
  const initial = initialOf(code, origin, presetValue, choices, payment)
  const value = samples.get(key) ?? initial
  return { key, name: code, label: nameOf(described, code), value, initial, choices }
}

function initialOf(
  code: string,
  origin: ValueOrigin,
  presetValue: string,
  choices: readonly string[],
  payment: PaymentFacts,
): string {
  switch (origin.kind) {
    case 'provided':
      return providerSample(origin.provider, origin.value, payment)
    case 'fixed':
      return presetValue
    case 'nothing':
      return ''
    case 'set-there':
      return choices[0] ?? `sample-${code}`
  }
}

function choicesOf(described: JsonValue): readonly string[] {
  const input = portalEntry(described, 'INPUT')
  const type = portalText(portalEntry(input, 'TYPE'))
  if (type === 'Y/N') return ['Y', 'N']
  return type === 'ENUM' ? portalEntries(portalEntry(input, 'OPTIONS')).map(([value]) => value) : []
}

/** Only the type in INPUT counts. */
function inputTypeOf(described: JsonValue | undefined, byDefault: string): string {
  const input = portalEntry(described, 'INPUT')
  return input === undefined ? byDefault : portalText(portalEntry(input, 'TYPE'))
}

function nameOf(described: JsonValue | undefined, otherwise: string): string {
  return portalText(portalEntry(described, 'NAME')) || otherwise
}

function plain(name: string, value: string, source: FieldOrigin): ReadField {
  return { name, value, source, input: null, sample: null, drop: null }
}

function dropped(name: string, drop: DropReason): ReadField {
  return { ...plain(name, '', { kind: 'portal' }), drop }
}

function isUnusableName(name: string, kind: ModeKind): boolean {
  return name === '' || OWN_NAMES[kind].includes(name)
}

function unusable(name: string): ReadField {
  return dropped(name, name === '' ? 'no-name' : 'reserved-name')
}
