import type { TextEdit } from '../../json/text-edit'
import type { CodeView } from '../handler-view'
import { childrenOf, isEmpty, keyOf, kindOf, partOf, scalarTextOf, type Item } from '../item'
import type { KnownObject } from '../known-object'
import type { Fix } from '../problem'
import { isCheckboxProvider, isUndocumentedProvider, providerOf, valuesOfProvider, type Provider } from '../provider'
import type { RuleContext } from '../rule-context'
import { meantType } from './inputs'

/** DEFAULT of the codes: providers and the values they have (reference 4.3). */
export function checkDefaults(context: RuleContext): void {
  for (const code of context.view.codes.list) {
    const object = code.default
    if (object === undefined || isEmpty(object.item)) continue
    const provider = providerOf(object)
    if (provider !== undefined) checkDefault(code, object, provider, context)
  }
}

function checkDefault(code: CodeView, object: KnownObject, provider: Provider, context: RuleContext): void {
  const { findings } = context
  const { keyItem, valueItem } = provider
  const stray = object.others.filter(item => keyOf(item) === 'TYPE' || keyOf(item) === 'VALUE')
  const [first] = stray
  if (first !== undefined) {
    const fix = renamed(object, stray)
    findings.add('default-as-type-value', first, { mark: 'key', values: { code: code.name }, fix })
  }
  if (keyItem === undefined || isEmpty(keyItem)) reportMissing('PROVIDER_KEY', keyItem)
  else checkProvider(keyItem, provider, context)
  const isValueNeeded = provider.key !== undefined && provider.key !== 'VALUE'
  if (valueItem === undefined || scalarTextOf(valueItem) === '') {
    if (isValueNeeded) reportMissing('PROVIDER_VALUE', valueItem)
  } else checkValue(code, valueItem, provider, context)

  function reportMissing(missing: string, item: Item | undefined): void {
    const values = { code: code.name, missing }
    if (item !== undefined) findings.add('default-incomplete', item, { values })
    else findings.add('default-incomplete', object.item, { missing, values })
  }
}

function renamed(object: KnownObject, stray: readonly Item[]): Fix | null {
  const edits: TextEdit[] = []
  for (const item of stray) {
    const name = keyOf(item) === 'TYPE' ? 'PROVIDER_KEY' : 'PROVIDER_VALUE'
    const part = partOf(item)
    // Under its right name a value of another type would be a problem of its own.
    const isText = kindOf(item) === 'string' || kindOf(item) === 'number'
    if (part === undefined || !isText || object.find(name) !== undefined) return null
    edits.push({ offset: part.start, length: part.keyEnd - part.start, text: JSON.stringify(name) })
  }
  return { kind: 'rename', edits }
}

function checkProvider(item: Item, { key }: Provider, { findings, mends }: RuleContext): void {
  const text = scalarTextOf(item)
  if (text === undefined) return
  const values = { provider: text, wanted: key ?? '' }
  if (isCheckboxProvider(text)) findings.add('provider-checkbox', item, { values })
  else if (key !== text) {
    findings.add('provider-unknown', item, { values, fix: key === undefined ? null : mends.replaceText(item, key) })
  }
  if (key !== undefined && isUndocumentedProvider(key)) findings.add('provider-undocumented', item, { values })
}

function checkValue(code: CodeView, item: Item, { key, value }: Provider, { findings, mends }: RuleContext): void {
  const text = scalarTextOf(item)
  if (key === undefined || text === undefined) return
  if (valuesOfProvider(key) !== null) {
    if (value === text) return
    const fix = value === undefined ? null : mends.replaceText(item, value)
    findings.add('provider-value-unknown', item, { values: { provider: key, value: text, wanted: value ?? '' }, fix })
  } else if ((key === 'VALUE' || key === 'INPUT') && !isChoice(code, text)) {
    findings.add('default-not-an-option', item, { values: { code: code.name } })
  }
}

/** Whether a fixed default is one of what the input lets a person choose. */
function isChoice({ input }: CodeView, text: string): boolean {
  const type = meantType(scalarTextOf(input?.get('TYPE')) ?? '')
  if (type === 'Y/N') return text === 'Y' || text === 'N'
  const options = input?.get('OPTIONS')
  if (type !== 'ENUM' || options?.node.kind !== 'object' || isEmpty(options)) return true
  return childrenOf(options).some(option => keyOf(option) === text)
}
