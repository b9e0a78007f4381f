import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHECKOUT_ANSWERS, readCheckoutAnswer, type CheckoutOutcome } from '#common/preview/checkout-answer'

const SENT_ON: CheckoutOutcome = { kind: 'sent-on', url: 'https://pay.example/start/7d41c0', paymentId: '7d41c0' }

describe('a payment service’s answer', () => {
  it.each<[keyof typeof CHECKOUT_ANSWERS, CheckoutOutcome]>([
    ['right', SENT_ON],
    ['lower-case', SENT_ON],
    ['errors', { kind: 'errors', errors: ['The shop number is unknown', 'The amount is below the minimum'] }],
    ['empty', { kind: 'refused', reason: 'empty' }],
    ['url-only', { kind: 'refused', reason: 'no-id' }],
    ['id-only', { kind: 'refused', reason: 'no-url' }],
    ['not-json', { kind: 'refused', reason: 'not-json' }],
    ['created-status', { kind: 'refused', reason: 'status' }],
    ['server-error', { kind: 'refused', reason: 'status' }],
  ])('of the kind “%s” is read as a portal reads it', (name, outcome) => {
    const { status, body } = CHECKOUT_ANSWERS[name]

    expect(readCheckoutAnswer(status, body)).toEqual(outcome)
  })

  it.each<[string, CheckoutOutcome]>([
    ['{}', { kind: 'refused', reason: 'empty' }],
    ['[]', { kind: 'refused', reason: 'empty' }],
    ['null', { kind: 'refused', reason: 'empty' }],
    ['{"PAYMENT_URL":"","PAYMENT_ID":"4"}', { kind: 'refused', reason: 'no-url' }],
    [
      '{"PAYMENT_URL":"https://p.example/","PAYMENT_ID":4}',
      { kind: 'sent-on', url: 'https://p.example/', paymentId: '4' },
    ],
    ['{"PAYMENT_ERRORS":"Closed"}', { kind: 'errors', errors: ['Closed'] }],
    ['{"PAYMENT_ERRORS":[],"PAYMENT_ID":"4"}', { kind: 'refused', reason: 'no-url' }],
    ['{"PAYMENT_ERRORS":["Closed"],"PAYMENT_ID":"4"}', { kind: 'errors', errors: ['Closed'] }],
    ['{"result":{"PAYMENT_URL":"https://p.example/","PAYMENT_ID":"4"}}', { kind: 'refused', reason: 'empty' }],
  ])('%s leads where a portal would let it', (body, outcome) => {
    expect(readCheckoutAnswer(200, body)).toEqual(outcome)
  })

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.integer(), fc.oneof(fc.string(), fc.json()), (status, body) => {
        expect(['sent-on', 'errors', 'refused']).toContain(readCheckoutAnswer(status, body).kind)
      }),
    )
  })
})
