import { describe, expect, it } from 'vitest'
import { isChanged } from '#common/compare/is-changed'

const LONG = `{"CODE":"till","TEXT":"${'x'.repeat(200_000)}"}`

describe('a draft is changed since it was pulled', () => {
  it.each([
    ['by another value', '{"SORT":200}', '{"SORT":100}', true],
    ['by a text that is no JSON', '{"SORT":', '{"SORT":100}', true],
    ['by any letter of a long text', LONG.replace('{"CODE"', '{ "CODE"'), LONG, true],
    ['not by a line break at its end', '{"SORT":100}', '{"SORT":100}\n', false],
    ['not by blanks and the order of keys', '{ "B": 2,\n "A": 1 }', '{"A":1,"B":2}', false],
    ['not by how a number is spelled', '{"SORT":"100"}', '{"SORT":100}', false],
  ])('%s', (_, text, base, expected) => {
    expect(isChanged(text, base)).toBe(expected)
  })
})
