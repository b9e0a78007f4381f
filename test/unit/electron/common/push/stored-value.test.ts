import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson, printJson } from '#common/json/json-value'
import { asStored } from '#common/push/stored-value'
import { anyJsonValue } from '../json/json-arbitraries'

function stored(text: string): string {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(`Not JSON: ${text}`)
  return printJson(asStored(parsed.value), 0)
}

describe('a value as a portal gives it back', () => {
  it.each([
    ['{}', '[]'],
    ['[]', '[]'],
    ['{"a":{}}', '{"a":[]}'],
    ['[{}]', '[[]]'],
    ['{"0":"a","1":"b"}', '["a","b"]'],
    ['{"1":"a","0":"b"}', '{"1":"a","0":"b"}'],
    ['{"1":"a"}', '{"1":"a"}'],
    ['{"00":"a"}', '{"00":"a"}'],
    ['{"0":{"0":{}}}', '[[[]]]'],
    ['{"a":1,"b":2,"a":3}', '{"a":3,"b":2}'],
    ['{"0":1,"0":2}', '[2]'],
    ['{"10":1.0,"2":-0,"b":"x"}', '{"10":1.0,"2":-0,"b":"x"}'],
    ['null', 'null'],
  ])('%s becomes %s', (sent, given) => {
    expect(stored(sent)).toBe(given)
  })

  it('does not change when it is sent once more', () => {
    fc.assert(
      fc.property(anyJsonValue, value => {
        const once = asStored(value)
        expect(asStored(once)).toEqual(once)
      }),
    )
  })
})
