import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editsOfRule } from '#common/checker/fixes'
import type { Problem, RuleId } from '#common/checker/problem'
import { applyTextEdits, type TextEdit } from '#common/json/text-edit'

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
