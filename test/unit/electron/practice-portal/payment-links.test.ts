import { describe, expect, it } from 'vitest'
import {
  linkOf,
  paymentAfter,
  paymentOfQuery,
  paymentOfShortCode,
} from '../../../../electron/practice-portal/payment-links'
import type { Payment } from '../../../../electron/practice-portal/portal-state'
import { seededState } from '../../../../electron/practice-portal/seed'
import { ORIGIN, SEED } from './practice-calls'

function paymentOf(id: number): Payment {
  const payment = SEED.payments.find(candidate => candidate.id === id)
  if (payment === undefined) throw new Error(`No payment ${id}`)
  return payment
}

function codeOf(payment: Payment): string {
  return linkOf(SEED, payment, ORIGIN).shortUrl.slice(-5)
}

function queryOf(id: number): URLSearchParams {
  return new URL(linkOf(SEED, paymentOf(id), ORIGIN).url).searchParams
}

describe('linkOf', () => {
  it('gives every payment a short link of its own that leads back to it', () => {
    const codes = SEED.payments.map(codeOf)
    expect(new Set(codes).size).toBe(40)
    expect(codes.map(code => paymentOfShortCode(SEED, code)?.id)).toEqual(SEED.payments.map(({ id }) => id))
  })

  it('tells two payments that begin with the same short code apart', () => {
    // This key and these ids were searched for: the two payments would get one code, were nobody looking.
    const linkKey = 'LinkKey0LinkKey0LinkKey0LinkKey0'
    const state = { ...seededState({ webhookSecret: 'x', linkKey }), payments: COLLIDING_PAYMENTS }
    const codes = COLLIDING_PAYMENTS.map(payment => linkOf(state, payment, ORIGIN).shortUrl)
    expect(codes[0]).not.toBe(codes[1])
    const alone = { ...state, payments: COLLIDING_PAYMENTS.slice(1) }
    expect(linkOf(alone, COLLIDING_PAYMENTS[1]!, ORIGIN).shortUrl).toBe(codes[0])
  })

  it('gives the payments of one order the same access hash, and those of another order another', () => {
    const [first, second, other] = SEED.payments.slice(1, 4).map(payment => queryOf(payment.id))
    expect(first?.get('orderId')).toBe(second?.get('orderId'))
    expect(first?.get('access')).toBe(second?.get('access'))
    expect(other?.get('access')).not.toBe(first?.get('access'))
  })

  it('depends on the installation', () => {
    const elsewhere = seededState({ webhookSecret: 'Practice00Secret', linkKey: 'Another0Another0Another0Another0' })
    expect(linkOf(elsewhere, paymentOf(1063), ORIGIN)).not.toEqual(linkOf(SEED, paymentOf(1063), ORIGIN))
  })

  it('refuses a payment that is not the portal’s', () => {
    expect(() => linkOf(SEED, { ...paymentOf(1063), id: 1 }, ORIGIN)).toThrow('Payment 1 ')
  })
})

describe('paymentOfShortCode', () => {
  it('knows no payment for another code', () => {
    const code = codeOf(paymentOf(1063))
    expect(
      paymentOfShortCode(SEED, code.toLowerCase() === code ? code.toUpperCase() : code.toLowerCase()),
    ).toBeUndefined()
  })
})

describe('paymentOfQuery', () => {
  it('finds the payment of a whole link', () => {
    expect(paymentOfQuery(SEED, queryOf(1063))?.id).toBe(1063)
  })

  it.each([
    ['another payment of another order', 'paymentId', '1040'],
    ['an unknown payment', 'paymentId', '1'],
    ['a payment written otherwise', 'paymentId', '01063'],
    ['another order', 'orderId', '5001'],
    ['a wrong hash', 'access', '0'.repeat(32)],
    ['an empty hash', 'access', ''],
  ])('finds nothing with %s', (_, name, value) => {
    const query = queryOf(1063)
    query.set(name, value)
    expect(paymentOfQuery(SEED, query)).toBeUndefined()
  })

  it.each(['paymentId', 'orderId', 'access'])('finds nothing without %s', name => {
    const query = queryOf(1063)
    query.delete(name)
    expect(paymentOfQuery(SEED, query)).toBeUndefined()
  })
})

describe('paymentAfter', () => {
  it('gives the next payment, and the first after the last', () => {
    expect(paymentAfter(SEED, paymentOf(1063)).id).toBe(1064)
    expect(paymentAfter(SEED, paymentOf(1079)).id).toBe(1040)
  })
})

const COLLIDING_PAYMENTS: readonly Payment[] = [31_436, 44_590].map(id => ({
  id,
  orderId: 5001,
  accountNumber: '',
  sum: 1,
  paySystemId: 21,
  isPaid: false,
  paidAt: null,
  paidBy: null,
  billedAt: null,
  dueAt: null,
}))
