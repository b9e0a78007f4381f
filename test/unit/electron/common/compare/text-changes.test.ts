import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textChanges } from '#common/compare/text-changes'
import { applyTextEdits } from '#common/json/text-edit'

const anyLines = fc
  .array(fc.constantFrom('{', '}', '},', '"a": 1,', '"b": 2', '', '\r', '😀', '😁', 'x😀y', '\ud83d'), {
    maxLength: 30,
  })
  .map(lines => lines.join('\n'))

const anyPair = fc.oneof(
  fc.tuple(anyLines, anyLines),
  fc.tuple(anyLines, fc.nat(), fc.nat({ max: 6 }), anyLines).map(([text, at, length, put]): [string, string] => {
    const from = at % (text.length + 1)
    return [text, text.slice(0, from) + put + text.slice(from + length)]
  }),
)

describe('the changes between two texts', () => {
  it('make the one of the other, and ascend', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        const changes = textChanges(before, after)
        const edits = changes.map(({ fromA, toA, fromB, toB }) => ({
          offset: fromA,
          length: toA - fromA,
          text: after.slice(fromB, toB),
        }))
        expect(applyTextEdits(before, edits)).toBe(after)
      }),
    )
  })

  it('are none for the same text', () => {
    expect(textChanges('a\nb', 'a\nb')).toEqual([])
  })

  it.each<[string, string, string, string[]]>([
    ['a word in a line', 'a\n"x": 10,\nb', 'a\n"x": 250,\nb', ['1→25']],
    ['a line that was put in', '{\n}\n', '{\n  "a": 1\n}\n', ['→  "a": 1\n']],
    ['a line that was taken out', 'a\nb\nc\n', 'a\nc\n', ['b\n→']],
    ['the break at the end', 'a', 'a\n', ['→\n']],
    ['two lines that changed', 'x\na1\nb1\ny', 'x\na2\nb2\ny', ['1→2', '1→2']],
    ['whole signs', 'a😀', 'a😁', ['😀→😁']],
    [
      'one of many blocks alike',
      block(1) + block(2) + block(3),
      block(1) + block(7) + block(2) + block(3),
      ['→  "n": 7\n},\n{\n'],
    ],
  ])('are narrowed down to %s', (_, before, after, expected) => {
    const told = textChanges(before, after).map(
      ({ fromA, toA, fromB, toB }) => `${before.slice(fromA, toA)}→${after.slice(fromB, toB)}`,
    )
    expect(told).toEqual(expected)
  })

  it('come in time for a megabyte that has little in common with another', () => {
    const [one, other] = [randomLines(1), randomLines(2)]
    const before = process.cpuUsage()
    const changes = textChanges(one, other)

    expect(changes.length).toBeGreaterThan(0)
    // A guard against quadratic time, which is minutes; the figure itself is in the bench.
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(10_000)
  })
})

function block(number: number): string {
  return `{\n  "n": ${number}\n},\n`
}

/** 60,000 lines of few kinds in no order. */
function randomLines(seed: number): string {
  let state = seed
  return Array.from({ length: 60_000 }, () => {
    state = (state * 48_271) % 2_147_483_647
    return `"key ${state % 400}": 1,`
  }).join('\n')
}
