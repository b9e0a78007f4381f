import { isLosslessNumber, LosslessNumber } from 'lossless-json'
import type { JSONParser } from 'vanilla-jsoneditor'
import { firstDuplicateKey } from '#common/json/duplicate-keys'
import { parseJson, printJson, type JsonValue } from '#common/json/json-value'

/**
 * The tree asks lodash whether a new value differs from the shown one, and lodash ignores the order of keys. A number of
 * its own makes each object that is made anew a different one.
 */
const VERSION = Symbol('version')

type TreeObject = Record<string, unknown> & { readonly [VERSION]: number }

const LOOKS_LIKE_INDEX = /^(?:0|[1-9]\d*)$/

let versions = 0

/**
 * A value as the tree shows it: numbers keep their spelling, and keys their order even if they look like numbers. Parts
 * that are the same as in the value shown before are that value's, so that the tree draws only what changed.
 */
export function toTreeValue(value: JsonValue, shown?: unknown): unknown {
  switch (value.kind) {
    case 'null':
      return null
    case 'boolean':
    case 'string':
      return value.value
    case 'number':
      return isLosslessNumber(shown) && shown.value === value.lexeme ? shown : new LosslessNumber(value.lexeme)
    case 'array': {
      const known: readonly unknown[] = Array.isArray(shown) ? shown : []
      const items = value.items.map((item, index) => toTreeValue(item, known[index]))
      return items.length === known.length && items.every((item, index) => item === known[index]) ? known : items
    }
    case 'object': {
      const known = isTreeObject(shown) ? shown : undefined
      const entries = value.entries.map(([key, item]) => [key, toTreeValue(item, known?.[key])] as const)
      return known !== undefined && hasEntries(known, entries) ? known : createTreeObject(entries)
    }
  }
}

/** Reads what the tree made of a value. Throws on anything that JSON has no word for. */
export function fromTreeValue(value: unknown): JsonValue {
  if (value === null) return { kind: 'null' }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  if (typeof value === 'string') return { kind: 'string', value }
  if (isLosslessNumber(value)) return { kind: 'number', lexeme: value.value }
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'number', lexeme: JSON.stringify(value) }
  if (Array.isArray(value)) return { kind: 'array', items: value.map(fromTreeValue) }
  if (typeof value === 'object') {
    return { kind: 'object', entries: Object.entries(value).map(([key, item]) => [key, fromTreeValue(item)]) }
  }
  throw new TypeError('The tree holds something that is not JSON')
}

/** Whether the tree's value has the same contents, in whatever order of keys. */
export function hasSameContents(value: JsonValue, tree: unknown): boolean {
  switch (value.kind) {
    case 'array':
      return (
        Array.isArray(tree) &&
        tree.length === value.items.length &&
        value.items.every((item, index) => hasSameContents(item, tree[index]))
      )
    case 'object': {
      if (typeof tree !== 'object' || tree === null || Array.isArray(tree) || isLosslessNumber(tree)) return false
      const contents = new Map(Object.entries(tree))
      return (
        contents.size === value.entries.length &&
        value.entries.every(([key, item]) => contents.has(key) && hasSameContents(item, contents.get(key)))
      )
    }
    case 'number':
      return isLosslessNumber(tree)
        ? tree.value === value.lexeme
        : typeof tree === 'number' && tree === Number(value.lexeme)
    case 'null':
      return tree === null
    default:
      return tree === value.value
  }
}

/** What the tree reads typed and pasted values with, and writes copied ones. */
export const treeParser: JSONParser = {
  parse: text => {
    const result = parseJson(text)
    if (!result.ok || firstDuplicateKey(result.value) !== null) throw new SyntaxError('The text is not JSON')
    return toTreeValue(result.value)
  },
  stringify: (value, _replacer, space) =>
    value === undefined ? undefined : printJson(fromTreeValue(value), typeof space === 'number' ? space : 0),
}

function createTreeObject(entries: readonly (readonly [string, unknown])[]): TreeObject {
  const object = Object.assign(Object.fromEntries(entries), { [VERSION]: ++versions })
  if (!entries.some(([key]) => LOOKS_LIKE_INDEX.test(key))) return object
  // JavaScript puts keys that look like numbers first, whatever order they came in.
  const order = [...entries.map(([key]) => key), VERSION]
  return new Proxy(object, { ownKeys: () => order })
}

function hasEntries(object: TreeObject, entries: readonly (readonly [string, unknown])[]): boolean {
  const keys = Object.keys(object)
  return (
    keys.length === entries.length &&
    entries.every(([key, value], index) => keys[index] === key && object[key] === value)
  )
}

function isTreeObject(value: unknown): value is TreeObject {
  return typeof value === 'object' && value !== null && VERSION in value
}
