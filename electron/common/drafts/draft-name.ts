import * as v from 'valibot'
import { entryOf, parseJson } from '../json/json-value'
import { textOf } from '../handlers/handler-fields'
import { DraftId } from './drafts.contract'

/** NAME and CODE of a draft's text, and whether it is JSON at all. Unreadable text still shows a name it has typed. */
export function nameOf(text: string): { name: string; code: string; isReadable: boolean } {
  const parsed = parseJson(text)
  if (!parsed.ok) return { name: typedValue(text, 'NAME'), code: typedValue(text, 'CODE'), isReadable: false }
  return {
    name: textOf(entryOf(parsed.value, 'NAME')),
    code: textOf(entryOf(parsed.value, 'CODE')),
    isReadable: true,
  }
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
