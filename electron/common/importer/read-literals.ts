import { balanceBrackets } from './balance-brackets'
import { buildLiteral } from './build-literal'
import { ANSI_C } from './dialects'
import type { NamedMethod } from './find-handlers'
import type { Place } from './handler-schema'
import type { SourceForm } from './imported'
import { findClues, guessForm, guessLanguage } from './guess-language'
import { withNotes, type LiteralNode } from './literal-node'
import { createMappedText, unmappedText, type MappedText } from './mapped-text'
import type { RepairKind } from './repairs'
import { findMethods, type FoundMethod } from './named-methods'
import { readTokens } from './read-tokens'
import type { Token, TokenRun } from './tokens'
import { unescapeText } from './unescape'
import { withFieldNames, withPositionalArguments } from './positional-arguments'
import { withNestedFields } from './form-fields'

/** A literal that may be or hold a handler. `start` and `end` are offsets in the text that was searched. */
export interface ReadLiteral {
  readonly root: LiteralNode
  /** Looked for only when asked: it takes a look around the literal. */
  readonly form: () => SourceForm
  readonly method: NamedMethod
  readonly start: number
  readonly end: number
  /** The pieces as they were read, before any repair. */
  readonly tokens: readonly Token[]
  /** The offset in the searched text of an offset in the literal, which may have been decoded first. */
  readonly offsetOf: (index: number) => number
}

/** Keys that a handler, its settings or a request begins with, as a literal writes them. */
const ANCHOR =
  /(?<!\\)(\\*)(["'`“”„«‘’]?)(?<![\w$-])(NAME|CODE|SORT|ID|FIELDS|SETTINGS|CURRENCY|CLIENT_TYPE|FORM_DATA|CHECKOUT_DATA|IFRAME_DATA|CODES|AUTH|METHOD|PARAMS|RESULT|CMD|HALT)(?:\[[\w\][]{0,200}\])?(\\*)(["'`”“»’‘]?)\]?\s{0,40}(=>|:(?![:=])|=(?![=>]))/gi
/** Keys that only handlers have: an object with one of them is looked at even if it begins with another. */
const TELLING = new Set(['SETTINGS', 'FORM_DATA', 'CHECKOUT_DATA', 'IFRAME_DATA', 'CODES'])
const MAX_LOOK_BACK = 4000
const MAX_COMMENT_LINES = 12
/** Work for a source: so many times its length may be read over all literals. */
const WORK_PER_UNIT = 3
/** How many pieces may be read in more ways than one, which takes longer: far more than a handler of 64 KB has. */
const MAX_READINGS = 40_000
const LEAST_WORK = 200_000

interface Opening {
  readonly at: number
  readonly isLost: boolean
  /** Whether something before it shows that no other literal holds it. */
  readonly isOutermost: boolean
}

/** Reads every literal of a text that begins like a handler, its settings, or a request or answer around them. */
export function readLiterals(text: string): ReadLiteral[] {
  const methods = findMethods(text)
  const clues = findClues(text)
  const budget = { left: text.length * WORK_PER_UNIT + LEAST_WORK, readings: MAX_READINGS }
  const literals: ReadLiteral[] = []
  let consumed = 0
  ANCHOR.lastIndex = 0
  for (const match of text.matchAll(ANCHOR)) {
    if (match.index < consumed || budget.left <= 0) continue
    const opening = openingBefore(text, match, consumed)
    if (opening === null || opening.at < consumed) continue
    const { literal, end } = readLiteral(opening, match)
    if (literal !== null) literals.push(literal)
    consumed = Math.max(end, match.index + match[0].length)
  }
  return literals

  function readLiteral(opening: Opening, anchor: RegExpExecArray): { literal: ReadLiteral | null; end: number } {
    const region = regionAt(text, opening.at, anchor, budget)
    const start = region === null ? opening.at : 0
    const part = region?.text ?? text
    const floor = consumed
    const before = text.slice(Math.max(floor, opening.at - 1500), opening.at)
    const separator = anchor[6] ?? ':'
    const language = region === null ? guessLanguage(clues, text, opening.at, before, separator) : 'json'
    const mayGoOn = opening.isOutermost
    const run = readTokens(part, start, { language, mayGoOn, isOpened: opening.isLost }, budget)
    const end = region === null ? run.end : region.sourceOf(run.end)
    const offsetOf = region === null ? (index: number): number => index : region.sourceOf
    const { tokens, isBalanced } = withoutForeignParenthesis(run, part, before)
    const surplus = mayGoOn ? run.surplus : []
    const isClean = isBalanced && mayGoOn && surplus.length === 0
    const balanced = isClean ? tokens : balanceBrackets(tokens, surplus, rootPlace(tokens), language === 'php', budget)
    const built = buildLiteral(balanced, language === 'php')
    if (built === null) return { literal: null, end }
    const notes: RepairKind[] = opening.isLost ? ['brace-opened'] : []
    if (run.isCut && !isBalanced) notes.push('text-cut')
    const whole = withNotes(text[opening.at] === '(' ? withFieldNames(built) : built, ...notes)
    const after = text.slice(end, end + 400)
    const root = withPositionalArguments(withNestedFields(whole), before, after)
    const surroundings = { start: opening.at, before, after, language, traits: run.traits, isQuoted: region !== null }
    const literal: ReadLiteral = {
      root,
      form: () => guessForm(clues, text, surroundings),
      method: methodNear(methods, floor, opening.at, end),
      start: opening.at,
      end,
      tokens: opening.isLost ? tokens.slice(1) : tokens,
      offsetOf,
    }
    return { literal, end }
  }
}

/** `array(` may have taken the parenthesis of the call around it for its own; then the call is left without one. */
function withoutForeignParenthesis(
  run: TokenRun,
  text: string,
  before: string,
): { tokens: readonly Token[]; isBalanced: boolean } {
  const last = run.tokens.at(-1)
  const isSuspect = run.isBalanced && last?.kind === 'close' && last.bracket === '(' && /[(,]\s*$/.test(before)
  if (!isSuspect || /^\s*[,)]/.test(text.slice(run.end, run.end + 200))) return run
  return { tokens: run.tokens.slice(0, -1), isBalanced: false }
}

function rootPlace(tokens: readonly Token[]): Place {
  const first = tokens.find(token => token.kind === 'key')?.key.toUpperCase() ?? ''
  if (['ID', 'FIELDS', 'METHOD', 'PARAMS', 'RESULT', 'CMD', 'HALT', 'AUTH', 'ACCESS_TOKEN'].includes(first))
    return 'request'
  const isOfSettings = ['CURRENCY', 'CLIENT_TYPE', 'FORM_DATA', 'CHECKOUT_DATA', 'IFRAME_DATA', 'CODES'].includes(first)
  const hasSettings = tokens.some(token => token.kind === 'key' && token.key.toUpperCase() === 'SETTINGS')
  return isOfSettings && !hasSettings ? 'settings' : 'handler'
}

/** The bracket that opens the object a key stands in, or where it was lost. */
function openingBefore(text: string, anchor: RegExpExecArray, floor: number): Opening | null {
  const [, slashes = '', quote = '', key = '', , , separator = ':'] = anchor
  const at = beforeComments(text, anchor.index, floor)
  const char = text.charAt(at - 1)
  if (char === '{' || (char === '[' && separator !== '=')) return openingAt(text, at - 1)
  if (char === '(') {
    const call = /(?:array|dict|OrderedDict)\s*$/i.exec(text.slice(Math.max(0, at - 30), at - 1))
    if (call !== null) return openingAt(text, at - 1 - call[0].length)
    if (separator === '=' || (quote === '' && separator === ':')) return openingAt(text, at - 1)
  }
  if (separator === '=') return null
  const isFirstArgument = /sale\.paysystem\.handler\.(?:add|update)["'`]\s*,$/i.test(
    text.slice(Math.max(floor, at - 60), at),
  )
  if (isFirstArgument) return { at: anchor.index, isLost: true, isOutermost: true }
  const isTelling = TELLING.has(key.toUpperCase())
  const around = isTelling ? enclosingBracket(text, anchor.index, floor) : null
  if (around !== null) return openingAt(text, around)
  const isStart = at <= floor || /["'`=(]|`{3}[a-z]*/.test(char)
  return quote !== '' && slashes === '' && isStart ? { at: anchor.index, isLost: true, isOutermost: true } : null
}

function openingAt(text: string, at: number): Opening {
  const before = text.slice(Math.max(0, at - 200), at).trimEnd()
  // The value of a key, or an item of a list, is held by another literal; the argument of a call is not.
  const isHeld =
    /(?:["'\w\]]\s*(?::|=>)|[[{}\]])$/.test(before) || (before.endsWith(',') && !/["'`)\w$>]\s*,$/.test(before))
  return { at, isLost: false, isOutermost: !isHeld }
}

/** Goes back over white space and comments, which may stand between a bracket and the first key. */
function beforeComments(text: string, from: number, floor: number): number {
  let at = from
  for (let count = 0; count < MAX_COMMENT_LINES; count++) {
    while (at > floor && (/\s/.test(text.charAt(at - 1)) || /^\\[nrt]$/.test(text.slice(at - 2, at)))) {
      at -= /\s/.test(text.charAt(at - 1)) ? 1 : 2
    }
    const near = text.slice(Math.max(floor, at - 500), at)
    const line = near.slice(near.lastIndexOf('\n') + 1)
    const lineStart = at - line.length
    const comment = line.endsWith('*/') ? line.lastIndexOf('/*') : line.search(/(?<!:)\/\/|(?:^|\s)#/)
    if (comment < 0) return at
    at = lineStart + comment
    if (/[{[(]$/.test(text.slice(at - 1, at))) return at
  }
  return at
}

/** The bracket that is open at an offset, found by counting back. */
function enclosingBracket(text: string, from: number, floor: number): number | null {
  let depth = 0
  for (let at = from - 1; at >= Math.max(floor, from - MAX_LOOK_BACK); at--) {
    const char = text.charAt(at)
    if (char === '}' || char === ']') depth++
    else if (char === '{' || char === '[') {
      if (depth === 0) return at
      depth--
    }
  }
  return null
}

/** A literal inside a text in quotes is decoded first: `"{\"NAME\":…}"`, `$'{"NAME":…}'`, `'{"NAME":"It'\''s"}'`. */
function regionAt(text: string, at: number, anchor: RegExpExecArray, budget: { left: number }): MappedText | null {
  const [, slashes = '', quote = ''] = anchor
  const before = text.slice(Math.max(0, at - 200), at).trimEnd()
  const origin = unmappedText(text)
  if (slashes.length % 2 === 1) return unescapedRegion(text, at, quote, budget, origin)
  if (before.endsWith("$'")) return ansiRegion(text, at, budget, origin)
  return /(?:^|[\s=(,:>`])'$/.test(before) && quote !== "'" ? singleQuotedRegion(text, at, budget, origin) : null
}

function unescapedRegion(
  text: string,
  at: number,
  quote: string,
  budget: { left: number },
  origin: MappedText,
): MappedText {
  const result = createMappedText(origin)
  let from = at
  let index = at
  for (; index < text.length && budget.left > 0; index++) {
    const char = text.charAt(index)
    if (char === quote) break
    if (char !== '\\' || !'"\'\\/$`\n'.includes(text.charAt(index + 1))) continue
    result.add(text.slice(from, index), from)
    index++
    from = text[index] === '\n' ? index + 1 : index
  }
  budget.left -= index - at
  result.add(text.slice(from, index), from)
  return result.done()
}

function ansiRegion(text: string, at: number, budget: { left: number }, origin: MappedText): MappedText {
  const result = createMappedText(origin)
  let index = at
  while (index < text.length && text[index] !== "'") {
    const escape =
      text[index] === '\\' ? /\\(?:(?:x[\da-f]{2}|\\x[\da-f]{2})+|u[\da-f]{4}|[0-7]{1,3}|[^])/iy : /[^\\']+/y
    escape.lastIndex = index
    const piece = escape.exec(text)?.[0] ?? text.charAt(index)
    result.add(unescapeText(piece, ANSI_C, code => code).value, index)
    index += piece.length
  }
  budget.left -= index - at
  return result.done()
}

function singleQuotedRegion(text: string, at: number, budget: { left: number }, origin: MappedText): MappedText {
  const result = createMappedText(origin)
  let from = at
  let index = text.indexOf("'", at)
  for (; index >= 0; index = text.indexOf("'", index + 1)) {
    const escaped = ["'\\''", `'"'"'`].find(candidate => text.startsWith(candidate, index))
    if (escaped !== undefined) {
      result.add(text.slice(from, index), from)
      result.add("'", index)
      from = index + escaped.length
      index = from - 1
    } else if (text[index - 1] !== '\\' && /^(?:[\s,;)\]]|\\\n|$)/.test(text.slice(index + 1, index + 3))) break
  }
  const end = index < 0 ? text.length : index
  budget.left -= end - at
  result.add(text.slice(from, end), from)
  return result.done()
}

/** The method that a call names before a literal, or a command after it. */
function methodNear(methods: readonly FoundMethod[], floor: number, start: number, end: number): NamedMethod {
  const before = methods[countBefore(methods, start) - 1]
  if (before !== undefined && before.at >= floor) return before.method
  const after = methods[countBefore(methods, end)]
  return after !== undefined && after.at < end + 600 ? after.method : null
}

function countBefore(methods: readonly FoundMethod[], offset: number): number {
  let low = 0
  let high = methods.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((methods[middle]?.at ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
