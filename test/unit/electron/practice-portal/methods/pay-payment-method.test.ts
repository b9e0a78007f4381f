import { describe, expect, it } from 'vitest'
import { errorOf, resultOf, stateAfter } from '../practice-calls'

const PAY = 'sale.paysystem.pay.payment'
const failure = (description: string) => [400, 'ERROR_CHECK_FAILURE', description]

describe('pay.payment', () => {
  it('marks the payment as paid', () => {
    const given = '{"pay_system_id":"21","PAYMENT_ID":1040}'
    expect(resultOf(PAY, given)).toBe('true')
    const payment = stateAfter(PAY, given).payments.find(({ id }) => id === 1040)
    expect(payment).toMatchObject({ isPaid: true, paidAt: '2030-01-31T10:26:32+03:00', paidBy: 1 })
  })

  it.each([
    ['{}', failure('Empty field PAY_SYSTEM_ID!')],
    ['{"PAY_SYSTEM_ID":99}', failure('Pay system not found')],
    ['{"PAY_SYSTEM_ID":21}', failure('Empty field PAYMENT_ID')],
    ['{"PAY_SYSTEM_ID":21,"PAYMENT_ID":1}', failure('Payment with ID=1 and PAY_SYSTEM_ID=21 not found')],
    ['{"PAY_SYSTEM_ID":22,"PAYMENT_ID":1040}', failure('Payment with ID=1040 and PAY_SYSTEM_ID=22 not found')],
  ])('checks in order: %s', (parameters, error) => {
    expect(errorOf(PAY, parameters)).toEqual(error)
  })

  it('is for employees too', () => {
    const webhook = { userId: '3', isAdmin: false, scopes: ['pay_system'] }
    expect(resultOf(PAY, '{"PAY_SYSTEM_ID":21,"PAYMENT_ID":1040}', { webhook })).toBe('true')
  })
})
