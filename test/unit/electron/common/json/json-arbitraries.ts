import fc from 'fast-check'
import type { JsonEntry, JsonValue } from '#common/json/json-value'

const NUMBER_SPELLINGS = ['0', '-0', '1', '1.0', '100', '1e2', '1E+2', '0.10', '-12.5e-7', '12345678901234567890']
const PECULIAR_KEYS = [
  '',
  '0',
  '1',
  '2',
  '10',
  '007',
  '-1',
  '1.5',
  '__proto__',
  'constructor',
  'a/b',
  'a~b',
  'ключ',
  '"',
]

const anyString = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('\u2028', '\ud800', '\0', 'a\r\nb', '\\', '/'),
)

const anyKey = fc.oneof(fc.constantFrom(...PECULIAR_KEYS), fc.string({ maxLength: 4 }))

const anyPrimitive: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constant<JsonValue>({ kind: 'null' }),
  fc.boolean().map((value): JsonValue => ({ kind: 'boolean', value })),
  fc.constantFrom(...NUMBER_SPELLINGS).map((lexeme): JsonValue => ({ kind: 'number', lexeme })),
  anyString.map((value): JsonValue => ({ kind: 'string', value })),
)

/** Any value without duplicate keys, its numbers in many spellings and its keys with every peculiarity. */
export const anyJsonValue: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyPrimitive,
    fc.array(tie('value'), { maxLength: 4 }).map((items): JsonValue => ({ kind: 'array', items })),
    fc
      .uniqueArray(fc.tuple(anyKey, tie('value')), { maxLength: 5, selector: ([key]) => key })
      .map((entries: JsonEntry[]): JsonValue => ({ kind: 'object', entries })),
  ),
})).value

/** A value and a text of it in some layout a person or a program may have given it. */
export const anyJsonText: fc.Arbitrary<{ text: string; value: JsonValue }> = fc
  .record({
    value: anyJsonValue,
    newline: fc.constantFrom('\n', '\r\n'),
    unit: fc.constantFrom('  ', '    ', '\t', ' '),
    colon: fc.constantFrom(': ', ':', ' : '),
    comma: fc.constantFrom(', ', ','),
    padding: fc.constantFrom('', ' '),
    isCommaFirst: fc.boolean(),
    isOneLine: fc.infiniteStream(fc.boolean()),
    isEscaped: fc.boolean(),
    around: fc.constantFrom('', '\n', ' \t'),
  })
  .map(({ value, newline, unit, colon, comma, padding, isCommaFirst, isOneLine, isEscaped, around }) => {
    return { text: around + write(value, '', isOneLine.next().value) + around, value }

    function write(part: JsonValue, margin: string, isInOneLine: boolean): string {
      if (part.kind === 'number') return part.lexeme
      if (part.kind === 'null') return 'null'
      if (part.kind === 'boolean') return String(part.value)
      if (part.kind === 'string') return writeString(part.value)
      const inner = margin + unit
      const areInOneLine = isInOneLine || isOneLine.next().value
      const written =
        part.kind === 'array'
          ? part.items.map(item => write(item, inner, areInOneLine))
          : part.entries.map(([key, item]) => writeString(key) + colon + write(item, inner, areInOneLine))
      const bracket = (contents: string): string => (part.kind === 'array' ? `[${contents}]` : `{${contents}}`)
      if (written.length === 0) return bracket(padding)
      if (areInOneLine) return bracket(padding + written.join(comma) + padding)
      const separator = isCommaFirst ? `${newline}${inner}, ` : `,${newline}${inner}`
      return bracket(newline + inner + written.join(separator) + newline + margin)
    }

    function writeString(string: string): string {
      const plain = JSON.stringify(string)
      return isEscaped ? plain.replaceAll('a', '\\u0061').replaceAll('/', '\\/') : plain
    }
  })
