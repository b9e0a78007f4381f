import { TURNING_CHARACTERS } from '../codes/turning-characters'

/** What is never broken unless it is wider than a whole line, and whether a space stands before it. */
export interface TextPart {
  readonly text: string
  readonly isAfterSpace: boolean
}

/** Spaces at which a line may be broken; the ones that hold a sum and its currency together are not among them. */
const BREAKING_SPACES = /[^\S\u00a0\u2007\u202f\ufeff]+/u

/** Scripts that are written without spaces, in which a line may end after any word. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const LEFT_OUT = new RegExp(String.raw`[${TURNING_CHARACTERS}\ufffe\uffff]`, 'gu')
const PLAIN = /^[\x20-\x7e]*$/
const words = new Intl.Segmenter('en', { granularity: 'word' })
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Breaks a text into its parts, in their order. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = []
  for (const word of printable(text).split(BREAKING_SPACES)) {
    if (word === '') continue
    const pieces = WITHOUT_SPACES.test(word) ? wordsOf(word) : [word]
    pieces.forEach((piece, index) => parts.push({ text: piece, isAfterSpace: index === 0 && parts.length > 0 }))
  }
  return parts
}

/** The letters of a part as a reader sees them, between which it may be broken. */
export function graphemesOf(part: string): string[] {
  if (PLAIN.test(part)) return Array.from(part)
  return Array.from(graphemes.segment(part), ({ segment }) => segment)
}

/** Punctuation stays with the word before it, so that no line begins with it. */
function wordsOf(text: string): string[] {
  const found: string[] = []
  for (const { segment, isWordLike } of words.segment(text)) {
    if (isWordLike !== true && found.length > 0) found.push((found.pop() ?? '') + segment)
    else found.push(segment)
  }
  return found
}

/**
 * Control characters become spaces, and halves of characters the sign for what is missing. SECURITY: characters that
 * turn the order of others round are left out, because they would let a title show a sum that it does not have.
 */
function printable(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029\u200b]/gu, ' ')
    .replace(LEFT_OUT, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
}
