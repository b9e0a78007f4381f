import type { Language } from './dialects'
import { nameExpression, readString } from './read-string'

export interface ReadExpression {
  readonly value: string
  /** Whether the value only stands for what the code would make. */
  readonly isPlaceholder: boolean
  readonly end: number
  /** Whether it begins with a name, so that it might be a sentence and no code. */
  readonly isBare: boolean
}

const MAX_LENGTH = 1500
const MAX_PIECES = 200
const NUMBER = /\d+(?:\.\d+)?/y
/** A name with its fields, keys and calls without arguments. */
const NAME = /[\p{L}_$\\][\p{L}\p{N}_$\\]*(?:(?:\?\.|->|::|\.)[\p{L}_$][\p{L}\p{N}_$]*|\[[^\][\n]{0,60}\])*/uy
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/**
 * Reads code that gives a value, up to the comma or bracket after it. Texts joined by `+`, `.` or by standing side by side
 * are one text; anything else becomes text that names it.
 */
export function readExpression(text: string, start: number, language: Language): ReadExpression | null {
  const pieces: string[] = []
  let isPlaceholder = false
  let at = start
  let isJoined = true
  for (let count = 0; count < MAX_PIECES && at - start < MAX_LENGTH; count++) {
    at = skipSpaces(text, at)
    const piece = readPiece(text, at, language)
    if (piece === null) break
    if (!piece.isOperator && !isJoined && !(piece.isText && language === 'python')) break
    if (piece.isOperator) {
      if (piece.value !== '+' && piece.value !== '.') return finishLoosely(piece.end)
      isJoined = true
    } else {
      pieces.push(piece.value)
      isPlaceholder ||= piece.isPlaceholder
      isJoined = false
    }
    at = piece.end
  }
  if (pieces.length === 0) return null
  return { value: pieces.join(''), isPlaceholder, end: trimmedEnd(), isBare: isBareStart() }

  function trimmedEnd(): number {
    let end = at
    while (end > start && /\s/.test(text.charAt(end - 1))) end--
    return end
  }

  function isBareStart(): boolean {
    return /[\p{L}_$\\]/u.test(text.charAt(start))
  }

  function finishLoosely(from: number): ReadExpression {
    return { value: '<expression>', isPlaceholder: true, end: endOfCode(text, from), isBare: isBareStart() }
  }
}

interface Piece {
  readonly value: string
  readonly isText: boolean
  readonly isPlaceholder: boolean
  readonly isOperator: boolean
  readonly end: number
}

function readPiece(text: string, at: number, language: Language): Piece | null {
  const string = readString(text, at, language)
  if (string !== null) {
    return {
      value: string.value,
      isText: true,
      isPlaceholder: string.isPlaceholder,
      isOperator: false,
      end: string.end,
    }
  }
  const operator = /^(?:\?\?|\|\||&&|===?|!==?|<=|>=|=>|->|::|[+.*?%<>!&|-]|\/(?![/*]))/.exec(
    text.slice(at, at + 3),
  )?.[0]
  if (operator !== undefined) {
    return { value: operator, isText: false, isPlaceholder: false, isOperator: true, end: at + operator.length }
  }
  NUMBER.lastIndex = at
  const number = NUMBER.exec(text)?.[0]
  if (number !== undefined) {
    return { value: number, isText: false, isPlaceholder: false, isOperator: false, end: at + number.length }
  }
  if (text[at] === '(') return code('<expression>', endOfBrackets(text, at))
  NAME.lastIndex = at
  const name = NAME.exec(text)?.[0]
  if (name === undefined) return null
  const end = at + name.length
  if (/^(?:new|await|async|function|fn|lambda|typeof|not)$/.test(name))
    return code('<expression>', endOfCode(text, end))
  return text[end] === '(' ? code('<expression>', endOfCode(text, end)) : code(nameExpression(name), end)

  function code(value: string, end: number): Piece {
    return { value, isText: false, isPlaceholder: true, isOperator: false, end }
  }
}

/** Where a comma or bracket ends the code, skipping what stands in brackets and quotes. */
function endOfCode(text: string, from: number): number {
  const limit = Math.min(text.length, from + MAX_LENGTH)
  let at = from
  while (at < limit) {
    const char = text.charAt(at)
    if (',;}])'.includes(char) || text.startsWith('\n\n', at)) break
    if (CLOSERS[char] !== undefined) {
      const end = endOfBrackets(text, at)
      if (end === at + 1) return end
      at = end
    } else if ('"\'`'.includes(char)) at = endOfQuotes(text, at)
    else at++
  }
  return at
}

function endOfBrackets(text: string, from: number): number {
  const limit = Math.min(text.length, from + MAX_LENGTH)
  const expected: string[] = []
  for (let at = from; at < limit; at++) {
    const char = text.charAt(at)
    const closer = CLOSERS[char]
    if (closer !== undefined) expected.push(closer)
    else if ('"\'`'.includes(char)) at = endOfQuotes(text, at) - 1
    else if (char === expected.at(-1)) {
      expected.pop()
      if (expected.length === 0) return at + 1
    }
  }
  return from + 1
}

function endOfQuotes(text: string, from: number): number {
  const quote = text.charAt(from)
  const limit = Math.min(text.length, from + MAX_LENGTH)
  for (let at = from + 1; at < limit; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === quote) return at + 1
    else if (text[at] === '\n' && quote !== '`') return from + 1
  }
  return from + 1
}

function skipSpaces(text: string, from: number): number {
  const spaces = /\s*/y
  spaces.lastIndex = from
  return from + (spaces.exec(text)?.[0].length ?? 0)
}
