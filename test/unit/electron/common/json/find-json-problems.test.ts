import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonProblems, type JsonProblemCode } from '#common/json/find-json-problems'
import { parseJson } from '#common/json/json-value'
import { anyJsonText } from './json-arbitraries'

describe('findJsonProblems', () => {
  it('finds nothing in JSON without duplicate keys', () => {
    fc.assert(
      fc.property(anyJsonText, ({ text }) => {
        expect(findJsonProblems(text)).toEqual([])
      }),
    )
  })

  it('finds a problem in a text exactly when parseJson refuses it', () => {
    fc.assert(
      fc.property(
        anyJsonText,
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', '/', "'", '\u00a0', '0'),
        (sample, at, added) => {
          const place = at % (sample.text.length + 1)
          const text = sample.text.slice(0, place) + added + sample.text.slice(place + 1)
          const isSyntaxWrong = findJsonProblems(text).some(problem => problem.kind === 'syntax')
          expect(isSyntaxWrong).toBe(!parseJson(text).ok)
        },
      ),
      { numRuns: 500 },
    )
  })

  it.each<[code: JsonProblemCode, text: string, line: number, column: number, excerpt: string]>([
    ['empty', ' ', 1, 1, ' '],
    ['too-deep', '['.repeat(600), 1, 1, '['],
    ['trailing-comma', '{\n  "a": 1,\n}', 2, 9, ','],
    ['trailing-comma', '[1,]', 1, 3, ','],
    ['comment', '{\n  // one\n  "a": 1\n}', 2, 3, '// one'],
    ['comment', '[1 /* open', 1, 4, '/* open'],
    ['single-quotes', "['a']", 1, 2, "'a'"],
    ['unknown-word', '[True]', 1, 2, 'True'],
    ['unknown-word', '\ufeff{}', 1, 1, '\ufeff'],
    ['number', '[1.]', 1, 2, '1.'],
    ['comma', '[01]', 1, 3, '1'],
    ['string-end', '["a\n]', 1, 2, '"a'],
    ['escape', '["\\x41"]', 1, 2, '"\\x41"'],
    ['escape', '["\\u12"]', 1, 2, '"\\u12"'],
    ['control-character', '["\t"]', 1, 2, '"\t"'],
    ['property-name', '{:1}', 1, 2, ':'],
    ['value', '{"a":}', 1, 6, '}'],
    ['colon', '{"a" 1}', 1, 6, '1'],
    ['comma', '{\n  "a": 1\n  "b": 2\n}', 3, 3, '"b"'],
    ['close-brace', '{"a":1', 1, 7, ''],
    ['close-bracket', '[1', 1, 3, ''],
    ['after-end', '{}\n{}', 2, 1, '{'],
    ['duplicate-key', '{\n  "a": 1,\n  "a": 2\n}', 3, 3, '"a"'],
    ['duplicate-key', '{"a":1,"\\u0061":2}', 1, 8, '"\\u0061"'],
  ])('finds %s in %j', (code, text, line, column, excerpt) => {
    const [problem] = findJsonProblems(text)
    expect(problem).toMatchObject({ code, line, column, excerpt })
    expect(problem?.kind).toBe(code === 'duplicate-key' ? 'duplicate-key' : 'syntax')
    expect(text.slice(problem?.from, problem?.to).startsWith(excerpt)).toBe(true)
  })

  it('tells keys of different objects apart', () => {
    expect(findJsonProblems('[{"a":{"a":1}},{"a":2}]')).toEqual([])
  })

  it('names every duplicate key, also in one line', () => {
    expect(findJsonProblems('{"a":1,"a":2,"a":3}').map(problem => problem.from)).toEqual([7, 13])
  })

  it('names one problem a line while the text is not JSON', () => {
    const problems = findJsonProblems("{\n  'a': 'b',\n  'c': 1,\n}")
    expect(problems.map(problem => problem.line)).toEqual([2, 3])
  })

  it('names no more problems than a person can read', () => {
    expect(findJsonProblems('[\n' + 'x,\n'.repeat(5000) + ']').length).toBe(100)
  })
})
