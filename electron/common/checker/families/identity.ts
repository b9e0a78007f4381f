import { kindOf, scalarTextOf, stringOf, type Item } from '../item'
import type { RuleContext } from '../rule-context'

const MAX_NAME_LENGTH = 255
const MAX_CODE_LENGTH = 50

/** NAME, CODE and SORT of the handler (reference 3.1; limits as portals have them). */
export function checkIdentity(context: RuleContext): void {
  const { view, findings, options } = context
  const name = view.handler.get('NAME')
  const code = view.handler.get('CODE')
  const isLeftAsItIs = (field: string): boolean => options.isUpdate === true && view.handler.find(field) === undefined
  if (name === undefined) {
    if (!isLeftAsItIs('NAME')) reportMissing('name-missing', 'NAME')
  } else checkName(name, context)
  if (code === undefined) {
    if (!isLeftAsItIs('CODE')) reportMissing('handler-code-missing', 'CODE')
  } else checkCode(code, context)
  const sort = view.handler.get('SORT')
  if (sort !== undefined) checkSort(sort, context)

  function reportMissing(rule: 'name-missing' | 'handler-code-missing', field: string): void {
    const nothing = view.handler.find(field)
    if (nothing === undefined) findings.add(rule, view.root, { missing: field })
    else findings.add(rule, nothing)
  }
}

function checkName(name: Item, { findings, mends }: RuleContext): void {
  const text = stringOf(name)
  if (text === undefined) return
  const trimmed = text.trim()
  const length = Array.from(trimmed).length
  if (trimmed === '') findings.add('name-missing', name)
  else if (length > MAX_NAME_LENGTH) findings.add('name-too-long', name, { values: { length } })
  if (trimmed !== '' && trimmed !== text) {
    findings.add('outer-spaces', name, { values: { name: 'NAME' }, fix: mends.replaceText(name, trimmed) })
  }
}

function checkCode(code: Item, { findings, mends, options }: RuleContext): void {
  const text = scalarTextOf(code)
  if (text === undefined) return
  const trimmed = text.trim()
  const length = Array.from(trimmed).length
  if (trimmed === '') findings.add('handler-code-missing', code)
  else if (length > MAX_CODE_LENGTH) findings.add('handler-code-too-long', code, { values: { length } })
  else if (/^\d+$/.test(trimmed)) findings.add('handler-code-digits', code)
  else if (!/^[\w.-]+$/.test(trimmed)) findings.add('handler-code-characters', code)
  if (trimmed === '') return
  if (trimmed !== text) {
    findings.add('outer-spaces', code, { values: { name: 'CODE' }, fix: mends.replaceText(code, trimmed) })
  }
  if (options.otherCodes?.some(other => other.toLowerCase() === trimmed.toLowerCase()) === true) {
    findings.add('handler-code-taken', code, { values: { code: trimmed } })
  }
}

/** A SORT of the handler or of a code: the portal casts it to an integer. */
export function checkSort(sort: Item, { findings, mends }: Pick<RuleContext, 'findings' | 'mends'>): void {
  const values = { name: 'SORT' }
  const text = stringOf(sort)
  if (text !== undefined && /^(?:0|-?[1-9]\d{0,9})$/.test(text)) {
    findings.add('sort-as-text', sort, { values, fix: mends.replace(sort, text) })
  } else if (kindOf(sort) !== 'number' || !/^-?\d{1,10}(?:\.0+)?$/.test(scalarTextOf(sort) ?? '')) {
    findings.add('sort-not-whole', sort, { values })
  }
}
