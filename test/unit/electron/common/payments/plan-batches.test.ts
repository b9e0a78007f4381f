import { planBatches } from '#common/payments/plan-batches'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const Payments = fc
  .array(fc.option(fc.constantFrom('5001', '5002', '5003'), { freq: 2 }), { maxLength: 200 })
  .map(keys => keys.map((orderKey, index) => ({ paymentId: index + 1, orderKey })))

function of(paymentId: number, orderKey: string | null) {
  return { paymentId, orderKey }
}

describe('batches of payments', () => {
  it('keep payments of one order apart', () => {
    const batches = planBatches([of(1, '5001'), of(2, '5001'), of(3, null), of(4, '5002')], 50)
    expect(batches.map(batch => batch.map(({ paymentId }) => paymentId))).toEqual([[1, 3, 4], [2]])
  })

  it('are filled before another one is begun', () => {
    const batches = planBatches(
      Array.from({ length: 120 }, (_, index) => of(index + 1, null)),
      50,
    )
    expect(batches.map(({ length }) => length)).toEqual([50, 50, 20])
  })

  it('hold each payment once, none twice of one order, none too many, and are few', () => {
    fc.assert(
      fc.property(Payments, fc.integer({ min: 1, max: 50 }), (payments, size) => {
        const batches = planBatches(payments, size)
        const ids = batches.flat().map(({ paymentId }) => paymentId)
        expect(ids.sort((one, other) => one - other)).toEqual(payments.map(({ paymentId }) => paymentId))
        for (const batch of batches) {
          const keys = batch.flatMap(({ orderKey }) => orderKey ?? [])
          expect(new Set(keys).size).toBe(keys.length)
          expect(batch.length).toBeLessThanOrEqual(size)
          expect(batch.length).toBeGreaterThan(0)
        }
        const countOf = (key: string) => payments.filter(({ orderKey }) => orderKey === key).length
        const least = Math.max(Math.ceil(payments.length / size), countOf('5001'), countOf('5002'), countOf('5003'))
        expect(batches.length).toBeLessThanOrEqual(least + Math.ceil(payments.length / size))
      }),
    )
  })

  it('are planned for ten thousand payments of one order in a moment', () => {
    const payments = Array.from({ length: 10_000 }, (_, index) => of(index + 1, '5001'))
    expect(planBatches(payments, 50)).toHaveLength(10_000)
  })
})
