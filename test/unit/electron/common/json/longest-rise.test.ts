import fc from 'fast-check'
import { expect, it } from 'vitest'
import { longestRise } from '#common/json/longest-rise'

it('picks as many ascending numbers as can be picked, in their order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 9 }), numbers => {
      const rise = longestRise(numbers)
      const places = rise.map(number => numbers.indexOf(number))
      expect(places).toEqual(places.toSorted((a, b) => a - b))
      expect(rise).toEqual(rise.toSorted((a, b) => a - b))
      expect(rise.length).toBe(longestByTryingAll(numbers))
    }),
  )
})

function longestByTryingAll(numbers: readonly number[], above = -1): number {
  if (numbers.length === 0) return 0
  const [first, ...rest] = numbers as [number, ...number[]]
  const without = longestByTryingAll(rest, above)
  return first > above ? Math.max(without, 1 + longestByTryingAll(rest, first)) : without
}
