import type { TextEdit } from '../../json/text-edit'
import type { FieldView, ModeView } from '../handler-view'
import { isMap, isToken, keyOf, kindOf, partOf, scalarTextOf, stringOf, type Item } from '../item'
import type { KnownObject } from '../known-object'
import type { Fix } from '../problem'
import type { RuleContext } from '../rule-context'
import { checkInputType, readInput } from './inputs'
import { reportWrongType } from './value-types'

/** What the portal itself sends along, or passes to the page in the frame (reference 4.4 to 4.6). */
const RESERVED_NAMES = new Set(['BX_PAYSYSTEM_ID', 'BX_RETURN_URL', 'BX_SYSTEM_PARAMS', 'BX_COMPUTED_STYLE'])

const YES = new Set(['Y', 'YES', 'TRUE', '1'])
const NO = new Set(['N', 'NO', 'FALSE', '0'])

/** FIELDS and PARAMS of every mode, and what they refer to (reference 4.7). */
export function checkFields(context: RuleContext): void {
  for (const mode of context.view.modes) {
    checkParams(mode, context)
    for (const field of mode.fields) checkField(field, context)
  }
}

function checkParams({ kind, key, object }: ModeView, context: RuleContext): void {
  const { findings, mends } = context
  const params = object?.get('PARAMS')
  if (params === undefined) return
  const values = { name: key }
  if (object?.get('FIELDS') !== undefined) {
    findings.add('fields-and-params', params, {
      mark: 'key',
      values,
      fix: isMap(params) ? mends.remove(params) : null,
    })
  } else {
    const fix = object?.find('FIELDS') === undefined ? asFields(params, context) : null
    findings.add(kind === 'form' ? 'params-deprecated' : 'params-misplaced', params, { mark: 'key', values, fix })
  }
}

/** Only where each entry names a code: what else may stand there, nobody knows how to read. */
function asFields(params: Item, { mends }: RuleContext): Fix | null {
  const part = partOf(params)
  if (part === undefined || keyOf(params) !== 'PARAMS' || params.node.kind !== 'object') return null
  const edits: TextEdit[] = [{ offset: part.start, length: part.keyEnd - part.start, text: '"FIELDS"' }]
  for (const { node } of params.node.parts) {
    if (node.kind !== 'scalar' || node.value.kind !== 'string') return null
    const text = mends.objectOf('CODE', JSON.stringify(node.value.value))
    edits.push({ offset: node.start, length: node.end - node.start, text })
  }
  return { kind: 'replace', edits }
}

function checkField(field: FieldView, context: RuleContext): void {
  const { item, object, reference, own } = field
  const { findings, mends } = context
  const name = keyOf(item)
  if (isToken(item) && field.code === undefined) return
  if (name === '' || RESERVED_NAMES.has(name)) {
    findings.add('field-name', item, { mark: 'key', values: { field: name, what: name === '' ? 'empty' : 'reserved' } })
  }
  const isOfParams = reference === item && isInParams(item, context)
  if (object === undefined && !isOfParams) {
    const text = stringOf(item)
    const isName = text !== undefined && text !== ''
    const fix = isName ? mends.replace(item, mends.objectOf('CODE', JSON.stringify(text))) : null
    findings.add('field-as-text', item, { values: { field: name }, fix })
    if (!isName) return
  }
  if (own !== undefined) checkOwnField(field, own, context)
  else checkReference(field, context)
  const visible = object?.get('VISIBLE')
  if (visible !== undefined) checkVisible(visible, name, context)
}

function isInParams(item: Item, { view }: RuleContext): boolean {
  return view.modes.some(({ object }) => object?.get('PARAMS')?.node === item.parent?.node)
}

function checkReference({ item, object, reference, code }: FieldView, context: RuleContext): void {
  const { view, findings, mends } = context
  const field = keyOf(item)
  const text = scalarTextOf(reference)
  if (reference === undefined || text === '') {
    const isThere = reference ?? object?.find('CODE')
    if (isThere !== undefined) findings.add('field-code-missing', isThere, { values: { field } })
    else findings.add('field-code-missing', item, { missing: 'CODE', values: { field } })
  } else if (text === undefined || kindOf(reference) === 'boolean') reportWrongType(reference, 'text', context)
  else if (isMap(view.codes.item) && !view.codes.byName.has(text)) {
    const wanted = code?.name
    const fix = wanted === undefined ? null : mends.replaceText(reference, wanted)
    findings.add('code-not-defined', reference, { values: { field, code: text, wanted: wanted ?? '' }, fix })
  }
}

function checkVisible(visible: Item, field: string, { findings, mends }: RuleContext): void {
  const text = stringOf(visible)
  if (text === 'Y' || text === 'N') return
  const wanted = meantVisible(visible)
  const fix = wanted === undefined ? null : mends.replaceText(visible, wanted)
  findings.add('visible-value', visible, { values: { field, wanted: wanted ?? '' }, fix })
}

function meantVisible(visible: Item | undefined): 'Y' | 'N' | undefined {
  const text = scalarTextOf(visible)?.trim().toUpperCase() ?? ''
  if (YES.has(text)) return 'Y'
  return NO.has(text) ? 'N' : undefined
}

function checkOwnField({ item, object }: FieldView, own: KnownObject, context: RuleContext): void {
  const { findings } = context
  const field = keyOf(item)
  if (meantVisible(object?.get('VISIBLE')) !== 'Y')
    findings.add('own-field-hidden', item, { mark: 'key', values: { field } })
  const label = own.get('NAME')
  if (label === undefined) findings.add('code-name-missing', own.item, { missing: 'NAME', values: { code: field } })
  const input = readInput(own, context)
  const type = checkInputType(input, field, context)
  if (input.isMissing) findings.add('own-field-type-missing', own.item, { mark: 'key', values: { field } })
  if (type === 'ENUM' && input.typeItem !== undefined) {
    findings.add('own-field-enum', input.typeItem, { values: { field } })
  }
}

/** The names of all codes that a field leads to. */
export function usedCodes({ view }: RuleContext): ReadonlySet<string> {
  return new Set(view.modes.flatMap(({ fields }) => fields.flatMap(({ code }) => code?.name ?? [])))
}

/** Where each code is named to the letter. */
export function referencesByCode({ view }: RuleContext): ReadonlyMap<string, readonly Item[]> {
  const references = new Map<string, Item[]>()
  for (const { fields } of view.modes) {
    for (const { reference } of fields) {
      const name = stringOf(reference)
      if (name === undefined || reference === undefined) continue
      const known = references.get(name)
      if (known === undefined) references.set(name, [reference])
      else known.push(reference)
    }
  }
  return references
}
