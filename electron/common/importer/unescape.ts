import type { QuoteRule } from './dialects'

/** The text that the contents of a pair of quotes stand for. `expressionName` words what is put in place of an expression. */
export function unescapeText(
  raw: string,
  rule: QuoteRule,
  expressionName: (code: string) => string,
): { readonly value: string; readonly hasExpression: boolean } {
  if (!raw.includes('\\') && !rule.interpolation.some(mark => raw.includes(mark))) {
    return { value: raw, hasExpression: false }
  }
  const pieces: string[] = []
  const bytes: number[] = []
  let hasExpression = false
  let index = 0
  while (index < raw.length) {
    const read = readEscape(raw, index, rule) ?? readInterpolation(raw, index, rule, expressionName)
    if (read?.byte === undefined) flushBytes()
    if (read === null) {
      pieces.push(raw.charAt(index))
      index++
    } else {
      if (read.byte === undefined) pieces.push(read.text)
      else bytes.push(read.byte)
      hasExpression ||= read.isExpression === true
      index = read.end
    }
  }
  flushBytes()
  return { value: pieces.join(''), hasExpression }

  function flushBytes(): void {
    if (bytes.length > 0) pieces.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes)))
    bytes.length = 0
  }
}

interface Read {
  readonly text: string
  readonly end: number
  readonly byte?: number
  readonly isExpression?: boolean
}

function readEscape(raw: string, start: number, rule: QuoteRule): Read | null {
  if (raw[start] !== '\\' || start + 1 >= raw.length) return null
  const letter = raw.charAt(start + 1)
  const simple = Object.hasOwn(rule.simple, letter) ? rule.simple[letter] : undefined
  if (simple !== undefined) return { text: simple, end: start + 2 }
  const numeric = readNumericEscape(raw, start + 1, rule)
  if (numeric !== null) return numeric
  return { text: rule.keepsUnknown ? `\\${letter}` : letter, end: start + 2 }
}

const NUMERIC: Readonly<Record<QuoteRule['numeric'][number], { digits: RegExp; base: number; isByte: boolean }>> = {
  x: { digits: /x([0-9a-f]{2})/iy, base: 16, isByte: true },
  u: { digits: /u([0-9a-f]{4})/iy, base: 16, isByte: false },
  'u{': { digits: /u\{([0-9a-f]{1,6})\}/iy, base: 16, isByte: false },
  U: { digits: /U([0-9a-f]{8})/iy, base: 16, isByte: false },
  octal: { digits: /([0-7]{1,3})/y, base: 8, isByte: true },
}

function readNumericEscape(raw: string, start: number, rule: QuoteRule): Read | null {
  for (const kind of rule.numeric) {
    const { digits, base, isByte } = NUMERIC[kind]
    digits.lastIndex = start
    const found = digits.exec(raw)
    if (found === null) continue
    const code = Number.parseInt(found[1] ?? '', base)
    const end = start + found[0].length
    if (isByte && rule.areBytes) return { text: '', end, byte: code & 0xff }
    if (code <= 0x10ffff) return { text: kind === 'u' ? String.fromCharCode(code) : String.fromCodePoint(code), end }
  }
  return null
}

/** A name with its fields and keys, as `$a->b['c']` or `a.b`; longer code is not named. */
const PHP_NAME = /\$[a-z_]\w*(?:->[a-z_]\w*|\[[^\][\n]{0,60}\])*/iy

function readInterpolation(
  raw: string,
  start: number,
  rule: QuoteRule,
  expressionName: (code: string) => string,
): Read | null {
  const mark = rule.interpolation.find(candidate => raw.startsWith(candidate, start))
  if (mark === undefined) return null
  if (mark === '$') {
    PHP_NAME.lastIndex = start
    const name = PHP_NAME.exec(raw)?.[0]
    return name === undefined ? null : { text: expressionName(name), end: start + name.length, isExpression: true }
  }
  // Braces that stand for themselves in an f-string.
  if (mark === '{' && raw.startsWith('{{', start)) return { text: '{', end: start + 2 }
  const end = raw.indexOf('}', start)
  if (end < 0) return null
  const code = raw.slice(start + (mark === '${' ? 2 : 1), end)
  return { text: expressionName(code), end: end + 1, isExpression: true }
}
