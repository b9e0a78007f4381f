import { MAX_JSON_DEPTH, parseJson, type JsonValue } from '#common/json/json-value'
import { floatText } from './php-float'
import { PhpArray, fitsPhpInt, type PhpValue } from './php-value'

/** A value that PHP cannot write as JSON: nested too deep, or a float that is infinite. */
export class UnencodableError extends Error {}

/** What `json_encode` escapes beyond JSON's own rules with the portal's flags; U+2028 and U+2029 end a line in scripts. */
const PORTAL_ESCAPES = new Map(
  Object.entries({
    '"': '\\u0022',
    '&': '\\u0026',
    "'": '\\u0027',
    '<': '\\u003C',
    '>': '\\u003E',
    '/': '\\/',
    '\\': '\\\\',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\u2028': '\\u2028',
    '\u2029': '\\u2029',
  }),
)
const ESCAPED = /["&'<>/\\\u2028\u2029\p{Cc}]/gu
const LONE_SURROGATE = /\p{Surrogate}/u

/** Reads JSON as PHP's `json_decode` into arrays does; undefined when PHP would refuse it. */
export function decodeJson(text: string): PhpValue | undefined {
  const parsed = parseJson(text)
  if (!parsed.ok) return undefined
  try {
    return fromJson(parsed.value, 1)
  } catch (error) {
    if (error instanceof UndecodableError) return undefined
    throw error
  }
}

/** Writes JSON as the portal answers it. Throws {@link UnencodableError}. */
export function encodeJson(value: PhpValue): string {
  return encode(value, ANSWER, 1)
}

/** Writes JSON that {@link decodeJson} reads back as the very same value, even one that no answer can hold. */
export function storedJson(value: PhpValue): string {
  return encode(value, STORED, 1)
}

interface Spelling {
  readonly maxDepth: number
  text(text: string): string
  infinity(value: number): string
}

const ANSWER: Spelling = {
  maxDepth: MAX_JSON_DEPTH,
  text: text => `"${text.replace(ESCAPED, escaped)}"`,
  infinity() {
    throw new UnencodableError('JSON has no infinite number')
  },
}

const STORED: Spelling = {
  maxDepth: Infinity,
  text: text => JSON.stringify(text),
  infinity: value => (value > 0 ? '1e999' : '-1e999'),
}

class UndecodableError extends Error {}

/** PHP counts the scalar inside as a level too when it reads, so one array fewer fits than when it writes. */
function fromJson(value: JsonValue, depth: number): PhpValue {
  if ((value.kind === 'array' || value.kind === 'object') && depth >= MAX_JSON_DEPTH) throw new UndecodableError()
  switch (value.kind) {
    case 'null':
      return null
    case 'boolean':
      return value.value
    case 'number':
      return numberOf(value.lexeme)
    case 'string':
      return textOf(value.value)
    case 'array':
      return PhpArray.list(value.items.map(item => fromJson(item, depth + 1)))
    case 'object':
      return PhpArray.of(value.entries.map(([key, item]) => [textOf(key), fromJson(item, depth + 1)] as const))
  }
}

function numberOf(lexeme: string): PhpValue {
  if (/[.eE]/.test(lexeme)) return Number(lexeme)
  const whole = BigInt(lexeme)
  return fitsPhpInt(whole) ? whole : Number(lexeme)
}

/** PHP reads strings as UTF-8, where half of a surrogate pair cannot stand. */
function textOf(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new UndecodableError()
  return text
}

function encode(value: PhpValue, spelling: Spelling, depth: number): string {
  switch (typeof value) {
    case 'string':
      return spelling.text(value)
    case 'number':
      return Number.isFinite(value) ? encodeFloat(value) : spelling.infinity(value)
    case 'bigint':
    case 'boolean':
      return String(value)
    default:
      return value === null ? 'null' : encodeArray(value, spelling, depth)
  }
}

function encodeArray(array: PhpArray, spelling: Spelling, depth: number): string {
  if (depth > spelling.maxDepth) throw new UnencodableError('Nested too deep')
  const encoded = (item: PhpValue) => encode(item, spelling, depth + 1)
  if (array.isList()) return `[${Array.from(array.values(), encoded).join(',')}]`
  return `{${Array.from(array.entries(), ([key, item]) => `${spelling.text(key)}:${encoded(item)}`).join(',')}}`
}

/** A float stays recognisable as one: `1.0` does not become `1`. */
function encodeFloat(value: number): string {
  const text = floatText(value)
  return text.includes('.') ? text : `${text}.0`
}

/** Of the control characters PHP escapes those below the space, and leaves DEL and its neighbours as they are. */
function escaped(char: string): string {
  const known = PORTAL_ESCAPES.get(char)
  if (known !== undefined || char > ' ') return known ?? char
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}
