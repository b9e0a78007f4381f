import { quoteRule, type Language, type QuoteRule } from './dialects'
import { isSchemaKey } from './handler-schema'
import type { RepairKind } from './repairs'
import { unescapeText } from './unescape'

export interface ReadString {
  readonly value: string
  readonly isPlaceholder: boolean
  /** Where reading goes on. */
  readonly end: number
  readonly isClosed: boolean
  readonly notes: readonly RepairKind[]
}

const OPENING = /([rbfu]{0,2})("""|'''|["'`“”„‟«‘’‚‹])/iy
const SMART_CLOSERS: Readonly<Record<string, string>> = {
  '“': '”“"‟',
  '”': '”“"‟',
  '„': '”“"‟',
  '‟': '”“"‟',
  '«': '»',
  '‘': "’‘'",
  '’': "’‘'",
  '‚': "’‘'",
  '‹': '›',
}
/** How far an unescaped quote inside a text is looked past for the end of the text. */
const MAX_INNER_QUOTES = 20

interface Scan {
  readonly text: string
  readonly contents: number
  readonly closers: string
  readonly rule: QuoteRule
}

/**
 * Reads the text in quotes at an offset, or null where none starts. A closing quote that cannot be one, because the next
 * key or the middle of a sentence follows it, shows that an earlier quote was lost or that this one was not escaped.
 */
export function readString(text: string, start: number, language: Language): ReadString | null {
  if (!/["'`“”„‟«‘’‚‹rbfu]/i.test(text.charAt(start))) return null
  OPENING.lastIndex = start
  const opening = OPENING.exec(text)
  if (opening === null) return null
  const [whole, prefix = '', quote = ''] = opening
  if (prefix !== '' && language !== 'python' && language !== 'json' && language !== 'javascript') return null
  const smart = SMART_CLOSERS[quote]
  const rule = quoteRule(language, smart === undefined ? quote : '"', prefix)
  const notes: RepairKind[] = smart === undefined ? [] : ['quotes-straightened']
  if (quote.length === 3) return readTriple(text, start + whole.length, quote, rule)
  const scan = { text, contents: start + whole.length, closers: smart ?? quote, rule }
  let end = nextCloser(scan, scan.contents)
  for (let tries = 0; end >= 0 && tries < MAX_INNER_QUOTES && !canFollow(text, end + 1); tries++) {
    const cut = cutAtLostQuote(scan, end)
    if (cut !== null) return finish(scan, cut.contentsEnd, cut.end, true, [...notes, ...cut.notes])
    if (tries === 0) notes.push('quotes-escaped')
    const next = nextCloser(scan, end + 1)
    if (next < 0) {
      notes.pop()
      break
    }
    end = next
  }
  if (end >= 0) {
    const mayBreak = rule.isMultiline || !text.slice(scan.contents, end).includes('\n')
    return finish(scan, end, end + 1, true, mayBreak ? notes : [...notes, 'line-break-escaped'])
  }
  return unclosed(scan, notes)
}

function readTriple(text: string, contents: number, quote: string, rule: QuoteRule): ReadString {
  let end = text.indexOf(quote, contents)
  while (end > 0 && text[end - 1] === '\\' && text[end - 2] !== '\\') end = text.indexOf(quote, end + 1)
  const isClosed = end >= 0
  const scan = { text, contents, closers: quote, rule }
  const stop = isClosed ? end : text.length
  return finish(scan, stop, isClosed ? end + 3 : stop, isClosed, isClosed ? [] : ['quote-added'])
}

function nextCloser({ text, closers, rule }: Scan, from: number): number {
  const hasEscapes = rule.simple['\\'] !== undefined || rule.numeric.length > 0
  for (let index = from; index < text.length; index++) {
    const char = text.charAt(index)
    if (char === '\\' && hasEscapes) index++
    else if (closers.includes(char)) return index
  }
  return -1
}

const WORDS_AFTER = /(?:as|satisfies|if|else|or|and|in|not)\b/y
const SPACES = /[^\S\n\r]*/y

/** Whether what stands after a closing quote can stand there: anything but the next word. */
function canFollow(text: string, index: number): boolean {
  SPACES.lastIndex = index
  SPACES.exec(text)
  const at = SPACES.lastIndex
  if (!/[\p{L}\p{N}_$]/u.test(text.charAt(at))) return true
  WORDS_AFTER.lastIndex = at
  return at > index && WORDS_AFTER.test(text)
}

/** A key, its colon, and then the start of a value: the text in quotes was a key whose closing quote was lost. */
const LOST_KEY_END = /^\s*[\w.-]+\s*(?:=>|:)\s*(?:$|[[{]|array\s*\(|\d+\s*[,\n])/

/** Where the text must have ended if the quote at `closer` opens something else. */
function cutAtLostQuote(
  scan: Scan,
  closer: number,
): { contentsEnd: number; end: number; notes: readonly RepairKind[] } | null {
  const { text, contents } = scan
  const raw = text.slice(contents, closer)
  const smart = /[”“’»]\s*(?=[:,}\])=])/u.exec(raw)
  if (smart !== null) {
    const at = contents + smart.index
    return { contentsEnd: at, end: at + 1, notes: ['quotes-straightened'] }
  }
  const key = /^\s*([\w.-]+)\s*(?==>|:)/.exec(raw)
  if (key !== null && (isSchemaKey(key[1] ?? '') || LOST_KEY_END.test(raw))) {
    const end = contents + key[0].length
    return { contentsEnd: contents + key[0].trimEnd().length, end, notes: ['quote-added'] }
  }
  const newline = raw.search(/[\r\n]/)
  if (newline >= 0) return cutBeforeBrackets(scan, contents + newline)
  const opensKey = /^[\w$-]{1,80}\\?["'’”]\s*(?::|=>)/.test(text.slice(closer + 1, closer + 100))
  const opensItem = /^[^\s"']+,\s*$/.test(raw) && /^[\w-]{1,40}["']\s*[,\]]/.test(text.slice(closer + 1, closer + 60))
  return opensItem || (opensKey && /[,}\])]\s*$/.test(raw)) ? cutBeforeBrackets(scan, closer) : null
}

function cutBeforeBrackets(
  { text, contents }: Scan,
  limit: number,
): { contentsEnd: number; end: number; notes: readonly RepairKind[] } {
  let end = limit
  while (end > contents && /[\s,;}\])]/.test(text.charAt(end - 1))) end--
  return { contentsEnd: end, end, notes: ['quote-added'] }
}

function unclosed(scan: Scan, notes: readonly RepairKind[]): ReadString {
  const rest = scan.text.indexOf('\n', scan.contents)
  const cut = cutBeforeBrackets(scan, rest < 0 ? scan.text.length : rest)
  return finish(scan, cut.contentsEnd, cut.end, false, [...notes, 'quote-added'])
}

function finish(
  { text, contents, rule }: Scan,
  contentsEnd: number,
  end: number,
  isClosed: boolean,
  notes: readonly RepairKind[],
): ReadString {
  const { value, hasExpression } = unescapeText(text.slice(contents, contentsEnd), rule, nameExpression)
  return {
    value,
    isPlaceholder: hasExpression,
    end,
    isClosed,
    notes: hasExpression ? [...notes, 'expression-replaced'] : notes,
  }
}

/** What stands in a text for an expression: its name, if it is no more than a name. */
export function nameExpression(code: string): string {
  const name = code.trim()
  return /^[\w$.>:[\]'"-]{1,60}$/.test(name) ? `<${name.replace(/['"]/g, '')}>` : '<expression>'
}
