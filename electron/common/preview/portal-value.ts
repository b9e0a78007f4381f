import type { JsonEntry, JsonValue } from '../json/json-value'

/**
 * The entries of a value as a portal has them: a list is a map with its indexes for keys, and of duplicate keys the last
 * value counts, in the place of the first. None where the value is neither list nor object.
 */
export function portalEntries(value: JsonValue | undefined): readonly JsonEntry[] {
  if (value?.kind === 'array') return value.items.map((item, index) => [String(index), item])
  if (value?.kind !== 'object') return []
  return [...new Map(value.entries)]
}

/** The value at a key, or undefined; null counts as missing. */
export function portalEntry(value: JsonValue | undefined, key: string): JsonValue | undefined {
  const found = portalEntries(value).find(([name]) => name === key)?.[1]
  return found?.kind === 'null' ? undefined : found
}

/** A value as a portal writes it where a text belongs; empty for what is no text there. */
export function portalText(value: JsonValue | undefined): string {
  switch (value?.kind) {
    case 'string':
      return value.value
    case 'number':
      return value.lexeme
    case 'boolean':
      return value.value ? '1' : ''
    default:
      return ''
  }
}

export function isMapOrList(value: JsonValue | undefined): boolean {
  return value?.kind === 'object' || value?.kind === 'array'
}
