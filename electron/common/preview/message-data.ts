import type { JsonEntry, JsonValue } from '../json/json-value'
import type { SentField } from './mode-preview'

const NESTED = /^([^[]+)\[([^\]]+)\]$/

/** What the page in a frame is given as `event.data` (reference 4.6): every field, and the portal's own ones in objects. */
export function messageData(fields: readonly SentField[]): JsonValue {
  const entries = new Map<string, JsonValue>()
  for (const { name, value, source } of fields) {
    const text: JsonValue = { kind: 'string', value }
    const [, outer, inner] = (source.kind === 'portal' && NESTED.exec(name)) || []
    if (outer === undefined || inner === undefined) entries.set(name, text)
    else entries.set(outer, { kind: 'object', entries: [...entriesOf(entries.get(outer)), [inner, text]] })
  }
  return { kind: 'object', entries: [...entries] }
}

function entriesOf(value: JsonValue | undefined): readonly JsonEntry[] {
  return value?.kind === 'object' ? value.entries : []
}
