/** How many tags a draft has at most, and how long one is, in UTF-16 units. */
export const MAX_TAGS = 20
export const MAX_TAG_LENGTH = 40

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** Whether something is a tag as it is kept: without blanks around it, not empty, not too long, on one line. */
export function isTag(tag: string): boolean {
  return tag !== '' && tag === tag.trim() && tag.length <= MAX_TAG_LENGTH && !CONTROL.test(tag)
}

/** What makes two tags the same one: case does not tell them apart. */
export function tagKey(tag: string): string {
  return tag.normalize('NFC').toLowerCase()
}

export function areDifferent(tags: readonly string[]): boolean {
  return new Set(tags.map(tagKey)).size === tags.length
}

/** The tags of a file that anybody may have edited: what cannot be one is left out, and so is what is there twice. */
export function usableTags(tags: readonly string[]): string[] {
  const usable = new Map<string, string>()
  for (const tag of tags.map(one => one.trim()).filter(isTag)) {
    if (usable.size < MAX_TAGS && !usable.has(tagKey(tag))) usable.set(tagKey(tag), tag)
  }
  return [...usable.values()]
}

/** Why a tag cannot be added. */
export type TagProblem = 'empty' | 'too-long' | 'control-sign' | 'too-many'

/** Null for what can be added to a draft with these tags; one that it has already does no harm. */
export function tagProblem(tags: readonly string[], typed: string): TagProblem | null {
  const tag = typed.trim()
  if (tag === '') return 'empty'
  if (CONTROL.test(tag)) return 'control-sign'
  if (tag.length > MAX_TAG_LENGTH) return 'too-long'
  return hasTag(tags, tag) || tags.length < MAX_TAGS ? null : 'too-many'
}

export function hasTag(tags: readonly string[], tag: string): boolean {
  return tags.some(one => tagKey(one) === tagKey(tag))
}

export function withTag(tags: readonly string[], typed: string): string[] {
  const tag = typed.trim()
  return hasTag(tags, tag) ? [...tags] : [...tags, tag]
}

export function withoutTag(tags: readonly string[], typed: string): string[] {
  return tags.filter(tag => tagKey(tag) !== tagKey(typed.trim()))
}

/** All tags of several drafts, each once as it was met first, in the order of the alphabet. */
export function allTags(drafts: readonly { readonly tags: readonly string[] }[], locale: string): string[] {
  const tags = new Map<string, string>()
  for (const tag of drafts.flatMap(draft => draft.tags)) {
    if (!tags.has(tagKey(tag))) tags.set(tagKey(tag), tag)
  }
  return [...tags.values()].sort(new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }).compare)
}
