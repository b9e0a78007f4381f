import type { TextEdit } from '../../json/text-edit'
import type { CodeView } from '../handler-view'
import { keyOf, partOf, scalarTextOf, stringOf, type Item } from '../item'
import type { Fix } from '../problem'
import type { RuleContext } from '../rule-context'
import { referencesByCode, usedCodes } from './fields'
import { checkSort } from './identity'

/** CODES: their names, their descriptions, and whether anything uses them (reference 4.2). */
export function checkCodes(context: RuleContext): void {
  const { view, findings } = context
  const used = usedCodes(context)
  const references = referencesByCode(context)
  const byUpperName = new Map<string, CodeView[]>()
  for (const code of view.codes.list) {
    const upper = code.name.toUpperCase()
    const twins = byUpperName.get(upper)
    if (twins === undefined) byUpperName.set(upper, [code])
    else twins.push(code)
  }
  for (const code of view.codes.list) {
    checkName(code, byUpperName.get(code.name.toUpperCase()) ?? [], references, context)
    checkDescription(code, context)
    if (!used.has(code.name) && view.modes.length > 0) {
      findings.add('code-unused', code.item, { mark: 'key', values: { code: code.name } })
    }
  }
}

function checkName(
  { name, item }: CodeView,
  twins: readonly CodeView[],
  references: ReadonlyMap<string, readonly Item[]>,
  { findings }: RuleContext,
): void {
  const wanted = name.toUpperCase()
  const [first] = twins
  if (first !== undefined && first.name !== name) {
    findings.add('code-twins', item, { mark: 'key', values: { code: name, other: first.name } })
  } else if (name !== wanted) {
    const fix = twins.length > 1 ? null : renamed(item, wanted, references.get(name) ?? [])
    findings.add('code-lower-case', item, { mark: 'key', values: { code: name, wanted }, fix })
  }
  if (!/^\w+$/.test(name)) {
    const what = name === '' ? 'empty' : 'other'
    findings.add('code-characters', item, { mark: 'key', values: { code: name, what } })
  }
  if (/^PS_(?:CHANGE_STATUS_PAY|WORK_MODE)(?:_|$)/.test(name)) {
    findings.add('code-looks-reserved', item, { mark: 'key', values: { code: name } })
  }

  function renamed(code: Item, to: string, fields: readonly Item[]): Fix | null {
    const key = partOf(code)
    if (key?.key === undefined) return null
    const text = JSON.stringify(to)
    const edits: TextEdit[] = fields.map(({ node }) => ({ offset: node.start, length: node.end - node.start, text }))
    edits.push({ offset: key.start, length: key.keyEnd - key.start, text })
    return { kind: 'rename', edits: edits.sort((one, other) => one.offset - other.offset) }
  }
}

function checkDescription({ name, object }: CodeView, context: RuleContext): void {
  const { findings } = context
  if (object === undefined) return
  const label = object.get('NAME')
  if (label === undefined) findings.add('code-name-missing', object.item, { missing: 'NAME', values: { code: name } })
  else if (stringOf(label)?.trim() === '') findings.add('code-name-missing', label, { values: { code: name } })
  const sort = object.get('SORT')
  if (sort !== undefined) checkSort(sort, context)
  const group = scalarTextOf(object.get('GROUP'))
  const item = object.get('GROUP')
  if (item !== undefined && group !== undefined && group !== 'PAYMENT') {
    findings.add('group-unlisted', item, { values: { group } })
  }
  const pair = object.others.filter(other => keyOf(other) === 'TYPE' || keyOf(other) === 'VALUE')
  const value = pair.find(other => keyOf(other) === 'VALUE')
  if (value !== undefined) {
    findings.add('default-as-type-value', pair[0] ?? value, { mark: 'key', values: { code: name } })
  }
}
