import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from '#common/json/json-value'
import { readStrictJson } from '#common/json/read-strict-json'
import { anyJsonText } from './json-arbitraries'

describe('the reader of JSON that is known to be right', () => {
  it('reads any value in any layout', () => {
    fc.assert(
      fc.property(anyJsonText, ({ text, value }) => {
        expect(readStrictJson(text)).toEqual(value)
      }),
    )
  })

  it.each([
    '"a\\\\"',
    '["\\\\\\"", "\\\\"]',
    '{"\\"a": 1, "\\"a": 2}',
    '{"a\\u0022b": "\\\\\\\\"}',
    ' [ ] ',
    '{ }',
    '-0.5E+2',
    '[[],{}]',
  ])('reads %s as the reader that looks for errors does', text => {
    expect({ ok: true, value: readStrictJson(text) }).toEqual(parseJson(text))
  })
})
