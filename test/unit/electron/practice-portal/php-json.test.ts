import { describe, expect, it } from 'vitest'
import { decodeJson, encodeJson, storedJson, UnencodableError } from '../../../../electron/practice-portal/php-json'
import { PhpArray, type PhpValue } from '../../../../electron/practice-portal/php-value'

function decoded(text: string): PhpValue {
  const value = decodeJson(text)
  if (value === undefined) throw new Error(`Refused: ${text}`)
  return value
}

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth)
}

describe('decodeJson', () => {
  it('tells integers from floats', () => {
    expect([...(decoded('[1, 1.0, 1e2, 0.5]') as PhpArray).values()]).toEqual([1n, 1, 100, 0.5])
  })

  it.each(['', ' ', '{', '{"a":1,}', "{'a':1}", 'undefined', 'TRUE', '01', '[1.]', '"\t"', '{"a":1}}', '\ufeff{}'])(
    'refuses %j',
    text => {
      expect(decodeJson(text)).toBeUndefined()
    },
  )

  it.each(['"\\ud800"', '{"\\udc00":1}', '["a\\ud83dz"]'])('refuses half a surrogate pair in %s', text => {
    expect(decodeJson(text)).toBeUndefined()
  })

  it('nests 511 arrays deep and no deeper', () => {
    expect(decodeJson(nested(511))).toBeInstanceOf(PhpArray)
    expect(decodeJson(nested(512))).toBeUndefined()
  })
})

describe('encodeJson after decodeJson', () => {
  // Each answer is what PHP 8.2 writes for the same text.
  it.each([
    ['{}', '[]'],
    ['[]', '[]'],
    ['{"a":{}}', '{"a":[]}'],
    ['{"0":"a","1":"b"}', '["a","b"]'],
    ['{"1":"b","0":"a"}', '{"1":"b","0":"a"}'],
    ['{"0":"a","2":"b"}', '{"0":"a","2":"b"}'],
    ['{"10":1,"2":2,"a":3,"1":4}', '{"10":1,"2":2,"a":3,"1":4}'],
    ['{"a":1,"b":2,"a":3}', '{"a":3,"b":2}'],
    ['{"00":1}', '{"00":1}'],
    ['{"":1}', '{"":1}'],
    ['{"__proto__":1,"constructor":2}', '{"__proto__":1,"constructor":2}'],
    ['9223372036854775807', '9223372036854775807'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['9223372036854775808', '9.223372036854776e+18'],
    ['100', '100'],
    ['-0', '0'],
    ['-0.0', '-0.0'],
    ['1.0', '1.0'],
    ['1.10', '1.1'],
    ['1e3', '1000.0'],
    ['1e25', '1.0e+25'],
    ['0.30000000000000004', '0.30000000000000004'],
    ['true', 'true'],
    ['null', 'null'],
  ])('turns %s into %s', (sent, answered) => {
    expect(encodeJson(decoded(sent))).toBe(answered)
  })

  it.each([
    ['/', '\\/'],
    ['<b>', '\\u003Cb\\u003E'],
    ['a&b', 'a\\u0026b'],
    ["it's", 'it\\u0027s'],
    ['say "hi"', 'say \\u0022hi\\u0022'],
    ['back\\slash', 'back\\\\slash'],
    ['\b\f\n\r\t', '\\b\\f\\n\\r\\t'],
    ['\u0000\u0001\u001f', '\\u0000\\u0001\\u001f'],
    ['\u007f\u0085', '\u007f\u0085'],
    ['\u2028\u2029', '\\u2028\\u2029'],
    ['Счёт № 5 – 10 €', 'Счёт № 5 – 10 €'],
    ['🧾', '🧾'],
  ])('escapes %j as %j, in keys as in values', (text, escaped) => {
    expect(encodeJson(PhpArray.of([[text, text]]))).toBe(`{"${escaped}":"${escaped}"}`)
  })
})

describe('encodeJson', () => {
  it('refuses an infinite number', () => {
    expect(() => encodeJson(decoded('1e400'))).toThrow(UnencodableError)
  })

  it('nests 512 arrays deep and no deeper', () => {
    const deepest = PhpArray.list([decoded(nested(511))])
    expect(encodeJson(deepest)).toBe(nested(512))
    expect(() => encodeJson(PhpArray.list([deepest]))).toThrow(UnencodableError)
  })
})

describe('storedJson', () => {
  it.each(['{"10":1,"2":[1.0,-0.0,1e400,-1e400],"a":"\\u2028</"}', '9223372036854775807', nested(511)])(
    'reads back as the same value: %s',
    text => {
      const value = decoded(text)
      expect(decodeJson(storedJson(value))).toEqual(value)
    },
  )
})
