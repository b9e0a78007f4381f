import { MAX_JSON_DEPTH } from '../json/json-value'
import { VALUE_WORDS, type Language } from './dialects'
import { isSchemaKey } from './handler-schema'
import { scalarNode, withNotes } from './literal-node'
import { readExpression } from './read-expression'
import { nameExpression, readString, type ReadString } from './read-string'
import type { RepairKind } from './repairs'
import type { Bracket, Token, TokenRun, Traits } from './tokens'

export interface LiteralStart {
  readonly language: Language
  /** Whether text after the last bracket may still belong to the literal, because no other one holds it. */
  readonly mayGoOn: boolean
  /** Whether the literal begins with a key whose opening bracket was lost. */
  readonly isOpened: boolean
}

const CLOSING: Readonly<Record<string, Bracket>> = { '}': '{', ']': '[', ')': '(' }
/** White space, with what editors and chats put in its place, and escapes of it left over from a text in quotes. */
const BLANKS = /(?:[\s\u200b-\u200d\u2060\ufeff]|\\[nrt](?=[\s"'{}[\]\\,:])|\\(?=\r?\n))+/y
const COMMENT = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|#(?!\{)[^\n]*|<!--[^]*?(?:-->|$)/y
/** `map[string]any{`, `[]string{`, `Params{`: a composite literal of Go. */
const GO_TYPE = /&?(?:\[|map\b)(?:[^"'`\n:,={}]|\{\s*\}|\}(?=\{)){0,80}\{(?=\s*["`{}]|\s*\n)|&?[A-Za-z_][\w.]*\{/y
const CALL_OF_LIST = /(?:array|dict|list|tuple|OrderedDict)\s*\(|array(?=\s*["'])/iy
/** Calls and casts that leave what they are given as it is. */
const TRANSPARENT = /(?:json_encode|JSON\.stringify|json\.dumps|Object\.freeze|collect|\(object\)|\(array\))\s*(\(?)/y
const EMPTY_OBJECT = /new\s+\\?stdClass(?:\s*\(\s*\))?|\(object\)\s*(?:\[\s*\]|array\s*\(\s*\))/iy
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy
const NUMBER = /[+-]?(?:0[xob][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?)n?(?![\p{L}\p{N}_$])/iuy
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const COLON = /\s*(?:=>|:(?![:=]))\s*/y
const KEYWORD_COLON = /\s*=(?![=>])\s*/y
const MAX_SURPLUS = 12
const LOST_OPENING = /([\p{L}\p{N}][^"'`\n{}[\](),;=$]{0,200})["'”’][^\S\n]*(?=[,}\])]|\n|$)/uy
const COMPUTED_KEY = /\[\s*(?=["'])/y

/**
 * Reads the pieces of one literal, up to the bracket that closes it or to where no literal goes on: another statement, a
 * sentence, the end of a code block. `budget` bounds the work over all literals of a source.
 */
export function readTokens(text: string, start: number, how: LiteralStart, budget: { left: number }): TokenRun {
  const tokens: Token[] = []
  const open: (Bracket | 'call')[] = []
  /** How many brackets are open, and the last of those that hold keys. */
  const withKeys = new Set<number>()
  const traits: Traits = {
    hasBareKeys: false,
    hasExpressions: false,
    hasPythonWords: false,
    hasHashComments: false,
    hasTripleQuotes: false,
    hasTemplates: false,
  }
  let at = start
  let end = start
  let isCut = false
  let isBalanced = true
  let isComplete = false
  const surplus: Token[] = []
  let lastString: { readonly index: number; readonly string: ReadString | null } | null = null
  if (how.isOpened) {
    tokens.push({ kind: 'open', bracket: '{', isList: false, start })
    open.push('{')
    isBalanced = false
  }

  while (budget.left > 0) {
    const before = at
    at = skipBlanks(at)
    if (at >= text.length) break
    if (isComplete && !goesOn(at)) {
      readSurplus(at)
      break
    }
    const next = readToken(at)
    if (next === null) break
    isComplete &&= next.isNothing === true
    budget.left -= next.end - before
    at = next.end
    end = at
    if (next.token !== undefined) tokens.push(next.token)
    if (next.isLast === true) {
      isCut = true
      break
    }
  }
  const last = tokens.at(-1)
  if (open.length > 0) isBalanced = false
  const isMidway = last?.kind === 'key' || (last?.kind === 'comma' && open.length > 0 && at >= text.length)
  return { tokens, surplus, end, isCut: isCut || isMidway, isBalanced, traits }

  interface Step {
    readonly token?: Token
    readonly end: number
    readonly isNothing?: boolean
    readonly isLast?: boolean
  }

  function readToken(index: number): Step | null {
    const char = text.charAt(index)
    if (text.startsWith('```', index)) return null
    if (char === ',') return { token: { kind: 'comma', start: index }, end: index + 1 }
    const closing = CLOSING[char]
    if (closing !== undefined) return readClosing(index, closing)
    if (tokens.at(-1)?.kind === 'value' || tokens.at(-1)?.kind === 'close') {
      const suffix = readSuffix(index)
      if (suffix !== null) return suffix
    }
    return readKey(index) ?? readOpening(index) ?? readValue(index)
  }

  function readClosing(index: number, bracket: Bracket): Step | null {
    if (open.at(-1) === 'call' && bracket === '(') {
      open.pop()
      return { end: index + 1, isNothing: false }
    }
    // A parenthesis that no literal opened belongs to the call around it.
    if (bracket === '(' && !open.includes('(')) return null
    if (open.at(-1) === bracket) open.pop()
    else {
      isBalanced = false
      const at = open.lastIndexOf(bracket)
      // A bracket of what holds the literal shows that the literal has lost its own.
      if (at < 0 && !how.mayGoOn) return null
      open.length = at < 0 ? Math.max(0, open.length - 1) : at
    }
    isComplete = open.length === 0
    return { token: { kind: 'close', bracket, start: index }, end: index + 1, isNothing: isComplete }
  }

  /** Whether after the closing of the outermost bracket one of its own keys follows: an early bracket was one too many. */
  function goesOn(index: number): boolean {
    if (!how.mayGoOn) return false
    if (text[index] !== ',') return false
    const next = skipBlanks(index + 1)
    const key = keyAt(next)
    if (
      key === null ||
      !(isSchemaKey(key.key) || /^\s*[{[]\s*["']?(?:NAME|CODE)\b/.test(text.slice(key.end, key.end + 40)))
    ) {
      return false
    }
    isBalanced = false
    return true
  }

  /** Brackets after the last one: they are those of what is around the literal, or its own after one that is too many. */
  function readSurplus(index: number): void {
    let after = text[index] === ',' ? skipBlanks(index + 1) : index
    for (let count = 0; count < MAX_SURPLUS; count++) {
      const bracket = CLOSING[text.charAt(after)]
      if (bracket === undefined || (bracket === '(' && tokens[0]?.kind === 'open' && tokens[0].bracket !== '(')) return
      surplus.push({ kind: 'close', bracket, start: after })
      after = skipBlanks(after + 1)
      if (text[after] === ',' && CLOSING[text.charAt(skipBlanks(after + 1))] !== undefined)
        after = skipBlanks(after + 1)
    }
  }

  function readSuffix(index: number): Step | null {
    const cast = /(?:as|satisfies)\s+[\w.<>[\], |&'"]*?(?=[,;)\]}\n]|$)/y
    cast.lastIndex = index
    const found = cast.exec(text)
    return found === null ? null : { end: index + found[0].length, isNothing: isComplete }
  }

  function readKey(index: number): Step | null {
    const last = tokens.at(-1)
    const found = keyAt(index)
    if (found === null) return null
    const isAfterValue = last?.kind === 'value' || last?.kind === 'close'
    if (isAfterValue && found.isBare && !isSchemaKey(found.key) && !isOnNextLine(index, found.end)) return null
    if (found.isBare) traits.hasBareKeys = true
    withKeys.add(open.length)
    const notes: RepairKind[] = isAfterValue ? [...found.notes, 'comma-added'] : [...found.notes]
    return { token: { kind: 'key', key: found.key, start: index, notes }, end: found.end }
  }

  /** Whether a bare word is a key on the line after a value that has lost its comma, and no sentence. */
  function isOnNextLine(index: number, end: number): boolean {
    return /\n[^\S\n]*$/.test(text.slice(Math.max(0, index - 200), index)) && /["'{[\d]/.test(text.charAt(end))
  }

  interface Key {
    readonly key: string
    readonly end: number
    readonly isBare: boolean
    readonly notes: readonly RepairKind[]
  }

  function keyAt(index: number): Key | null {
    COMPUTED_KEY.lastIndex = index
    const computed = text[index] === '[' ? COMPUTED_KEY.exec(text) : null
    if (computed !== null) {
      const name = readString(text, index + computed[0].length, how.language)
      const isKey = name !== null && text[name.end] === ']'
      const colonEnd = isKey ? colonAfter(name.end + 1) : null
      return isKey && colonEnd !== null ? { key: name.value, end: colonEnd, isBare: false, notes: name.notes } : null
    }
    const quoted = stringAt(index)
    if (quoted !== null) {
      const end = colonAfter(quoted.end)
      if (end !== null) return { key: quoted.value, end, isBare: false, notes: quoted.notes }
      return keyWithoutColon(quoted, false)
    }
    NUMBER.lastIndex = index
    WORD.lastIndex = index
    const word = NUMBER.exec(text)?.[0] ?? WORD.exec(text)?.[0]
    if (word === undefined) return null
    const afterWord = index + word.length
    const stray = /^["'”’]\s*(?::|=>)/.test(text.slice(afterWord, afterWord + 20)) ? 1 : 0
    const end = colonAfter(afterWord + stray)
    if (end === null) return keyWithoutColon({ value: word, end: afterWord, notes: [] }, true)
    // `result => …` is a function.
    if (how.language !== 'php' && /^\s*=>/.test(text.slice(afterWord, afterWord + 20))) return null
    // `a ? b : c` has no keys, and neither has `http://`.
    if (stray === 0 && text.startsWith('//', end)) return null
    return { key: word, end, isBare: stray === 0, notes: stray === 0 ? [] : ['quote-added'] }
  }

  /** A text where a key must stand that is followed by a value has lost its colon. */
  function keyWithoutColon(
    word: { readonly value: string; readonly end: number; readonly notes: readonly RepairKind[] },
    isBare: boolean,
  ): Key | null {
    const last = tokens.at(-1)
    if (last?.kind !== 'comma' && last?.kind !== 'open') return null
    const isKnown = isSchemaKey(word.value)
    if (!isKnown && !(open.at(-1) === '{' || withKeys.has(open.length))) return null
    const next = skipBlanks(word.end)
    const char = text.charAt(next)
    const mayBeText = isKnown || (!isBare && (open.at(-1) === '{' || withKeys.has(open.length)))
    const isValue =
      /[{[]/.test(char) ||
      (how.language === 'go' && matchAt(GO_TYPE, text, next) !== null) ||
      (/["'\d-]/.test(char) && mayBeText)
    if (!isValue || (isBare && next === word.end)) return null
    return { key: word.value, end: next, isBare, notes: [...word.notes, 'colon-added'] }
  }

  function colonAfter(index: number): number | null {
    COLON.lastIndex = index
    const colon = COLON.exec(text)
    if (colon !== null) return index + colon[0].length
    if (open.at(-1) !== '(') return null
    KEYWORD_COLON.lastIndex = index
    const equals = KEYWORD_COLON.exec(text)
    return equals === null ? null : index + equals[0].length
  }

  /** The text in quotes at an offset. A value is first taken for a key, so what was read last is kept. */
  function stringAt(index: number): ReadString | null {
    if (lastString?.index !== index) lastString = { index, string: readString(text, index, how.language) }
    return lastString.string
  }

  function readOpening(index: number): Step | null {
    const last = tokens.at(-1)
    if (open.length >= MAX_JSON_DEPTH + 8) return null
    const composite = how.language === 'go' ? matchAt(GO_TYPE, text, index) : null
    if (composite !== null) return opened(index, '{', /^&?\[/.test(composite), index + composite.length)
    const char = text.charAt(index)
    if (char === '{' || char === '[') return opened(index, char, false, index + 1)
    if (char === '(' && tokens.length === 0) return opened(index, '(', false, index + 1)
    if (!/[\p{L}(]/u.test(char)) return null
    EMPTY_OBJECT.lastIndex = index
    const empty = EMPTY_OBJECT.exec(text)
    if (empty !== null) return emptyObject(index, index + empty[0].length)
    CALL_OF_LIST.lastIndex = index
    const call = CALL_OF_LIST.exec(text)
    if (call !== null) return opened(index, '(', false, index + call[0].length)
    TRANSPARENT.lastIndex = index
    const wrapper = TRANSPARENT.exec(text)
    if (wrapper !== null && (last?.kind === 'key' || wrapper[1] === '')) {
      if (wrapper[1] === '(') open.push('call')
      return { end: index + wrapper[0].length }
    }
    return null
  }

  function opened(index: number, bracket: Bracket, isList: boolean, end: number): Step | null {
    // A second object beside the keys of the first is another literal: the first has lost its end.
    const last = tokens.at(-1)?.kind
    if ((last === 'comma' || last === 'close' || last === 'value') && withKeys.has(open.length)) return null
    open.push(bracket)
    withKeys.delete(open.length)
    return { token: { kind: 'open', bracket, isList, start: index }, end }
  }

  function emptyObject(index: number, end: number): Step {
    tokens.push({ kind: 'open', bracket: '{', isList: false, start: index })
    return { token: { kind: 'close', bracket: '{', start: index }, end }
  }

  function readValue(index: number): Step | null {
    const last = tokens.at(-1)
    const isAfterValue = last?.kind === 'value' || last?.kind === 'close'
    const inObject = open.at(-1) !== '['
    const value = readScalar(index)
    if (value === null) return null
    // Two values without a comma: in a list a comma was lost; elsewhere the literal has ended.
    if (isAfterValue && (inObject || value.isBare)) return null
    // A word where a key should stand: a name alone is a property of that name, anything else is no literal.
    if (value.isBare && inObject && (last?.kind === 'comma' || last?.kind === 'open')) return readShorthand(index)
    const node = isAfterValue ? withNotes(value.node, 'comma-added') : value.node
    return { token: { kind: 'value', node, start: index }, end: value.end, isLast: value.isLast === true }
  }

  function readShorthand(index: number): Step | null {
    WORD.lastIndex = index
    const word = WORD.exec(text)?.[0] ?? ''
    const next = text.charAt(skipBlanks(index + word.length))
    if (word === '' || (next !== ',' && next !== '}') || open.at(-1) !== '{') return null
    traits.hasExpressions = true
    tokens.push({ kind: 'key', key: word, start: index, notes: [] })
    const node = scalarNode({ kind: 'string', value: nameExpression(word) }, index, ['expression-replaced'], true)
    return { token: { kind: 'value', node, start: index }, end: index + word.length }
  }

  interface Scalar {
    readonly node: ReturnType<typeof scalarNode>
    readonly end: number
    readonly isBare: boolean
    readonly isLast?: boolean
  }

  function readScalar(index: number): Scalar | null {
    const string = stringAt(index)
    if (string !== null) {
      if (text.startsWith('"""', index) || text.startsWith("'''", index)) traits.hasTripleQuotes = true
      if (string.isPlaceholder) traits.hasExpressions = true
      if (text[index] === '`') traits.hasTemplates = true
      const node = scalarNode({ kind: 'string', value: string.value }, index, string.notes, string.isPlaceholder)
      if (!string.isClosed) return { node, end: string.end, isBare: false, isLast: isEnd(string.end) }
      return withOperators(index, { node, end: string.end, isBare: false })
    }
    const unopened = readLostOpening(index)
    if (unopened !== null) return unopened
    NUMBER.lastIndex = index
    const number = NUMBER.exec(text)?.[0]
    if (number !== undefined) {
      return withOperators(index, { node: numberNode(number, index), end: index + number.length, isBare: false })
    }
    WORD.lastIndex = index
    const word = WORD.exec(text)?.[0]
    const known = word === undefined ? undefined : VALUE_WORDS.get(word.toLowerCase())
    if (word !== undefined && known !== undefined) {
      if (/^(?:True|False|None)$/.test(word)) traits.hasPythonWords = true
      const value = known === null ? ({ kind: 'null' } as const) : ({ kind: 'boolean', value: known } as const)
      return withOperators(index, { node: scalarNode(value, index), end: index + word.length, isBare: false })
    }
    return expressionAt(index)
  }

  function isEnd(index: number): boolean {
    return /^[\s}\]),;'"`]*$/.test(text.slice(index, index + 200))
  }

  /** A text whose first quote was lost: words up to a quote that ends a value. */
  function readLostOpening(index: number): Scalar | null {
    LOST_OPENING.lastIndex = index
    const written = LOST_OPENING.exec(text)?.[1]
    if (written === undefined) return null
    const node = scalarNode({ kind: 'string', value: written }, index, ['quote-added'])
    return { node, end: index + written.length + 1, isBare: false }
  }

  function numberNode(written: string, index: number): ReturnType<typeof scalarNode> {
    if (JSON_NUMBER.test(written)) return scalarNode({ kind: 'number', lexeme: written }, index)
    const plain = written
      .replaceAll('_', '')
      .replace(/n$/, '')
      .replace(/^\+/, '')
      .replace(/^(-?)\./, '$10.')
      .replace(/\.(?=$|e)/i, '')
    if (JSON_NUMBER.test(plain)) return scalarNode({ kind: 'number', lexeme: plain }, index, ['number-rewritten'])
    if (/^0[xob]/i.test(plain) && Number.isSafeInteger(Number(plain))) {
      return scalarNode({ kind: 'number', lexeme: String(Number(plain)) }, index, ['number-rewritten'])
    }
    // A number with leading zeros means different numbers in different languages, so it is kept as it is written.
    return scalarNode({ kind: 'string', value: written }, index, ['number-rewritten'])
  }

  /** What follows a value may make it part of a sum, a call or a choice. */
  function withOperators(index: number, scalar: Scalar): Scalar {
    const next = skipBlanks(scalar.end)
    const isOperator = /^(?:\+|\.(?!\d)|\*|\?|\|\||&&|%|-(?!-)|\/(?![/*]))/.test(text.slice(next, next + 3))
    const isAdjacent = how.language === 'python' && scalar.node.value.kind === 'string' && isTextAt(next)
    if (!isOperator && !isAdjacent) return scalar
    return expressionAt(index) ?? scalar
  }

  /** Whether a text stands here that is no key. */
  function isTextAt(index: number): boolean {
    const string = /["']/.test(text.charAt(index)) ? readString(text, index, how.language) : null
    return string !== null && matchAt(COLON, text, string.end) === null
  }

  function expressionAt(index: number): Scalar | null {
    // Code may be looked at far beyond where it ends.
    budget.left -= 400
    const found = readExpression(text, index, how.language)
    if (found === null) return null
    if (found.isPlaceholder) traits.hasExpressions = true
    const notes: RepairKind[] = found.isPlaceholder ? ['expression-replaced'] : []
    const node = scalarNode({ kind: 'string', value: found.value }, index, notes, found.isPlaceholder)
    return { node, end: found.end, isBare: found.isBare }
  }

  function skipBlanks(index: number): number {
    let end = index
    for (;;) {
      const char = text.charAt(end)
      if (char > ' ' && char < '\x7f' && char !== '\\' && char !== '/' && char !== '#' && char !== '<') return end
      BLANKS.lastIndex = end
      const blanks = BLANKS.exec(text)
      if (blanks !== null) end += blanks[0].length
      COMMENT.lastIndex = end
      const comment = COMMENT.exec(text)
      if (comment === null) return end
      if (comment[0].startsWith('#')) traits.hasHashComments = true
      end += comment[0].length
      budget.left -= comment[0].length
    }
  }
}

function matchAt(pattern: RegExp, text: string, index: number): string | null {
  pattern.lastIndex = index
  return pattern.exec(text)?.[0] ?? null
}
