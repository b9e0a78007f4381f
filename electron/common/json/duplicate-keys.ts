import type { JsonValue } from './json-value'

/** The JSON Pointer of the first key that stands twice in one object, or null. */
export function firstDuplicateKey(value: JsonValue, path = ''): string | null {
  if (value.kind === 'array') {
    for (const [index, item] of value.items.entries()) {
      const found = firstDuplicateKey(item, `${path}/${index}`)
      if (found !== null) return found
    }
  }
  if (value.kind === 'object') {
    const seen = new Set<string>()
    for (const [key, item] of value.entries) {
      const pointer = `${path}/${pointerPart(key)}`
      if (seen.has(key)) return pointer
      seen.add(key)
      const found = firstDuplicateKey(item, pointer)
      if (found !== null) return found
    }
  }
  return null
}

/** A key as one part of a JSON Pointer (RFC 6901). */
export function pointerPart(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
