import type { JsonEntry, JsonValue } from './json-value'

const WORD = /[^\s,\]}]+/y
const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

/**
 * Reads a text that `JSON.parse` has taken already, and so looks for no errors: several times as fast as a reader that
 * does, which matters where a megabyte is read while a person waits. Of any other text the outcome means nothing.
 */
export function readStrictJson(text: string): JsonValue {
  let at = 0
  return readValue()

  function readValue(): JsonValue {
    switch (skipSpace()) {
      case OPEN_BRACE:
        return { kind: 'object', entries: readParts(CLOSE_BRACE, readEntry) }
      case OPEN_BRACKET:
        return { kind: 'array', items: readParts(CLOSE_BRACKET, readValue) }
      case QUOTE:
        return { kind: 'string', value: readString() }
      default:
        return readWord()
    }
  }

  function readParts<Part>(end: number, readPart: () => Part): Part[] {
    const parts: Part[] = []
    at++
    if (skipSpace() === end) {
      at++
      return parts
    }
    let next: number
    do {
      parts.push(readPart())
      next = skipSpace()
      at++
    } while (next !== end && at < text.length)
    return parts
  }

  function readEntry(): JsonEntry {
    skipSpace()
    const key = readString()
    skipSpace()
    at++
    return [key, readValue()]
  }

  function readString(): string {
    const start = at
    let end = text.indexOf('"', start + 1)
    while (isEscaped(end)) end = text.indexOf('"', end + 1)
    at = end + 1
    const written = text.slice(start + 1, end)
    return written.includes('\\') ? (JSON.parse(text.slice(start, at)) as string) : written
  }

  /** An odd number of backslashes before it makes a quote a part of the string. */
  function isEscaped(quote: number): boolean {
    let start = quote
    while (text.charCodeAt(start - 1) === BACKSLASH) start--
    return (quote - start) % 2 === 1
  }

  function readWord(): JsonValue {
    WORD.lastIndex = at
    const word = WORD.exec(text)?.[0] ?? ''
    at += word.length
    if (word === 'null') return { kind: 'null' }
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' }
    return { kind: 'number', lexeme: word }
  }

  function skipSpace(): number {
    let code = text.charCodeAt(at)
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = text.charCodeAt(++at)
    return code
  }
}
