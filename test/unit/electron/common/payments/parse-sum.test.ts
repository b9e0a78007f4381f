import { describe, expect, it } from 'vitest'
import { parseSum } from '#common/payments/parse-sum'

describe('a sum that was typed', () => {
  it.each([
    ['1200', 1200],
    ['0', 0],
    ['12.5', 12.5],
    ['12,50', 12.5],
    ['1200.125', 1200.125],
    ['0,0001', 0.0001],
    ['1,200', null],
    ['12.345', null],
    ['1,200.50', null],
    ['1 200', null],
    ['-5', null],
    ['1e3', null],
    ['12,', null],
    ['', null],
    ['1234567890123', null],
  ])('%j is %j', (words, sum) => {
    expect(parseSum(words)).toBe(sum)
  })
})
