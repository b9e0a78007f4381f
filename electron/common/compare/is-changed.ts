import { compareMeaning, NOTHING_MORE, readSide } from './comparison'

/** What is read for every draft of a list must not keep anybody waiting: longer texts go by their letters. In UTF-16 units. */
const MAX_MEANT_LENGTH = 200_000

/** Whether a text means something else than the one it began from or, where one is long or no JSON, reads otherwise. */
export function isChanged(text: string, base: string): boolean {
  if (isSameAsBase(text, base)) return false
  if (Math.max(text.length, base.length) >= MAX_MEANT_LENGTH) return true
  const [one, other] = [readSide(text), readSide(base)]
  return !one.ok || !other.ok || compareMeaning(other, one, NOTHING_MORE).rows.length > 0
}

/** Whether a text is that of its base, which ends with a line break of its own. */
export function isSameAsBase(text: string, base: string): boolean {
  return text.trimEnd() === base.trimEnd()
}
