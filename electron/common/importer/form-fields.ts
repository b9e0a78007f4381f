import { scalarNode, type LiteralEntry, type LiteralNode } from './literal-node'
import type { JsonScalar } from '../json/json-value'

/** A field of a form, its name still in brackets as `SETTINGS[CODES][A][NAME]`. Both are decoded. */
export interface FormField {
  readonly name: string
  readonly value: string
  readonly start: number
}

const MAX_FIELDS = 20_000
const MAX_NESTING = 64

/** Takes a query or a form's body apart. `start` is where it stands in its text. */
export function readFormFields(body: string, start: number): FormField[] {
  const fields: FormField[] = []
  let at = 0
  for (const part of body.split('&')) {
    if (fields.length === MAX_FIELDS) break
    const equals = part.indexOf('=')
    if (equals > 0) {
      fields.push({ name: decoded(part.slice(0, equals)), value: decoded(part.slice(equals + 1)), start: start + at })
    }
    at += part.length + 1
  }
  return fields
}

interface Branch {
  readonly start: number
  readonly children: Map<string, Branch | JsonScalar>
}

/** Builds the value that a portal makes of a form's fields: brackets nest, and keys 0, 1, 2 … are a list. */
export function nestFormFields(fields: readonly FormField[], start: number): LiteralNode {
  const root: Branch = { start, children: new Map() }
  for (const field of fields) {
    const path = pathOf(field.name)
    if (path.length === 0 || path.length > MAX_NESTING) continue
    let branch = root
    for (const [index, part] of path.entries()) {
      const key = part === '' ? String(branch.children.size) : part
      if (index === path.length - 1) branch.children.set(key, scalarOf(key, field.value, index))
      else branch = branchAt(branch, key, field.start)
    }
  }
  return toNode(root)
}

/** The keys in `A[B][]`; a name whose brackets do not match is one key. */
export function pathOf(name: string): string[] {
  const first = /^[^[\]]+/.exec(name)?.[0]
  if (first === undefined) return name === '' ? [] : [name]
  const rest = name.slice(first.length)
  if (!/^(?:\[[^[\]]*\])*$/.test(rest)) return [name]
  return [first, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, key = '']) => key)]
}

function branchAt(branch: Branch, key: string, start: number): Branch {
  const known = branch.children.get(key)
  if (known !== undefined && 'children' in known) return known
  const fresh: Branch = { start, children: new Map() }
  branch.children.set(key, fresh)
  return fresh
}

/** A form has no numbers: the handler's SORT, documented as one, becomes one again. */
function scalarOf(key: string, value: string, depth: number): JsonScalar {
  const isSort = key.toUpperCase() === 'SORT' && depth <= 1 && /^(?:0|-?[1-9]\d{0,14})$/.test(value)
  return isSort ? { kind: 'number', lexeme: value } : { kind: 'string', value }
}

function toNode(branch: Branch): LiteralNode {
  const entries = [...branch.children].map(([key, child]): LiteralEntry => {
    return [key, 'children' in child ? toNode(child) : scalarNode(child, branch.start)]
  })
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index))
  if (isList) return { kind: 'array', items: entries.map(([, item]) => item), start: branch.start, notes: [] }
  return { kind: 'object', entries, start: branch.start, notes: [] }
}

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    // A stray percent sign: what can be decoded is.
    return spaced.replace(/(?:%[\da-f]{2})+/gi, run => {
      try {
        return decodeURIComponent(run)
      } catch {
        return run
      }
    })
  }
}

/** An object whose keys are names of form fields, as a dictionary for a form's body has them, with its fields nested. */
export function withNestedFields(root: LiteralNode): LiteralNode {
  if (root.kind !== 'object' || !root.entries.some(([key]) => /^(?:FIELDS|SETTINGS)\[/i.test(key))) return root
  const fields = root.entries.flatMap(([name, node]): FormField[] => {
    if (node.kind !== 'scalar') return []
    const { value } = node
    const text = value.kind === 'string' ? value.value : value.kind === 'number' ? value.lexeme : ''
    return [{ name, value: text, start: node.start }]
  })
  return nestFormFields(fields, root.start)
}
