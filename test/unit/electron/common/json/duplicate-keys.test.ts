import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstDuplicateKey, pointerPart } from '#common/json/duplicate-keys'
import { parseJson } from '#common/json/json-value'
import { anyJsonValue } from './json-arbitraries'

function firstIn(text: string): string | null {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(`Not JSON: ${text}`)
  return firstDuplicateKey(parsed.value)
}

describe('the first duplicate key', () => {
  it.each([
    ['{}', null],
    ['[]', null],
    ['"a"', null],
    ['{"a":1,"b":{"a":1}}', null],
    ['[{"a":1},{"a":1}]', null],
    ['{"a":1,"A":2}', null],
    ['{"a":1,"a":1}', '/a'],
    ['{"a":{"b":1,"c":2,"b":3}}', '/a/b'],
    ['[0,{"x":[{"k":1,"k":2}]}]', '/1/x/0/k'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"":1,"":2}', '/'],
    ['{"a/b":1,"a/b":2}', '/a~1b'],
    ['{"a~b":1,"a~b":2}', '/a~0b'],
    ['{"__proto__":1,"__proto__":2}', '/__proto__'],
    ['{"a":{"x":1,"x":2},"a":3}', '/a/x'],
  ])('of %s is %j', (text, pointer) => {
    expect(firstIn(text)).toBe(pointer)
  })

  it('is found in no value whose keys are all different', () => {
    fc.assert(
      fc.property(anyJsonValue, value => {
        expect(firstDuplicateKey(value)).toBeNull()
      }),
    )
  })

  it('is found wherever a key of an object is repeated at its end', () => {
    const anyObject = anyJsonValue.filter(value => value.kind === 'object' && value.entries.length > 0)
    fc.assert(
      fc.property(anyObject, fc.nat(), (value, choice) => {
        if (value.kind !== 'object') return
        const repeated = value.entries[choice % value.entries.length]!
        const found = firstDuplicateKey({ kind: 'object', entries: [...value.entries, repeated] })
        expect(found).toBe(`/${pointerPart(repeated[0])}`)
      }),
    )
  })
})

describe('a part of a JSON Pointer', () => {
  it('can be read back as the key it came from', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a') }), key => {
        const part = pointerPart(key)
        expect(part).not.toContain('/')
        expect(part.replaceAll('~1', '/').replaceAll('~0', '~')).toBe(key)
      }),
    )
  })
})
