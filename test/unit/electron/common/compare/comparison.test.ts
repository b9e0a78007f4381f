import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareMeaning, readSide, type MeaningComparison, type ShownDifferences } from '#common/compare/comparison'
import { applyTextEdits } from '#common/json/text-edit'
import { anyJsonText } from '../json/json-arbitraries'

const ALL: ShownDifferences = { keyOrder: true, spelling: true, emptiness: true }

function compare(left: string, right: string, shown = ALL): MeaningComparison {
  const [one, other] = [readSide(left), readSide(right)]
  if (!one.ok || !other.ok) throw new Error('Both texts of this test are JSON')
  return compareMeaning(one, other, shown)
}

describe('a comparison by meaning', () => {
  it('names the places on both sides', () => {
    const { rows } = compare('{"a": 1, "b": [1]}', '{"a": "1", "b": [0, 1]}')

    expect(rows).toEqual([
      { kind: 'changed', leftPath: '/a', rightPath: '/a', left: '1', right: '"1"' },
      { kind: 'added', leftPath: null, rightPath: '/b/0', left: null, right: '0' },
    ])
  })

  it('takes a difference over by the smallest edit, in the spelling of the text around it', () => {
    const left = '{\n  "a": 1.50,\n  "c": {"d": 1}\n}\n'
    const comparison = compare(left, '{"a":1.50,"b":true,"c":{"d":2}}')

    expect(applyTextEdits(left, comparison.takeOver(0, 'left'))).toBe(
      '{\n  "a": 1.50,\n  "b": true,\n  "c": {"d": 1}\n}\n',
    )
    expect(comparison.takeOver(1, 'left')).toEqual([{ offset: left.indexOf('1}'), length: 1, text: '2' }])
  })

  it('leaves no difference between any two texts once all were taken over', () => {
    fc.assert(
      fc.property(anyJsonText, anyJsonText, (one, other) => {
        let text = one.text
        for (let steps = 0; ; steps++) {
          const comparison = compare(text, other.text)
          if (comparison.rows.length === 0) break
          expect(steps).toBeLessThan(200)
          text = applyTextEdits(text, comparison.takeOver(0, 'left'))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('leads to the key of a difference, and to what is around one that is missing', () => {
    const [left, right] = ['{"a": {"b": 1}, "c": 2}', '{"a": {"b": 1, "x": 1}, "c": 3}']
    const comparison = compare(left, right)

    expect(comparison.placesOf(0)).toEqual({ left: left.indexOf('"a"'), right: right.indexOf('"x"') })
    expect(comparison.placesOf(1)).toEqual({ left: left.indexOf('"c"'), right: right.indexOf('"c"') })
  })

  it.each([
    ['{"a": 1,}', { reason: 'not-json', line: 1, column: 9 }],
    ['', { reason: 'not-json', line: 1, column: 1 }],
    ['{"a": {"b": 1, "b": 2}}', { reason: 'duplicate-key', path: '/a/b' }],
  ])('says why %s cannot be compared so', (text, problem) => {
    expect(readSide(text)).toEqual({ ok: false, problem })
  })
})
