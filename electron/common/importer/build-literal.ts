import { MAX_JSON_DEPTH } from '../json/json-value'
import { scalarNode, withNotes, type LiteralEntry, type LiteralNode } from './literal-node'
import type { RepairKind } from './repairs'
import type { Bracket, Token } from './tokens'

interface Part {
  readonly key: string | undefined
  readonly node: LiteralNode
}

interface Container {
  readonly bracket: Bracket
  readonly isList: boolean
  readonly start: number
  readonly parts: Part[]
  readonly notes: RepairKind[]
  pending: { readonly key: string; readonly start: number; readonly notes: readonly RepairKind[] } | null
}

/** Makes a value of balanced tokens, or null where there is none, or none that a portal would read. */
export function buildLiteral(tokens: readonly Token[], keysInSquareBrackets: boolean): LiteralNode | null {
  const open: Container[] = []
  const roots: LiteralNode[] = []
  const late: RepairKind[] = []
  for (const token of tokens) {
    const container = open.at(-1)
    switch (token.kind) {
      case 'open':
        if (open.length === MAX_JSON_DEPTH) return null
        open.push({
          bracket: token.bracket,
          isList: token.isList,
          start: token.start,
          parts: [],
          notes: [],
          pending: null,
        })
        break
      case 'close':
        if (container !== undefined) {
          open.pop()
          finishKey(container)
          add(toNode(container, keysInSquareBrackets))
        }
        break
      case 'key':
        if (container !== undefined) {
          finishKey(container)
          container.pending = token
        }
        break
      case 'value':
        add(token.node)
        break
      case 'comma':
        if (container !== undefined) finishKey(container)
        break
      case 'mark':
        ;(container?.notes ?? late).push(token.what)
        break
    }
  }
  const [root] = roots
  return root === undefined ? null : withNotes(root, ...late)

  function add(node: LiteralNode): void {
    const container = open.at(-1)
    if (container === undefined) {
      roots.push(node)
      return
    }
    const { pending } = container
    container.pending = null
    const noted = pending === null ? node : withNotes(node, ...pending.notes)
    container.parts.push({ key: pending?.key, node: noted })
  }
}

/** A key whose value is missing, because the text ends there, has no value. */
function finishKey(container: Container): void {
  if (container.pending === null) return
  const { key, start, notes } = container.pending
  container.parts.push({ key, node: scalarNode({ kind: 'null' }, start, [...notes, 'text-cut']) })
  container.pending = null
}

function toNode(container: Container, keysInSquareBrackets: boolean): LiteralNode {
  const { bracket, parts, start, notes } = container
  const hasKeys = parts.some(part => part.key !== undefined)
  const mayBeList = bracket === '[' || bracket === '(' || container.isList
  if (!hasKeys && (mayBeList || parts.length > 0)) {
    const own: readonly RepairKind[] = mayBeList ? notes : [...notes, 'list-brackets']
    return { kind: 'array', items: parts.map(part => part.node), start, notes: own }
  }
  const isWrongBracket = bracket === '[' && hasKeys && !keysInSquareBrackets
  const own: RepairKind[] = isWrongBracket ? [...notes, 'list-brackets'] : [...notes]
  const entries: LiteralEntry[] = []
  let index = 0
  for (const { key, node } of parts) {
    if (key !== undefined) entries.push([key, node])
    // What is spread into an object is not known here.
    else if (node.kind === 'scalar' && node.isPlaceholder) own.push('expression-replaced')
    else entries.push([String(index++), node])
  }
  return { kind: 'object', entries, start, notes: own }
}
