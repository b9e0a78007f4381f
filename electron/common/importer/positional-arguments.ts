import { fieldValue } from '../handlers/handler-fields'
import { scalarNode, type LiteralEntry, type LiteralNode } from './literal-node'

const QUOTED = String.raw`(["'])((?:(?!\1)[^\\\n]|\\.){0,300})\1`
/** `handler()->add('Name', 'code', [` of the PHP SDK: a handler's fields in the order of the function. */
const ADD = new RegExp(
  String.raw`handler\(\)\s*(?:->|\.)\s*add\(\s*${QUOTED}\s*,\s*${QUOTED.replaceAll('1', '3')}\s*,\s*$`,
  'i',
)
const UPDATE = /handler\(\)\s*(?:->|\.)\s*update\(\s*(\d{1,20})\s*,\s*$/i
const SORT_AFTER = /^\s*,\s*(-?\d{1,15})\s*\)/

/** Adds what a function takes beside a literal, and by its place only. `before` and `after` are the text around it. */
export function withPositionalArguments(root: LiteralNode, before: string, after: string): LiteralNode {
  const { start } = root
  const id = UPDATE.exec(before)?.[1]
  if (id !== undefined) {
    const entries: LiteralEntry[] = [['ID', scalarNode({ kind: 'number', lexeme: id }, start)]]
    return { kind: 'object', entries: [...entries, ['FIELDS', root]], start, notes: [] }
  }
  const add = ADD.exec(before)
  if (add === null) return root
  const sort = SORT_AFTER.exec(after)?.[1]
  const entries: LiteralEntry[] = [
    ['NAME', scalarNode({ kind: 'string', value: plain(add[2]) }, start)],
    ['CODE', scalarNode({ kind: 'string', value: plain(add[4]) }, start)],
  ]
  if (sort !== undefined) {
    const value = fieldValue('SORT', { kind: 'string', value: sort })
    if (value.kind === 'string' || value.kind === 'number') entries.push(['SORT', scalarNode(value, start)])
  }
  return { kind: 'object', entries: [...entries, ['SETTINGS', root]], start, notes: [] }
}

/** Arguments by keyword, which libraries name in lower case, under the names a portal has for them. */
export function withFieldNames(root: LiteralNode): LiteralNode {
  if (root.kind !== 'object') return root
  const names: Readonly<Record<string, string>> = { BITRIX_ID: 'ID', HANDLER_ID: 'ID' }
  const entries = root.entries.map(([key, item]): LiteralEntry => {
    const name = key.toUpperCase()
    return [names[name] ?? name, item]
  })
  return { ...root, entries }
}

function plain(written: string | undefined): string {
  return (written ?? '').replace(/\\(["'\\])/g, '$1')
}
