import type { JsonContainerNode, JsonNode, JsonPartNode } from '../json/json-node'
import type { JsonPath } from '../json/json-pointer'

/** A value of the checked text with its place in what holds it. */
export interface Item {
  /** Null for the whole text, whose key is empty. */
  readonly parent: Item | null
  /** The key of an entry as it is written, or the index of an item of an array. */
  readonly key: string | number
  /** The place among the parts of the parent. */
  readonly index: number
  readonly node: JsonNode
}

/** The way from the handler. */
export function pathOf({ parent, key }: Item): JsonPath {
  return parent === null ? [] : [...pathOf(parent), key]
}

export function keyOf({ key }: Item): string {
  return String(key)
}

/** The array or object that holds a value. */
export function holderOf({ parent }: Item): JsonContainerNode | undefined {
  return parent === null || parent.node.kind === 'scalar' ? undefined : parent.node
}

export function partOf(item: Item): JsonPartNode | undefined {
  return holderOf(item)?.parts[item.index]
}

/** What a value holds. Of duplicate keys the last one counts, as it does on a portal. */
export function childrenOf(parent: Item): Item[] {
  if (parent.node.kind === 'scalar') return []
  const items = parent.node.parts.map(({ key, node }, index): Item => ({ parent, key: key ?? index, index, node }))
  if (!hasDuplicateKeys(parent.node)) return items
  const last = new Map(items.map(({ key, index }) => [key, index]))
  return items.filter(({ key, index }) => last.get(key) === index)
}

const FEW = 8

function hasDuplicateKeys({ kind, parts }: JsonContainerNode): boolean {
  if (kind === 'array') return false
  // Most objects are small, and for those comparing is faster than a set.
  if (parts.length <= FEW) {
    return parts.some(({ key }, index) => parts.findIndex(other => other.key === key) < index)
  }
  return new Set(parts.map(({ key }) => key)).size < parts.length
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
