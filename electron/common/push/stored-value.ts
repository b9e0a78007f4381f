import type { JsonEntry, JsonValue } from '../json/json-value'

/**
 * What a portal gives back for a value it was sent (server behaviour 2): an empty object becomes an empty list, an
 * object whose keys are 0, 1, 2 … becomes a list, and of a key that stands twice the last value takes the first place.
 */
export function asStored(value: JsonValue): JsonValue {
  if (value.kind === 'array') return { kind: 'array', items: value.items.map(asStored) }
  if (value.kind !== 'object') return value
  const entries = withoutDuplicates(value.entries).map(([key, item]) => [key, asStored(item)] satisfies JsonEntry)
  const isList = entries.every(([key], index) => key === String(index))
  return isList ? { kind: 'array', items: entries.map(([, item]) => item) } : { kind: 'object', entries }
}

function withoutDuplicates(entries: readonly JsonEntry[]): JsonEntry[] {
  return [...new Map(entries)]
}
