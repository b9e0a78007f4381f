import { ageOfFacts, NOTHING_READ, readAgain } from '#common/payments/fact-times'
import type { ListedPayment } from '#common/payments/payments.contract'
import { describe, expect, it } from 'vitest'

const [MONDAY, FRIDAY] = ['2026-03-02T08:00:00.000Z', '2026-03-06T08:00:00.000Z']

function payment(said: Partial<ListedPayment>): ListedPayment {
  const nothing = { orderKey: null, accountNumber: null, sum: null, currency: null, isPaid: null, paySystemName: null }
  return { paymentId: 1040, due: null, texts: [], ...nothing, ...said }
}

describe('what is known of a payment', () => {
  it('is as old as the last time at which it was said', () => {
    const first = readAgain(NOTHING_READ, payment({ accountNumber: '50/1', sum: 9, due: '2026-04-01' }), MONDAY)
    expect(first).toEqual({ order: MONDAY, sum: MONDAY, due: MONDAY, texts: null })
    expect(readAgain(first, payment({ sum: 12, texts: [{ name: 'Payer', value: 'Roth' }] }), FRIDAY)).toEqual({
      order: MONDAY,
      sum: FRIDAY,
      due: MONDAY,
      texts: FRIDAY,
    })
  })

  it.each([
    { what: 'the oldest of what is asked for', facts: ['order', 'sum'] as const, oldest: MONDAY, isUnknown: false },
    { what: 'nothing else', facts: ['sum'] as const, oldest: FRIDAY, isUnknown: false },
    { what: 'not what is not known', facts: ['due'] as const, oldest: null, isUnknown: false },
    { what: 'not what has no time', facts: ['sum', 'texts'] as const, oldest: FRIDAY, isUnknown: true },
  ])('has an age: $what', ({ facts, oldest, isUnknown }) => {
    const known = {
      ...payment({ accountNumber: '50/1', sum: 9, texts: [{ name: 'Payer', value: 'Roth' }] }),
      readAt: { ...NOTHING_READ, order: MONDAY, sum: FRIDAY },
    }
    expect(ageOfFacts(known, facts)).toEqual({ oldestReadAt: oldest, isUnknown })
  })
})
