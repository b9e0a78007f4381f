import { visit } from 'jsonc-parser'
import type { JsonEntry, JsonValue } from './json-value'

/** A value of a JSON text with its place in it. `start` and `end` count UTF-16 units. */
export type JsonNode =
  | { readonly kind: 'scalar'; readonly start: number; readonly end: number; readonly value: JsonScalar }
  | JsonContainerNode

export interface JsonContainerNode {
  readonly kind: 'array' | 'object'
  readonly start: number
  readonly end: number
  readonly parts: readonly JsonPartNode[]
}

/** An item of an array, which has no key, or an entry of an object. An item's `keyEnd` is its start. */
export interface JsonPartNode {
  readonly key: string | undefined
  readonly start: number
  readonly keyEnd: number
  readonly end: number
  readonly node: JsonNode
}

export type JsonScalar = Exclude<JsonValue, { kind: 'array' | 'object' }>

interface OpenContainer {
  readonly kind: 'array' | 'object'
  readonly start: number
  readonly parts: JsonPartNode[]
  key: { readonly name: string; readonly start: number; readonly end: number } | undefined
}

/** Reads where the values of a text stand, or undefined where it is not JSON. Duplicate keys are kept. */
export function readJsonNodes(text: string): JsonNode | undefined {
  const open: OpenContainer[] = []
  let root: JsonNode | undefined
  let errors = 0
  visit(
    text,
    {
      onObjectBegin: start => {
        open.push({ kind: 'object', start, parts: [], key: undefined })
      },
      onArrayBegin: start => {
        open.push({ kind: 'array', start, parts: [], key: undefined })
      },
      onObjectProperty: (name, start, length) => {
        const container = open.at(-1)
        if (container !== undefined) container.key = { name, start, end: start + length }
      },
      onLiteralValue: (value, start, length) => {
        const end = start + length
        add({ kind: 'scalar', start, end, value: scalarOf(value, text.slice(start, end)) })
      },
      onObjectEnd: close,
      onArrayEnd: close,
      onError: () => {
        errors++
      },
    },
    { disallowComments: true },
  )
  return errors > 0 ? undefined : root

  function close(offset: number, length: number): void {
    const container = open.pop()
    if (container !== undefined) {
      add({ kind: container.kind, start: container.start, end: offset + length, parts: container.parts })
    }
  }

  function add(node: JsonNode): void {
    const container = open.at(-1)
    if (container === undefined) root = node
    else {
      const { key } = container
      const start = key?.start ?? node.start
      container.parts.push({ key: key?.name, start, keyEnd: key?.end ?? start, end: node.end, node })
      container.key = undefined
    }
  }
}

/** Whether a node is the value to the letter, with its order of keys. */
export function isSameValue(node: JsonNode, value: JsonValue): boolean {
  if (node.kind === 'scalar') return isSameScalar(node.value, value)
  if (node.kind !== value.kind) return false
  const parts = partsOf(value)
  return (
    node.parts.length === parts.length &&
    parts.every(([key, item], index) => {
      const part = node.parts[index]
      return part !== undefined && part.key === key && isSameValue(part.node, item)
    })
  )
}

/** The items of an array, without keys, or the entries of an object. */
export function partsOf(value: JsonValue): readonly (JsonEntry | readonly [key: undefined, value: JsonValue])[] {
  if (value.kind === 'array') return value.items.map(item => [undefined, item])
  return value.kind === 'object' ? value.entries : []
}

function isSameScalar(one: JsonScalar, other: JsonValue): boolean {
  if (one.kind === 'number') return other.kind === 'number' && one.lexeme === other.lexeme
  if (one.kind === 'null') return other.kind === 'null'
  return one.kind === other.kind && one.value === other.value
}

function scalarOf(value: unknown, written: string): JsonScalar {
  if (typeof value === 'string') return { kind: 'string', value }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  return value === null ? { kind: 'null' } : { kind: 'number', lexeme: written }
}
