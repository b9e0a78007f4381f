import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkHandler } from '#common/checker/check-handler'
import { editsOfRule, mendRule } from '#common/checker/fixes'
import type { Problem, RuleId } from '#common/checker/problem'
import { applyTextEdits, type TextEdit } from '#common/json/text-edit'
import { RULE_CASES } from './rule-cases'

function problemWith(rule: RuleId, ...edits: TextEdit[]): Problem {
  return {
    rule,
    severity: 'warning',
    path: [],
    from: edits[0]?.offset ?? 0,
    to: edits[0]?.offset ?? 0,
    values: {},
    fix: { kind: 'replace', edits },
  }
}

describe('mending all problems of a rule', () => {
  it('makes the fixes of that rule, and no others', () => {
    const edits = editsOfRule(
      [
        problemWith('key-misspelt', { offset: 4, length: 1, text: 'X' }),
        problemWith('key-twice', { offset: 2, length: 1, text: '' }),
        problemWith('key-misspelt', { offset: 0, length: 1, text: 'Y' }),
        { ...problemWith('key-misspelt'), fix: null },
      ],
      'key-misspelt',
    )

    expect(applyTextEdits('abcdef', edits)).toBe('YbcdXf')
  })

  it('makes a fix whole or not at all', () => {
    const edits = editsOfRule(
      [
        problemWith('key-misspelt', { offset: 2, length: 3, text: 'one' }),
        problemWith('key-misspelt', { offset: 0, length: 1, text: 'two' }, { offset: 4, length: 2, text: 'two' }),
      ],
      'key-misspelt',
    )

    expect(edits).toEqual([{ offset: 2, length: 3, text: 'one' }])
  })

  it('takes parts that lie side by side, but not two insertions at one place', () => {
    const sideBySide = [
      problemWith('key-twice', { offset: 0, length: 2, text: '' }),
      problemWith('key-twice', { offset: 2, length: 2, text: '' }),
    ]
    const insertions = [
      problemWith('key-wrong-case', { offset: 3, length: 0, text: 'a' }),
      problemWith('key-wrong-case', { offset: 3, length: 0, text: 'b' }),
    ]

    expect(editsOfRule(sideBySide, 'key-twice')).toHaveLength(2)
    expect(editsOfRule(insertions, 'key-wrong-case')).toHaveLength(1)
  })

  it('gives edits that can always be made', () => {
    const edit = fc.record({ slot: fc.nat(4), length: fc.nat(6), text: fc.string({ maxLength: 3 }), shift: fc.nat(1) })
    const fix = fc
      .uniqueArray(edit, { maxLength: 3, selector: ({ slot }) => slot })
      .map(edits => edits.map(({ slot, shift, length, text }) => ({ offset: slot * 8 + shift, length, text })))
      .map(edits => edits.sort((one, other) => one.offset - other.offset))
    fc.assert(
      fc.property(fc.array(fix, { maxLength: 8 }), fixes => {
        const text = 'x'.repeat(40)

        const edits = editsOfRule(
          fixes.map(edits => problemWith('key-unknown', ...edits)),
          'key-unknown',
        )

        expect(() => applyTextEdits(text, edits)).not.toThrow()
      }),
    )
  })
})

describe('mending all of a rule, round after round', () => {
  const errorsOf = (text: string, rule: RuleId): number =>
    checkHandler(text).filter(problem => problem.severity === 'error' && problem.rule !== rule).length

  it('makes no new error in any handler, and has nothing left to do afterwards', () => {
    const anyValue = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('PAYMENT', 'ID', 'ENUM', 'code', {}, []))
    const anyHandler = fc
      .tuple(fc.constantFrom(...RULE_CASES.map(({ breaks }) => breaks)), fc.nat(), anyValue)
      .filter(([text]) => text.length < 10_000)
      .map(([text, at, value]) => {
        const places = [...text.matchAll(/(?<=:\s*)(?:"[^"\\]*"|\d+)/g)]
        const place = places[at % Math.max(1, places.length)]
        if (place === undefined) return text
        return text.slice(0, place.index) + JSON.stringify(value) + text.slice(place.index + place[0].length)
      })
    fc.assert(
      fc.property(anyHandler, text => {
        for (const rule of new Set(checkHandler(text).flatMap(({ rule, fix }) => (fix === null ? [] : [rule])))) {
          const mended = mendRule(text, rule, checkHandler)
          expect(errorsOf(mended, rule)).toBeLessThanOrEqual(errorsOf(text, rule))
          expect(mendRule(mended, rule, checkHandler)).toBe(mended)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('goes on with what the first mend laid open', () => {
    const problem = (text: string): Problem[] => {
      const at = text.indexOf('xx')
      return at < 0 ? [] : [problemWith('key-unknown', { offset: at, length: 2, text: 'x' })]
    }
    expect(mendRule('xxxx', 'key-unknown', problem)).toBe('x')
  })

  it('offers no new name for a default whose value has the wrong type', () => {
    const text = '{"SETTINGS":{"CODES":{"A":{"NAME":"A","DEFAULT":{"TYPE":{"a":1},"VALUE":"ID"}}}}}'
    const found = checkHandler(text).filter(({ rule }) => rule === 'default-as-type-value')
    expect(found.map(({ fix }) => fix)).toEqual([null])
  })
})
