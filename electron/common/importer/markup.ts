import { createMappedText, type MappedText } from './mapped-text'

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lbrace: '{',
  rbrace: '}',
  lcub: '{',
  rcub: '}',
  lsqb: '[',
  rsqb: ']',
  colon: ':',
  comma: ',',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  laquo: '«',
  raquo: '»',
  NewLine: '\n',
  Tab: '\t',
}

const ENTITY = String.raw`&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));`
const ELEMENT = String.raw`<!--[^]{0,400}?-->|<(\/?)([a-z][a-z0-9-]{0,20})(?:\s[^<>]{0,2000})?\/?>`
const MARKUP = new RegExp(`${ENTITY}|${ELEMENT}`, 'gi')
const HAS_MARKUP =
  /&(?:quot|amp|lt|gt|apos|#\d{2,4}|#x[\da-f]{2,4});|<\/?(?:pre|code|div|span|p|br|html|body|table|tr|td|li)\b[^<>]{0,500}>/i
/** Elements that end a line when they are shown. */
const BLOCKS = new Set([
  'br',
  'div',
  'h1',
  'h2',
  'h3',
  'h4',
  'li',
  'p',
  'pre',
  'section',
  'table',
  'td',
  'th',
  'tr',
  'ul',
])

/** Whether a text may be a page's source, or text copied out of one. */
export function hasMarkup(text: string): boolean {
  return HAS_MARKUP.test(text)
}

/** The text that a page shows: without its elements, and with its entities decoded. */
export function shownText(page: MappedText): MappedText {
  const { text } = page
  const result = createMappedText(page)
  let at = 0
  for (const match of text.matchAll(MARKUP)) {
    result.add(text.slice(at, match.index), at)
    result.add(replacement(match), match.index)
    at = match.index + match[0].length
  }
  result.add(text.slice(at), at)
  return result.done()
}

function replacement([whole, decimal, hex, name, , element]: RegExpExecArray): string {
  if (decimal !== undefined) return characterOf(Number(decimal), whole)
  if (hex !== undefined) return characterOf(Number.parseInt(hex, 16), whole)
  if (name !== undefined) return ENTITIES[name] ?? ENTITIES[name.toLowerCase()] ?? whole
  return element !== undefined && BLOCKS.has(element.toLowerCase()) ? '\n' : ''
}

function characterOf(code: number, written: string): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written
}
