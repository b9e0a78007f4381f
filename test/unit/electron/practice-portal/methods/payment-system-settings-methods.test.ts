import { describe, expect, it } from 'vitest'
import { errorOf, resultOf, SEED, stateAfter } from '../practice-calls'

const GET = 'sale.paysystem.settings.get'
const UPDATE = 'sale.paysystem.settings.update'
const PAYMENT_GET = 'sale.paysystem.settings.payment.get'
const ACCESS_DENIED = [403, 'ACCESS_DENIED', 'Access denied!']
const UNSET = { TYPE: null, VALUE: null }

const failure = (description: string) => [400, 'ERROR_CHECK_FAILURE', description]
const settingsOf = (id: number, personTypeId: number, state = SEED): unknown =>
  JSON.parse(resultOf(GET, JSON.stringify({ ID: id, PERSON_TYPE_ID: personTypeId }), { state }))

describe('settings.get', () => {
  it('answers every code of the handler: what is set, else its default, else nothing', () => {
    expect(settingsOf(21, 5)).toEqual({
      NB_SHOP_ID: { TYPE: 'VALUE', VALUE: '204417' },
      NB_SHOP_KEY: { TYPE: 'VALUE', VALUE: 'not-a-real-key' },
      NB_PAYMENT_ID: { TYPE: 'PAYMENT', VALUE: 'ID' },
      NB_AMOUNT: { TYPE: 'PAYMENT', VALUE: 'SUM' },
      NB_CURRENCY: { TYPE: 'PAYMENT', VALUE: 'CURRENCY' },
      NB_BUYER_EMAIL: { TYPE: 'USER', VALUE: 'EMAIL' },
      NB_WORK_MODE: { TYPE: 'INPUT', VALUE: 'TEST' },
    })
  })

  it.each([
    [0, { TYPE: 'VALUE', VALUE: 'Corner shop' }, UNSET],
    [5, { TYPE: 'VALUE', VALUE: 'Corner shop' }, { TYPE: 'VALUE', VALUE: 'not-a-real-token' }],
    [6, { TYPE: 'VALUE', VALUE: 'Corner shop' }, UNSET],
  ])('gives payer type %d its own values over those for all', (personTypeId, merchant, token) => {
    expect(settingsOf(22, personTypeId)).toMatchObject({ LUMEN_MERCHANT: merchant, LUMEN_TOKEN: token })
  })

  it('is an empty list when the handler has no codes', () => {
    const state = stateAfter('sale.paysystem.handler.update', '{"ID":1,"FIELDS":{"SETTINGS":{"FORM_DATA":{}}}}')
    expect(resultOf(GET, '{"ID":21,"PERSON_TYPE_ID":5}', { state })).toBe('[]')
  })

  it.each([
    ['{"PERSON_TYPE_ID":5}', failure('Parameter ID is not defined')],
    ['{"ID":99}', failure('Parameter PERSON_TYPE_ID is not defined')],
    ['{"ID":99,"PERSON_TYPE_ID":0}', failure('Pay system not found')],
    ['{"ID":20,"PERSON_TYPE_ID":0}', ACCESS_DENIED],
  ])('refuses %s', (parameters, error) => {
    expect(errorOf(GET, parameters)).toEqual(error)
  })
})

describe('settings.update', () => {
  it('changes the codes that are named, for that payer type, and leaves the others', () => {
    const given = '{"id":21,"person_type_id":6,"settings":{"nb_shop_id":{"type":"VALUE","value":"9"}}}'
    expect(resultOf(UPDATE, given)).toBe('true')
    const state = stateAfter(UPDATE, given)
    expect(settingsOf(21, 6, state)).toMatchObject({ NB_SHOP_ID: { TYPE: 'VALUE', VALUE: '9' }, NB_SHOP_KEY: UNSET })
    expect(settingsOf(21, 5, state)).toEqual(settingsOf(21, 5))
  })

  it('replaces a value instead of adding another', () => {
    const given = '{"ID":21,"PERSON_TYPE_ID":5,"SETTINGS":{"NB_SHOP_ID":{"TYPE":"PAYMENT","VALUE":"ID"}}}'
    const values = stateAfter(UPDATE, given).paymentSystems.find(({ id }) => id === 21)?.values
    expect(values?.filter(({ code }) => code === 'NB_SHOP_ID')).toEqual([
      { personTypeId: 5, code: 'NB_SHOP_ID', type: 'PAYMENT', value: 'ID' },
    ])
  })

  it.each([
    ['{}', failure('Parameter ID is not defined')],
    ['{"ID":99}', failure('Pay system not found')],
    ['{"ID":20}', [400, 'ERROR_HANDLER_NOT_FOUND', 'Parameter SETTINGS is not defined or empty']],
    ['{"ID":21,"SETTINGS":{}}', [400, 'ERROR_HANDLER_NOT_FOUND', 'Parameter SETTINGS is not defined or empty']],
    ['{"ID":20,"SETTINGS":{"A":"x"}}', ACCESS_DENIED],
    ['{"ID":21,"SETTINGS":{"A":"x"}}', failure('The value of SETTINGS[A] is not valid')],
  ])('checks in order: %s', (parameters, error) => {
    expect(errorOf(UPDATE, parameters)).toEqual(error)
  })

  it('keeps the codes before one that is refused, in a batch too', () => {
    const query = 'ID=21&PERSON_TYPE_ID=5&SETTINGS[NB_SHOP_ID][VALUE]=1&SETTINGS[BAD]=x&SETTINGS[NB_SHOP_KEY][VALUE]=2'
    const state = stateAfter('batch', JSON.stringify({ cmd: [`${UPDATE}?${query}`] }))
    expect(settingsOf(21, 5, state)).toMatchObject({
      NB_SHOP_ID: { VALUE: '1' },
      NB_SHOP_KEY: { VALUE: 'not-a-real-key' },
    })
  })
})

describe('settings.payment.get', () => {
  it('answers plain values as they are for the payment', () => {
    expect(JSON.parse(resultOf(PAYMENT_GET, '{"PAY_SYSTEM_ID":21,"PAYMENT_ID":1040}'))).toEqual({
      NB_SHOP_ID: '204417',
      NB_SHOP_KEY: 'not-a-real-key',
      NB_PAYMENT_ID: '1040',
      NB_AMOUNT: '49.9',
      NB_CURRENCY: 'EUR',
      NB_BUYER_EMAIL: '',
      NB_WORK_MODE: 'TEST',
    })
  })

  it('works out what is left to pay of an order', () => {
    const payment = SEED.payments.find(({ orderId }) => orderId === 5006)
    expect(JSON.parse(resultOf(PAYMENT_GET, `{"PAY_SYSTEM_ID":23,"PAYMENT_ID":${payment?.id}}`))).toEqual({
      HARBOUR_ACCOUNT: '40-771',
      HARBOUR_ORDER: '5006',
      HARBOUR_TOTAL: '300',
    })
  })

  it.each([
    ['{}', failure('Parameter PAYMENT_ID is not defined')],
    ['{"PAYMENT_ID":1}', failure('Parameter PAY_SYSTEM_ID is not defined')],
    ['{"PAYMENT_ID":1,"PAY_SYSTEM_ID":99}', failure('Pay system not found')],
    ['{"PAYMENT_ID":1040,"PAY_SYSTEM_ID":22}', failure('Payment with ID=1040 and PAY_SYSTEM_ID=22 not found')],
  ])('refuses %s', (parameters, error) => {
    expect(errorOf(PAYMENT_GET, parameters)).toEqual(error)
  })

  it('is for employees too', () => {
    const webhook = { userId: '1', isAdmin: false, scopes: ['pay_system'] }
    expect(() => resultOf(PAYMENT_GET, '{"PAY_SYSTEM_ID":21,"PAYMENT_ID":1040}', { webhook })).not.toThrow()
  })
})
