import { INPUT_TYPES, type InputType } from '../handler-keys'
import { childrenOf, isEmpty, keyOf, kindOf, scalarTextOf, type Item } from '../item'
import type { KnownObject } from '../known-object'
import { nearestName } from '../nearest-name'
import type { RuleContext } from '../rule-context'
import { reportWrongType } from './value-types'

/** The input of a code or of a field of its own, wherever its type was put. */
export interface InputView {
  /** What INPUT is, object or not. */
  readonly item: Item | undefined
  readonly typeItem: Item | undefined
  readonly options: Item | undefined
  /** Whether nothing says what the input is. */
  readonly isMissing: boolean
}

/** INPUT of the codes (reference 4.2). */
export function checkInputs(context: RuleContext): void {
  for (const { name, object } of context.view.codes.list) {
    if (object === undefined) continue
    const input = readInput(object, context)
    checkInputType(input, name, context)
    if (input.item !== undefined && isObject(input.item) && input.typeItem === undefined) {
      context.findings.add('input-type-missing', input.item, { mark: 'key', values: { name } })
    }
  }
}

/** Finds the input's type, in INPUT, beside it, or in its place, and reports one that is not where it belongs. */
export function readInput(owner: KnownObject, context: RuleContext): InputView {
  const { view, findings, mends } = context
  const item = owner.get('INPUT')
  const object = item === undefined ? undefined : view.objectOf(item)
  const beside = owner.others.find(other => keyOf(other) === 'TYPE' && isTypeOfInput(owner))
  if (beside !== undefined) {
    const isMovable = owner.find('INPUT') === undefined && kindOf(beside) === 'string'
    const fix = isMovable ? mends.wrap(beside, 'INPUT') : null
    findings.add('type-misplaced', beside, { mark: 'key', values: { name: keyOf(owner.item) }, fix })
  }
  if (item !== undefined && !isObject(item)) {
    const text = scalarTextOf(item) ?? ''
    const fix = meantType(text) === undefined ? null : mends.replace(item, mends.objectOf('TYPE', JSON.stringify(text)))
    reportWrongType(item, 'map', context, fix)
    return { item, typeItem: fix === null ? undefined : item, options: undefined, isMissing: false }
  }
  const typeItem = object?.get('TYPE') ?? beside
  return { item, typeItem, options: object?.get('OPTIONS'), isMissing: typeItem === undefined }
}

/** With VALUE beside it, TYPE is the provider that a payment system has there. */
function isTypeOfInput(owner: KnownObject): boolean {
  return owner.kind !== 'code' || !owner.others.some(other => keyOf(other) === 'VALUE')
}

/** Checks the type and the options, and answers the type that must have been meant. */
export function checkInputType(
  { item, typeItem, options }: InputView,
  name: string,
  context: RuleContext,
): InputType | undefined {
  const { findings, mends } = context
  const text = scalarTextOf(typeItem)
  const type = text === undefined ? undefined : meantType(text)
  if (typeItem !== undefined && text !== undefined && type !== text) {
    const fix = type === undefined ? null : mends.replaceText(typeItem, type)
    findings.add('input-type-unknown', typeItem, { values: { type: text, wanted: type ?? '' }, fix })
  }
  if (type === 'ENUM') checkOptions(item ?? typeItem, options, name, context)
  else if (options !== undefined && !isEmpty(options) && type !== undefined) {
    findings.add('options-unused', options, { mark: 'key', values: { name } })
  }
  return type
}

function checkOptions(input: Item | undefined, options: Item | undefined, name: string, context: RuleContext): void {
  const { findings } = context
  const values = { name }
  if (options === undefined) {
    if (input === undefined) return
    if (isObject(input)) findings.add('enum-without-options', input, { missing: 'OPTIONS', values })
    else findings.add('enum-without-options', input, { values })
  } else if (kindOf(options) !== 'object' && kindOf(options) !== 'array') reportWrongType(options, 'map', context)
  else if (isEmpty(options)) findings.add('enum-without-options', options, { mark: 'key', values })
  else if (kindOf(options) === 'array') findings.add('options-as-list', options, { mark: 'key', values })
  else {
    for (const label of childrenOf(options)) {
      if (scalarTextOf(label) === undefined) reportWrongType(label, 'text', context)
    }
  }
}

/** The type that a spelling must have been meant for: `Y\N` is how the provider of checkboxes is written. */
export function meantType(text: string): InputType | undefined {
  const plain = text.trim().toUpperCase().replace('\\', '/')
  return INPUT_TYPES.find(type => type === plain) ?? (nearestName(plain, ['STRING', 'ENUM']) as InputType | undefined)
}

function isObject(item: Item): boolean {
  return kindOf(item) === 'object' || (kindOf(item) === 'array' && isEmpty(item))
}
