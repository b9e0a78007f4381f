import type { JsonContainerNode, JsonNode, JsonPartNode } from '../json/json-node'
import type { JsonPath } from '../json/json-pointer'

/** A value of the checked text with its way from the handler and its place in what holds it. */
export interface Item {
  readonly path: JsonPath
  readonly node: JsonNode
  /** Null for the whole text. */
  readonly slot: { readonly holder: JsonContainerNode; readonly index: number } | null
}

export function partOf(item: Item): JsonPartNode | undefined {
  return item.slot?.holder.parts[item.slot.index]
}

/** The key of an entry as it is written, the index of an item of an array, or nothing for the whole text. */
export function keyOf(item: Item): string {
  return String(item.path.at(-1) ?? '')
}

/** What a value holds. Of duplicate keys the last one counts, as it does on a portal. */
export function childrenOf(item: Item): Item[] {
  const holder = item.node
  if (holder.kind === 'scalar') return []
  const last = new Map(holder.parts.map((part, index) => [part.key ?? index, index]))
  return holder.parts.flatMap((part, index) => {
    const key = part.key ?? index
    return last.get(key) === index ? [{ path: [...item.path, key], node: part.node, slot: { holder, index } }] : []
  })
}

/** The string a value is, or undefined. */
export function stringOf(item: Item | undefined): string | undefined {
  return item?.node.kind === 'scalar' && item.node.value.kind === 'string' ? item.node.value.value : undefined
}

/** What a string, number or boolean is as text; undefined for anything else. */
export function scalarTextOf(item: Item | undefined): string | undefined {
  if (item?.node.kind !== 'scalar') return undefined
  const { value } = item.node
  if (value.kind === 'number') return value.lexeme
  return value.kind === 'null' ? undefined : String(value.value)
}

export type ValueKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null'

export function kindOf(item: Item): ValueKind {
  return item.node.kind === 'scalar' ? item.node.value.kind : item.node.kind
}

const TOKEN_KEYS = new Set(['auth', 'access_token', 'refresh_token', 'client_secret'])

/** Whether an entry is an access token by its key. A field or code of that name has an object, and is none. */
export function isToken(item: Item): boolean {
  return TOKEN_KEYS.has(keyOf(item)) && (stringOf(item) ?? '') !== ''
}

/** Whether a value can be read as a map. The portal makes no difference between an empty object and an empty list. */
export function isMap(item: Item | undefined): boolean {
  if (item === undefined || item.node.kind === 'scalar') return false
  return item.node.kind === 'object' || item.node.parts.length === 0
}

/** What PHP's `empty` says of a value: the portal's checks are made with it. */
export function isEmpty(item: Item | undefined): boolean {
  if (item === undefined) return true
  if (item.node.kind !== 'scalar') return item.node.parts.length === 0
  const { value } = item.node
  switch (value.kind) {
    case 'null':
      return true
    case 'boolean':
      return !value.value
    case 'string':
      return value.value === '' || value.value === '0'
    case 'number':
      return Number(value.lexeme) === 0
  }
}
