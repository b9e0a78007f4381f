import type { JsonPath } from '#common/json/json-pointer'
import { entryOf, type JsonValue } from '#common/json/json-value'

/** A path of the tree, which writes indexes as text, as a path of the value that it shows. */
export function fromTreePath(value: JsonValue, path: readonly string[]): JsonPath {
  let at: JsonValue | undefined = value
  return path.map(part => {
    const key = at?.kind === 'array' ? Number(part) : part
    at = childOf(at, key)
    return key
  })
}

export function toTreePath(path: JsonPath): string[] {
  return path.map(String)
}

/** As much of a path as there is in a value. */
export function existingPath(value: JsonValue, path: JsonPath): JsonPath {
  let at: JsonValue | undefined = value
  const missing = path.findIndex(part => {
    at = childOf(at, part)
    return at === undefined
  })
  return missing === -1 ? path : path.slice(0, missing)
}

function childOf(value: JsonValue | undefined, part: string | number): JsonValue | undefined {
  if (value?.kind === 'array') return typeof part === 'number' ? value.items[part] : undefined
  return typeof part === 'string' ? entryOf(value, part) : undefined
}

/** The path that the tree notes at each of its rows. */
export function fromDataPath(dataPath: string): JsonPath {
  return decodeURIComponent(dataPath)
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}
