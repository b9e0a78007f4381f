import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differencesBetween, takeOver, type DifferenceOptions } from '#common/compare/differences'
import { pointerOf } from '#common/json/json-pointer'
import { parseJson, printJson, type JsonValue } from '#common/json/json-value'
import { anyJsonValue } from '../json/json-arbitraries'

const ALL_SHOWN: DifferenceOptions = { keyOrder: true, numbers: 'as-spelled', emptiness: true, items: 'matched' }
const ALL_HIDDEN: DifferenceOptions = { keyOrder: false, numbers: 'also-as-text', emptiness: false, items: 'matched' }

const anyOptions: fc.Arbitrary<DifferenceOptions> = fc.record({
  keyOrder: fc.boolean(),
  numbers: fc.constantFrom('as-spelled', 'by-value', 'also-as-text'),
  emptiness: fc.boolean(),
  items: fc.constant('matched'),
})

/** Two values that have much in common, as two states of a handler have. */
const anyPair: fc.Arbitrary<[JsonValue, JsonValue]> = fc.oneof(
  fc.tuple(anyJsonValue, anyJsonValue),
  fc
    .tuple(fc.array(anyJsonValue, { maxLength: 6 }), fc.array(fc.tuple(fc.nat(), anyJsonValue), { maxLength: 3 }))
    .map(([items, edits]): [JsonValue, JsonValue] => {
      const right = [...items]
      for (const [at, value] of edits) right.splice(at % (right.length + 1), at % 3, value)
      return [
        { kind: 'array', items },
        { kind: 'array', items: right },
      ]
    }),
)

function json(text: string): JsonValue {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(`Not JSON: ${text}`)
  return parsed.value
}

function told(left: string, right: string, options: DifferenceOptions): string[] {
  return differencesBetween(json(left), json(right), options).map(
    ({ kind, leftPath, rightPath, left, right }) =>
      `${kind} ${pointerOf(leftPath)} ${pointerOf(rightPath)}: ${left ? printJson(left, 0) : '∅'} → ${right ? printJson(right, 0) : '∅'}`,
  )
}

describe('the differences of two values', () => {
  it.each<[string, string, string, Partial<DifferenceOptions>]>([
    ['another order of keys', '{"a":1,"b":2}', '{"b":2,"a":1}', { keyOrder: false }],
    ['a number and the same number as text', '{"a":100}', '{"a":"100"}', { numbers: 'also-as-text' }],
    ['another spelling of a number', '[1.0,-0,1e2]', '[1,0,100]', { numbers: 'by-value' }],
    ['an empty object and an empty list', '{"a":{}}', '{"a":[]}', { emptiness: false }],
    ['an empty list and null', '{"a":[]}', '{"a":null}', { emptiness: false }],
  ])('tell of %s, and do not where it is hidden', (_, left, right, hidden) => {
    expect(told(left, right, ALL_SHOWN)).not.toEqual([])
    expect(told(left, right, { ...ALL_SHOWN, ...hidden })).toEqual([])
  })

  it.each<[string, string, string, string]>([
    ['two texts', '{"a":"1.0"}', '{"a":"1"}', 'changed /a /a: "1.0" → "1"'],
    [
      'large whole numbers',
      '[10000000000000000001]',
      '[10000000000000000002]',
      'changed /0 /0: 10000000000000000001 → 10000000000000000002',
    ],
    ['a code that begins with zeros', '{"a":"007"}', '{"a":7}', 'changed /a /a: "007" → 7'],
    ['nothing and an empty text', '{"a":null}', '{"a":""}', 'changed /a /a: null → ""'],
    ['true and its word', '{"a":true}', '{"a":"true"}', 'changed /a /a: true → "true"'],
    ['a missing key and an empty one', '{}', '{"a":[]}', 'added /a /a: ∅ → []'],
  ])('are told for %s, whatever is hidden', (_, left, right, expected) => {
    expect(told(left, right, ALL_HIDDEN)).toEqual([expected])
  })

  it('leave the items of a list alone where one was put in front of them', () => {
    expect(told('["RUB","EUR"]', '["KZT","RUB","EUR"]', ALL_SHOWN)).toEqual(['added /0 /0: ∅ → "KZT"'])
    expect(told('[{"a":1},{"b":1}]', '[{"b":2}]', ALL_SHOWN)).toEqual([
      'removed /0/a /0/a: 1 → ∅',
      'added /0/b /0/b: ∅ → 2',
      'removed /1 /1: {"b":1} → ∅',
    ])
  })

  it('are none between a value and itself', () => {
    fc.assert(
      fc.property(anyJsonValue, anyOptions, (value, options) => {
        expect(differencesBetween(value, value, options)).toEqual([])
      }),
    )
  })

  it('only ever become fewer by hiding', () => {
    fc.assert(
      fc.property(anyPair, anyOptions, ([left, right], options) => {
        const all = differencesBetween(left, right, ALL_SHOWN).map(difference => JSON.stringify(difference))
        const shown = differencesBetween(left, right, options).map(difference => JSON.stringify(difference))
        const least = differencesBetween(left, right, ALL_HIDDEN).map(difference => JSON.stringify(difference))
        expect(all).toEqual(expect.arrayContaining(shown))
        expect(shown).toEqual(expect.arrayContaining(least))
      }),
    )
  })

  it.each(['left', 'right'] as const)('are all gone once each was taken over into the %s', into => {
    fc.assert(
      fc.property(anyPair, anyOptions, fc.infiniteStream(fc.nat()), ([left, right], options, picks) => {
        let sides = { left, right }
        let open = differencesBetween(left, right, options)
        for (let steps = 0; open.length > 0; steps++) {
          expect(steps).toBeLessThan(200)
          const difference = open[picks.next().value % open.length]!
          const [target, source] = into === 'left' ? [sides.left, sides.right] : [sides.right, sides.left]
          sides = { ...sides, [into]: takeOver(target, source, difference, into) }
          open = differencesBetween(sides.left, sides.right, options)
        }
        if (options.keyOrder && options.emptiness && options.numbers === 'as-spelled') {
          expect(printJson(sides.left)).toBe(printJson(sides.right))
        }
      }),
    )
  })

  it('are taken over to the place they have on the other side', () => {
    const [left, right] = [json('{"a":1,"c":3,"z":[1,2]}'), json('{"a":1,"b":2,"c":3,"z":[1,9,2]}')]
    const [key, item] = differencesBetween(left, right, ALL_SHOWN)

    expect(printJson(takeOver(left, right, key!, 'left'), 0)).toBe('{"a":1,"b":2,"c":3,"z":[1,2]}')
    expect(printJson(takeOver(left, right, item!, 'left'), 0)).toBe('{"a":1,"c":3,"z":[1,9,2]}')
    expect(printJson(takeOver(right, left, key!, 'right'), 0)).toBe('{"a":1,"c":3,"z":[1,9,2]}')
  })
})
