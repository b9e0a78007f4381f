import * as v from 'valibot'
import { entryOf, MAX_JSON_DEPTH, nestingDepth, parseJson } from '../json/json-value'
import { textOf } from '../handlers/handler-fields'
import { DraftId } from './drafts.contract'

export interface DraftName {
  readonly name: string
  readonly code: string
  /** Whether the text is JSON at all. */
  readonly isReadable: boolean
}

/** NAME and CODE of a draft's text. Unreadable text still shows a name it has typed. */
export function nameOf(text: string): DraftName {
  const plain = plainValueOf(text)
  if (plain === undefined) return { name: typedValue(text, 'NAME'), code: typedValue(text, 'CODE'), isReadable: false }
  const [name, code] = [plainText(plain, 'NAME'), plainText(plain, 'CODE')]
  return name === null || code === null ? exactName(text) : { name, code, isReadable: true }
}

/** What `parseJson` reads, without its details: a large draft is looked at with every save. Undefined when it is no JSON. */
function plainValueOf(text: string): unknown {
  if (nestingDepth(text) > MAX_JSON_DEPTH) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Null for a number, whose spelling is lost. */
function plainText(value: unknown, key: string): string | null {
  const entry: unknown =
    value !== null && typeof value === 'object' && Object.hasOwn(value, key) ? Reflect.get(value, key) : ''
  if (typeof entry === 'number') return null
  return typeof entry === 'string' || typeof entry === 'boolean' ? String(entry) : ''
}

function exactName(text: string): DraftName {
  const parsed = parseJson(text)
  const value = parsed.ok ? parsed.value : undefined
  return { name: textOf(entryOf(value, 'NAME')), code: textOf(entryOf(value, 'CODE')), isReadable: parsed.ok }
}

/** A folder name for a new draft: readable, unique by its suffix, and safe on every file system. */
export function draftIdFor(text: string, suffix: string): DraftId {
  const { name, code } = nameOf(text)
  const readable = (code || name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  return v.parse(DraftId, `${readable.replace(/-+$/, '') || 'draft'}-${suffix}`)
}

function typedValue(text: string, key: 'NAME' | 'CODE'): string {
  return new RegExp(`"${key}"\\s*:\\s*"([^"\\\\\\n]{0,200})"`).exec(text)?.[1] ?? ''
}
