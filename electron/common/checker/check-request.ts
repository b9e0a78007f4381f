import type { JsonNode } from '../json/json-node'
import { checkHandler } from './check-handler'
import { readText } from './families/json-text'
import { createFindings } from './findings'
import { childrenOf, isToken, keyOf, scalarTextOf, type Item } from './item'
import type { Fix, Problem } from './problem'
import type { CheckOptions } from './rule-context'

/**
 * Checks a handler, or a whole request `{ ID, FIELDS }` to change one. Places are of the whole text, while paths begin
 * at the handler; what is wrong with the request around it has an empty path. Never throws.
 */
export function checkRequest(text: string, options: CheckOptions = {}): readonly Problem[] {
  const root = readText(text, createFindings([]))
  const request = root === undefined ? undefined : readUpdate(root)
  if (request === undefined) return checkHandler(text, options)
  const around: Problem[] = []
  checkAround(request, around)
  const { node } = request.fields
  if (node.kind !== 'object') return around
  const inside = checkHandler(text.slice(node.start, node.end), { ...options, isUpdate: true })
  return [...around, ...inside.map(problem => shifted(problem, node.start))]
}

interface UpdateRequest {
  readonly id: Item | undefined
  readonly fields: Item
  readonly others: readonly Item[]
}

/** The portal tells no case in the names of parameters; with the fields of a handler beside it, FIELDS is none. */
function readUpdate(node: JsonNode): UpdateRequest | undefined {
  const entries = childrenOf({ parent: null, key: '', index: 0, node }).map(item => ({
    item,
    name: keyOf(item).toUpperCase(),
  }))
  const named = (name: string): Item | undefined => entries.find(entry => entry.name === name)?.item
  const fields = named('FIELDS')
  if (node.kind !== 'object' || fields === undefined || ['NAME', 'CODE', 'SETTINGS'].some(named)) return undefined
  return { id: named('ID'), fields, others: entries.map(({ item }) => item) }
}

function checkAround({ id, fields, others }: UpdateRequest, problems: Problem[]): void {
  const findings = createFindings(problems)
  const idText = scalarTextOf(id)
  if (!/^[1-9]\d*$/.test(idText?.trim() ?? '')) {
    const { start, end } = id?.node ?? { start: 0, end: 1 }
    findings.addAt('request-id', [], start, end)
  }
  if (fields.node.kind !== 'object') findings.addAt('request-fields', [], fields.node.start, fields.node.end)
  for (const item of others) {
    if (isToken(item)) findings.addAt('access-token', [], item.node.start, item.node.end)
  }
}

function shifted({ from, to, fix, ...problem }: Problem, by: number): Problem {
  return { ...problem, from: from + by, to: to + by, fix: fix === null ? null : shiftedFix(fix, by) }
}

function shiftedFix({ kind, edits }: Fix, by: number): Fix {
  return { kind, edits: edits.map(edit => ({ ...edit, offset: edit.offset + by })) }
}
