import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  entryOf,
  MAX_JSON_DEPTH,
  parseJson,
  positionAt,
  printJson,
  toPlain,
  type JsonValue,
} from '#common/json/json-value'
import { anyJsonText, anyJsonValue } from './json-arbitraries'

function parsed(text: string): JsonValue {
  const result = parseJson(text)
  if (!result.ok) throw new Error(`Not JSON: ${text}`)
  return result.value
}

describe('parseJson', () => {
  it('reads back what printJson wrote, at any indentation', () => {
    fc.assert(
      fc.property(anyJsonValue, fc.constantFrom(0, 1, 2, 4), (value, indent) => {
        expect(parsed(printJson(value, indent))).toEqual(value)
      }),
    )
  })

  it('reads a value from any layout of its text', () => {
    fc.assert(
      fc.property(anyJsonText, ({ text, value }) => {
        expect(parsed(text)).toEqual(value)
      }),
    )
  })

  it('takes exactly what JSON.parse takes', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      "'",
      '1',
      '01',
      '-',
      '.5',
      '1.',
      'null',
      'nul',
      '//',
      '/**/',
      ' ',
      '\u00a0',
      '\ufeff',
      '\n',
      '\\u12',
      '\t"\t"',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 7 }), parts => {
        const text = parts.join('')
        expect(parseJson(text).ok).toBe(isJson(text))
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['a trailing comma', '{"a":1,}'],
    ['a comment', '{"a":1} // one'],
    ['single quotes', "{'a':1}"],
    ['a bare key', '{a:1}'],
    ['a leading zero', '[01]'],
    ['a bare point', '[1.]'],
    ['a plus sign', '[+1]'],
    ['NaN', '[NaN]'],
    ['a line break in a string', '["a\nb"]'],
    ['a tab in a string', '["a\tb"]'],
    ['a byte order mark', '\ufeff{}'],
    ['a non-breaking space', '{\u00a0}'],
    ['two values', '{} {}'],
    ['nothing', ''],
    ['white space only', ' \n'],
  ])('refuses %s', (_, text) => {
    expect(parseJson(text).ok).toBe(false)
  })

  it('names the place where the text stops being JSON', () => {
    expect(parseJson('{\n  "a": 1,\n  "b": ?\n}')).toEqual({ ok: false, problem: { offset: 19, line: 3, column: 8 } })
  })

  it('keeps duplicate keys, in their order', () => {
    expect(parsed('{"a":1,"b":2,"a":3}')).toEqual({
      kind: 'object',
      entries: [
        ['a', { kind: 'number', lexeme: '1' }],
        ['b', { kind: 'number', lexeme: '2' }],
        ['a', { kind: 'number', lexeme: '3' }],
      ],
    })
  })

  it.each(['1.0', '1e2', '1E+2', '-0', '0.10', '12345678901234567890', '1e999'])('keeps the spelling of %s', lexeme => {
    expect(printJson(parsed(`[ ${lexeme} ]`), 0)).toBe(`[${lexeme}]`)
  })

  it('keeps the order of keys that look like numbers', () => {
    const text = '{"10":"ten","b":0,"2":"two","01":"one"}'
    expect(printJson(parsed(text), 0)).toBe(text)
  })

  it('reads the deepest text a portal takes, and refuses deeper ones', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
    expect(parseJson(nested(MAX_JSON_DEPTH)).ok).toBe(true)
    expect(parseJson(nested(MAX_JSON_DEPTH + 1)).ok).toBe(false)
    expect(parseJson('['.repeat(1_000_000)).ok).toBe(false)
  })

  it('does not take brackets in a string for depth', () => {
    expect(parseJson(JSON.stringify('["'.repeat(1000))).ok).toBe(true)
  })
})

describe('toPlain', () => {
  it('agrees with JSON.parse', () => {
    fc.assert(
      fc.property(anyJsonText, ({ text }) => {
        expect(toPlain(parsed(text))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('lets the last of duplicate keys win, as a portal does', () => {
    expect(toPlain(parsed('{"a":1,"a":2}'))).toEqual({ a: 2 })
  })

  it('takes a key named __proto__ for a key', () => {
    const plain = toPlain(parsed('{"__proto__":{"isAdmin":true}}')) as Record<string, unknown>
    expect(Object.keys(plain)).toEqual(['__proto__'])
    expect(plain['isAdmin']).toBeUndefined()
  })
})

describe('entryOf', () => {
  it('gives the last of duplicate keys', () => {
    expect(entryOf(parsed('{"a":1,"a":2}'), 'a')).toEqual({ kind: 'number', lexeme: '2' })
  })

  it.each([['{"b":1}'], ['[1]'], ['null']])('finds nothing in %s', text => {
    expect(entryOf(parsed(text), 'a')).toBeUndefined()
  })
})

describe('positionAt', () => {
  it.each([
    [0, 1, 1],
    [2, 1, 3],
    [3, 2, 1],
    [5, 3, 1],
  ])('puts offset %i in line %i, column %i', (offset, line, column) => {
    expect(positionAt('ab\nc\nd', offset)).toEqual({ line, column })
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
