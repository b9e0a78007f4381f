import { parseTree, type Node, type ParseError } from 'jsonc-parser'

/**
 * A JSON value that keeps what `JSON.parse` loses: the order of keys that look like numbers, the spelling of numbers
 * and duplicate keys. Payment systems read a handler's keys in this order, so it must survive every round trip.
 */
export type JsonValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly lexeme: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'array'; readonly items: readonly JsonValue[] }
  | { readonly kind: 'object'; readonly entries: readonly JsonEntry[] }

export type JsonEntry = readonly [key: string, value: JsonValue]
export type JsonScalar = Exclude<JsonValue, { kind: 'array' | 'object' }>
export type JsonObject = Extract<JsonValue, { kind: 'object' }>

/** `{}`. */
export const EMPTY_OBJECT: JsonObject = { kind: 'object', entries: [] }

/** Where a text stops being JSON. `offset` counts UTF-16 units from 0, `line` and `column` from 1. */
export interface JsonProblem {
  readonly offset: number
  readonly line: number
  readonly column: number
}

export type JsonResult =
  { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly problem: JsonProblem }

/** The limit PHP's own decoder has; deeper text is refused by the portal. */
export const MAX_JSON_DEPTH = 512

/** Reads strict JSON (RFC 8259) without losing key order, number spelling or duplicate keys. */
export function parseJson(text: string): JsonResult {
  if (nestingDepth(text) > MAX_JSON_DEPTH) return failure(text, 0)
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const first = errors[0]
  if (first !== undefined || root === undefined) return failure(text, first?.offset ?? text.length)
  if (!isStrictJson(text)) return failure(text, 0)
  return { ok: true, value: fromNode(root, text) }
}

/** Prints JSON with one entry a line. `indent` is the number of spaces a level; 0 prints on one line, without spaces. */
export function printJson(value: JsonValue, indent = 2): string {
  return print(value, indent, '')
}

/** Prints a value that holds no other, a number as it is spelled. */
export function printScalar(value: JsonScalar): string {
  switch (value.kind) {
    case 'null':
      return 'null'
    case 'boolean':
      return String(value.value)
    case 'number':
      return value.lexeme
    case 'string':
      return JSON.stringify(value.value)
  }
}

/** The plain JavaScript value, for code that needs neither key order nor number spelling. The last duplicate key wins. */
export function toPlain(value: JsonValue): unknown {
  switch (value.kind) {
    case 'null':
      return null
    case 'boolean':
    case 'string':
      return value.value
    case 'number':
      return Number(value.lexeme)
    case 'array':
      return value.items.map(toPlain)
    case 'object':
      return Object.fromEntries(value.entries.map(([key, item]) => [key, toPlain(item)]))
  }
}

/** The value at a key, or undefined. Of duplicate keys the last one counts, as it does on a portal. */
export function entryOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (value?.kind !== 'object') return undefined
  return value.entries.findLast(([name]) => name === key)?.[1]
}

/** The line and column, both from 1, of an offset in UTF-16 units. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}

function failure(text: string, offset: number): JsonResult {
  return { ok: false, problem: { offset, ...positionAt(text, offset) } }
}

/** Whether a second reader takes the text for JSON: what a portal would refuse must not pass. */
export function isStrictJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Counted before parsing, because a parser that recurses would end in a stack overflow on hostile text. */
export function nestingDepth(text: string): number {
  let depth = 0
  let deepest = 0
  let isInString = false
  for (let index = 0; index < text.length; index++) {
    // Codes, because a text of a megabyte is looked at often, and its characters as texts take several times as long.
    const code = text.charCodeAt(index)
    if (isInString) {
      if (code === BACKSLASH) index++
      else if (code === QUOTE) isInString = false
    } else if (code === QUOTE) isInString = true
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) deepest = Math.max(deepest, ++depth)
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--
  }
  return deepest
}

const QUOTE = 0x22
const OPEN_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

function fromNode(node: Node, text: string): JsonValue {
  switch (node.type) {
    case 'null':
      return { kind: 'null' }
    case 'boolean':
      return { kind: 'boolean', value: node.value as boolean }
    case 'number':
      return { kind: 'number', lexeme: text.slice(node.offset, node.offset + node.length) }
    case 'string':
      return { kind: 'string', value: node.value as string }
    case 'array':
      return { kind: 'array', items: (node.children ?? []).map(child => fromNode(child, text)) }
    case 'object':
    case 'property':
      return { kind: 'object', entries: (node.children ?? []).map(property => entryFromNode(property, text)) }
  }
}

function entryFromNode(property: Node, text: string): JsonEntry {
  const [key, value] = property.children ?? []
  if (key === undefined || value === undefined) throw new Error('A property of a parsed object has a key and a value')
  return [key.value as string, fromNode(value, text)]
}

function print(value: JsonValue, indent: number, margin: string): string {
  switch (value.kind) {
    case 'array':
      return block(
        '[',
        value.items.map(item => print(item, indent, margin + ' '.repeat(indent))),
        ']',
        indent,
        margin,
      )
    case 'object': {
      const inner = margin + ' '.repeat(indent)
      const colon = indent === 0 ? ':' : ': '
      const lines = value.entries.map(([key, item]) => JSON.stringify(key) + colon + print(item, indent, inner))
      return block('{', lines, '}', indent, margin)
    }
    default:
      return printScalar(value)
  }
}

function block(open: string, lines: readonly string[], close: string, indent: number, margin: string): string {
  if (lines.length === 0) return open + close
  if (indent === 0) return open + lines.join(',') + close
  const inner = margin + ' '.repeat(indent)
  return `${open}\n${lines.map(line => inner + line).join(',\n')}\n${margin}${close}`
}
