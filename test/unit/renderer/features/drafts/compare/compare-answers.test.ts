import { describe, expect, it } from 'vitest'
import { applyTextEdits } from '#common/json/text-edit'
import {
  createCompareAnswers,
  type CompareQuestion,
  type CompareResult,
} from '../../../../../../renderer/features/drafts/compare/compare-answers'

const shown = { keyOrder: false, spelling: false, emptiness: false }

function start() {
  const answer = createCompareAnswers()
  return {
    answer,
    compare(left: string, right: string): CompareResult {
      const found = answer({ kind: 'compare', request: { left, right, shown } })
      if (found.kind !== 'compare') throw new Error('A comparison is answered by its result')
      return found.result
    },
  }
}

describe('the answers about two texts', () => {
  it('compare by meaning and by text at once', () => {
    const { meaning, changes } = start().compare('{"a": 1, "b": "2"}', '{"b": 2, "a": 3}')

    expect(meaning).toEqual({
      ok: true,
      rows: [{ kind: 'changed', leftPath: '/a', rightPath: '/a', left: '1', right: '3' }],
    })
    expect(changes.length).toBeGreaterThan(0)
  })

  it('do not take Windows line breaks for changes of the text', () => {
    expect(start().compare('{\r\n}\r\n', '{\n}\n').changes).toEqual([])
  })

  it('compare by text what has no meaning, and say on which side and why', () => {
    expect(start().compare('{"a": 1', '{"a": 2}')).toEqual({
      meaning: { ok: false, problems: { left: { reason: 'not-json', line: 1, column: 8 }, right: null } },
      changes: [{ fromA: 6, toA: 7, fromB: 6, toB: 8 }],
    })
  })

  it('are of the newest two texts', () => {
    const { answer, compare } = start()
    compare('{"a": 1}', '{"a": 2}')
    compare('{"a": 5}', '{"a": 2}')
    const taken = answer({ kind: 'take-over', index: 0, into: 'left' })

    expect(taken.kind === 'take-over' && applyTextEdits('{"a": 5}', taken.edits)).toBe('{"a": 2}')
  })

  it('refuse to take over where there is no meaning', () => {
    const { answer, compare } = start()
    compare('{', '{}')
    const question: CompareQuestion = { kind: 'take-over', index: 0, into: 'left' }

    expect(() => answer(question)).toThrow('Nothing was compared')
  })

  it.each([
    ['{"a": 1, "b": 2}', '{"b": "2", "a": 1}', 0],
    ['{"a": 1, "b": 2}', '{"a": 3, "c": 2}', 3],
    ['{"a": 1}', '{"a": 1', null],
  ])('count what a person sees as a change between %s and %s', (left, right, count) => {
    expect(start().answer({ kind: 'count', left, right })).toEqual({ kind: 'count', count })
  })

  it('go on about what is compared after a count', () => {
    const { answer, compare } = start()
    compare('{"a": 1}', '{"a": 2}')
    answer({ kind: 'count', left: '{"a": 7}', right: '{"a": 8}' })
    const taken = answer({ kind: 'take-over', index: 0, into: 'left' })

    expect(taken.kind === 'take-over' && applyTextEdits('{"a": 1}', taken.edits)).toBe('{"a": 2}')
  })
})
