import fc from 'fast-check'
import { LosslessNumber } from 'lossless-json'
import { describe, expect, it } from 'vitest'
import { parseJson, printJson, type JsonValue } from '#common/json/json-value'
import {
  fromTreeValue,
  hasSameContents,
  toTreeValue,
  treeParser,
} from '../../../../../../renderer/features/drafts/editor/tree-value'
import { anyJsonValue } from '../../../../electron/common/json/json-arbitraries'

function parsed(text: string): JsonValue {
  const result = parseJson(text)
  if (!result.ok) throw new Error(`Not JSON: ${text}`)
  return result.value
}

describe('toTreeValue', () => {
  it('loses nothing that fromTreeValue does not give back', () => {
    fc.assert(
      fc.property(anyJsonValue, value => {
        expect(fromTreeValue(toTreeValue(value))).toEqual(value)
      }),
    )
  })

  it('gives the right value whatever was shown before', () => {
    fc.assert(
      fc.property(anyJsonValue, anyJsonValue, (shown, value) => {
        expect(fromTreeValue(toTreeValue(value, toTreeValue(shown)))).toEqual(value)
      }),
    )
  })

  it('gives the shown value itself where nothing changed', () => {
    fc.assert(
      fc.property(anyJsonValue, value => {
        const shown = toTreeValue(value)
        expect(toTreeValue(value, shown)).toBe(shown)
      }),
    )
  })

  it('lists keys that look like numbers in the order of the text', () => {
    expect(Object.keys(toTreeValue(parsed('{"b":0,"10":1,"2":2}')) as object)).toEqual(['b', '10', '2'])
  })

  it('makes an object anew when only the order of its keys changed', () => {
    const shown = toTreeValue(parsed('[{"a":1,"b":2},{"c":3}]')) as unknown[]
    const next = toTreeValue(parsed('[{"b":2,"a":1},{"c":3}]'), shown) as unknown[]
    expect(next[0]).not.toBe(shown[0])
    expect(next[1]).toBe(shown[1])
  })
})

describe('fromTreeValue', () => {
  it.each<[name: string, value: unknown, text: string]>([
    ['a number that JavaScript made', [1, 1e21, -0], '[1,1e+21,0]'],
    ['a number that kept its spelling', new LosslessNumber('1.0'), '1.0'],
    [
      'an object that the tree copied',
      { ...(toTreeValue(parsed('{"a":[]}')) as object), b: null },
      '{"a":[],"b":null}',
    ],
  ])('reads %s', (_, value, text) => {
    expect(printJson(fromTreeValue(value), 0)).toBe(text)
  })

  it.each([[undefined], [Number.NaN], [[undefined]], [() => 1]])('refuses %s', value => {
    expect(() => fromTreeValue(value)).toThrow(TypeError)
  })
})

describe('hasSameContents', () => {
  it.each<[value: string, tree: string, isSame: boolean]>([
    ['{"a":1,"b":[2]}', '{"b":[2],"a":1}', true],
    ['{"a":1}', '{"a":1.0}', false],
    ['{"a":1}', '{"a":1,"b":2}', false],
    ['{"a":1,"b":2}', '{"a":1}', false],
    ['{"a":null}', '{"b":null}', false],
    ['[1,2]', '[2,1]', false],
    ['{}', '[]', false],
    ['[]', '{}', false],
    ['{}', '1', false],
    ['"1"', '1', false],
    ['{"toString":1}', '{"a":1}', false],
  ])('compares %s with %s', (value, tree, isSame) => {
    expect(hasSameContents(parsed(value), toTreeValue(parsed(tree)))).toBe(isSame)
  })
})

describe('treeParser', () => {
  it('keeps order and spelling of what is pasted and copied again', () => {
    const text = '{"10":1.0,"2":[12345678901234567890]}'
    expect(treeParser.stringify(treeParser.parse(text))).toBe(text)
  })

  it('writes with line breaks when asked to', () => {
    expect(treeParser.stringify(treeParser.parse('{"a":1}'), null, 2)).toBe('{\n  "a": 1\n}')
  })

  it.each(['{"a":1,"a":2}', '{a:1}', ''])('refuses %j', text => {
    expect(() => treeParser.parse(text)).toThrow(SyntaxError)
  })
})
