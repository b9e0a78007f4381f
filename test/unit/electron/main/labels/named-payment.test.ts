import { describe, expect, it } from 'vitest'
import type { ListedPayment } from '#common/payments/payments.contract'
import { namedPayment } from '../../../../../electron/main/labels/named-payment'

const LISTED: ListedPayment = {
  paymentId: 1040,
  orderKey: '5001',
  accountNumber: '17-A/1',
  sum: 49.9,
  currency: 'EUR',
  isPaid: false,
  paySystemName: 'Card',
  due: null,
  texts: [],
}

describe('what a payment is called by', () => {
  it('is its own number, and what is written beside it', () => {
    const texts = [{ name: 'Seat', value: 'B 12' }]
    expect(namedPayment(1040, { ...LISTED, texts })).toEqual({
      paymentId: 1040,
      orderNumber: '17-A/1',
      payer: null,
      texts,
    })
  })

  // The names of files took the portal's own id of an order for its number, where labels left a number out.
  it('is no key of the order where its number is not known', () => {
    expect(namedPayment(1040, { ...LISTED, accountNumber: null }).orderNumber).toBeNull()
  })

  it('is nothing but its id where the list does not have it', () => {
    expect(namedPayment(1040, undefined)).toEqual({ paymentId: 1040, orderNumber: null, payer: null, texts: [] })
  })

  it('has the payer from the column that is called so', () => {
    const texts = [
      { name: 'Seat', value: 'B 12' },
      { name: 'Payer', value: 'Ada & Co' },
    ]
    expect(namedPayment(1040, { ...LISTED, texts }).payer).toBe('Ada & Co')
  })
})
