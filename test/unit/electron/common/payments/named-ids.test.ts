import { describe, expect, it } from 'vitest'
import { namedIds } from '#common/payments/named-ids'

function ids(count: number): number[] {
  return Array.from({ length: count }, (_, index) => 1001 + index)
}

describe('ids in a sentence', () => {
  it.each([
    { given: [], named: '' },
    { given: [1063], named: '1063' },
    { given: [1064, 1063], named: '1064, 1063' },
    { given: ids(20), named: ids(20).join(', ') },
    { given: ids(21), named: `${ids(20).join(', ')} …` },
  ])('are "$named"', ({ given, named }) => {
    expect(namedIds(given)).toBe(named)
  })
})
