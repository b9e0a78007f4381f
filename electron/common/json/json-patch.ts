import type { JsonEntry, JsonValue } from './json-value'

/** An operation of JSON Patch (RFC 6902) on a value that knows its order of keys. Paths are JSON Pointers. */
export type JsonPatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly path: string; readonly from: string }

type JsonPath = readonly string[]

/**
 * Makes changes one after the other. A new key is put last, whatever it looks like, and one that is moved to its own
 * place goes last too: that is how editors say an order. Throws when a path is not there.
 */
export function applyJsonPatch(value: JsonValue, operations: readonly JsonPatchOperation[]): JsonValue {
  return operations.reduce(applyOperation, value)
}

function applyOperation(value: JsonValue, operation: JsonPatchOperation): JsonValue {
  const path = parsePointer(operation.path)
  switch (operation.op) {
    case 'add':
      return put(value, path, operation.value)
    case 'replace':
      return replace(value, path, operation.value)
    case 'remove':
      return remove(value, path)
    case 'copy':
      return put(value, path, valueAt(value, parsePointer(operation.from)))
    case 'move': {
      const from = parsePointer(operation.from)
      return put(from.length === 0 ? value : remove(value, from), path, valueAt(value, from))
    }
  }
}

function put(value: JsonValue, path: JsonPath, added: JsonValue): JsonValue {
  return atParent(value, path, added, (parent, key) => {
    if (parent.kind === 'array') {
      const index = key === '-' ? parent.items.length : Number(key)
      return { ...parent, items: [...parent.items.slice(0, index), added, ...parent.items.slice(index)] }
    }
    const isThere = parent.entries.some(([name]) => name === key)
    return isThere ? withEntry(parent, key, added) : { ...parent, entries: [...parent.entries, [key, added]] }
  })
}

function replace(value: JsonValue, path: JsonPath, wanted: JsonValue): JsonValue {
  return atParent(value, path, wanted, (parent, key) => {
    childOf(parent, key)
    if (parent.kind === 'object') return withEntry(parent, key, wanted)
    return { ...parent, items: parent.items.map((item, index) => (index === Number(key) ? wanted : item)) }
  })
}

function remove(value: JsonValue, path: JsonPath): JsonValue {
  return atParent(value, path, undefined, (parent, key) => {
    childOf(parent, key)
    if (parent.kind === 'object') return { ...parent, entries: parent.entries.filter(([name]) => name !== key) }
    return { ...parent, items: parent.items.filter((_, index) => index !== Number(key)) }
  })
}

type JsonContainer = Extract<JsonValue, { kind: 'array' | 'object' }>

/** Changes the array or object that holds the last part of a path; the root is in none, and becomes `whole`. */
function atParent(
  value: JsonValue,
  path: JsonPath,
  whole: JsonValue | undefined,
  change: (parent: JsonContainer, key: string) => JsonValue,
): JsonValue {
  const [key, ...rest] = path
  if (key === undefined) {
    if (whole === undefined) throw new Error('The root of a JSON value cannot be removed')
    return whole
  }
  const container = asContainer(value)
  if (rest.length === 0) return change(container, key)
  return replace(container, [key], atParent(childOf(container, key), rest, whole, change))
}

function valueAt(value: JsonValue, path: JsonPath): JsonValue {
  return path.reduce((parent, key) => childOf(asContainer(parent), key), value)
}

function childOf(parent: JsonContainer, key: string): JsonValue {
  const child = parent.kind === 'array' ? parent.items[Number(key)] : parent.entries.find(([name]) => name === key)?.[1]
  if (child === undefined) throw new Error('A path of a JSON patch leads nowhere')
  return child
}

function asContainer(value: JsonValue): JsonContainer {
  if (value.kind === 'array' || value.kind === 'object') return value
  throw new Error('A path of a JSON patch leads into a value that holds nothing')
}

function withEntry(parent: Extract<JsonValue, { kind: 'object' }>, key: string, value: JsonValue): JsonValue {
  return { ...parent, entries: parent.entries.map((entry): JsonEntry => (entry[0] === key ? [key, value] : entry)) }
}

function parsePointer(pointer: string): JsonPath {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}
