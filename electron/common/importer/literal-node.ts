import type { JsonEntry, JsonScalar, JsonValue } from '../json/json-value'
import type { Repair, RepairKind } from './repairs'

/** A value read out of some source, with what was done to it. `start` is its offset in the text it was read from. */
export type LiteralNode = ScalarNode | ListNode | ObjectNode

interface NodeNotes {
  readonly start: number
  readonly notes: readonly RepairKind[]
}

export interface ScalarNode extends NodeNotes {
  readonly kind: 'scalar'
  readonly value: JsonScalar
  /** Whether the source had no literal here, so that the value only stands for one. */
  readonly isPlaceholder: boolean
}

export interface ListNode extends NodeNotes {
  readonly kind: 'array'
  readonly items: readonly LiteralNode[]
}

export interface ObjectNode extends NodeNotes {
  readonly kind: 'object'
  readonly entries: readonly LiteralEntry[]
}

export type LiteralEntry = readonly [key: string, node: LiteralNode]

export function scalarNode(
  value: JsonScalar,
  start: number,
  notes: readonly RepairKind[] = [],
  isPlaceholder = false,
): ScalarNode {
  return { kind: 'scalar', value, start, notes, isPlaceholder }
}

export function withNotes<Node extends LiteralNode>(node: Node, ...notes: readonly RepairKind[]): Node {
  return notes.length === 0 ? node : { ...node, notes: [...node.notes, ...notes] }
}

/** The value at a key, or undefined. Of duplicate keys the last one counts. */
export function entryAt(node: LiteralNode | undefined, key: string): LiteralNode | undefined {
  return node?.kind === 'object' ? node.entries.findLast(([name]) => name === key)?.[1] : undefined
}

/** The text of a string or number, or undefined for anything else and for what only stands for a value. */
export function textAt(node: LiteralNode | undefined, key: string): string | undefined {
  const scalar = entryAt(node, key)
  if (scalar?.kind !== 'scalar' || scalar.isPlaceholder) return undefined
  if (scalar.value.kind === 'string') return scalar.value.value
  return scalar.value.kind === 'number' ? scalar.value.lexeme : undefined
}

/** The plain value of a node. Of duplicate keys the last value stands at the place of the first, as in every language read. */
export function valueOf(node: LiteralNode): JsonValue {
  switch (node.kind) {
    case 'scalar':
      return node.value
    case 'array':
      return { kind: 'array', items: node.items.map(valueOf) }
    case 'object': {
      const entries = new Map<string, JsonValue>()
      for (const [key, item] of node.entries) entries.set(key, valueOf(item))
      return { kind: 'object', entries: [...entries] satisfies JsonEntry[] }
    }
  }
}

/** What was done inside a node, in the order of the text. */
export function repairsOf(root: LiteralNode): Repair[] {
  const repairs: Repair[] = []
  collect(root, [])
  return repairs

  function collect(node: LiteralNode, path: readonly (string | number)[]): void {
    for (const what of node.notes) repairs.push({ path, what })
    if (node.kind === 'array') for (const [index, item] of node.items.entries()) collect(item, [...path, index])
    if (node.kind !== 'object') return
    const seen = new Set<string>()
    for (const [key, item] of node.entries) {
      const inner = [...path, key]
      if (seen.has(key)) repairs.push({ path: inner, what: 'duplicate-key' })
      seen.add(key)
      collect(item, inner)
    }
  }
}
