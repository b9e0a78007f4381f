import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { floatText } from '../../../../electron/practice-portal/php-float'

describe('floatText', () => {
  // Each text is what PHP 8.2 writes.
  it.each([
    [0, '0'],
    [-0, '-0'],
    [1, '1'],
    [0.1, '0.1'],
    [-0.5, '-0.5'],
    [123.456, '123.456'],
    [1 / 3, '0.3333333333333333'],
    [0.0001, '0.0001'],
    [0.00001, '1.0e-5'],
    [-1e-10, '-1.0e-10'],
    [1.5e-7, '1.5e-7'],
    [1e15, '1000000000000000'],
    [1e16, '10000000000000000'],
    [1e17, '1.0e+17'],
    [1.2345678901234567e19, '1.2345678901234567e+19'],
    [5e-324, '5.0e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [Infinity, 'INF'],
    [-Infinity, '-INF'],
    [NaN, 'NAN'],
  ])('writes %d as %s', (value, text) => {
    expect(floatText(value)).toBe(text)
  })

  it('reads back as the same float', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
        expect(Object.is(Number(floatText(value)), value)).toBe(true)
      }),
    )
  })
})
