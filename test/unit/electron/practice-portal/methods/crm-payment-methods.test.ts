import { describe, expect, it } from 'vitest'
import { errorOf, resultOf, SEED, stateAfter } from '../practice-calls'

const method = (verb: string) => `crm.item.payment.${verb}`
const missing = (name: string) => [400, '100', `Could not find value for parameter {${name}}`]
const NOT_FOUND = [400, '0', 'Payment not found']
const NOW = '2030-01-31T10:26:32+03:00'
const UNPAID_ROW =
  '{"id":1040,"accountNumber":"5001\\/1","paid":"N","datePaid":null,"empPaidId":null,"paySystemId":21,' +
  '"sum":49.9,"currency":"EUR","paySystemName":"Bank card"}'

function paymentAfter(verb: string, parameters: string, id: number) {
  return stateAfter(method(verb), parameters).payments.find(payment => payment.id === id)
}

describe('crm.item.payment.list', () => {
  it('lists the payments of a deal as a bare array', () => {
    expect(resultOf(method('list'), '{"entityId":701,"entityTypeId":2}')).toBe(`[${UNPAID_ROW}]`)
  })

  it.each([
    ['{"entityId":702,"entityTypeId":"2"}', [1041, 1042]],
    ['{"entityId":702,"entityTypeId":2,"filter":{"=paid":"N"}}', [1042]],
    ['{"entityId":702,"entityTypeId":2,"filter":{"@id":[1041]}}', [1041]],
    ['{"entityId":702,"entityTypeId":2,"order":{"id":"desc"}}', [1042, 1041]],
    ['{"entityId":702,"entityTypeId":31}', []],
    ['{"entityId":702,"entityTypeId":1}', []],
    ['{"entityId":9,"entityTypeId":2}', []],
  ])('answers %s', (parameters, ids) => {
    const rows = JSON.parse(resultOf(method('list'), parameters)) as { id: number }[]
    expect(rows.map(({ id }) => id)).toEqual(ids)
  })
})

describe('crm.item.payment.get', () => {
  it('gives one payment', () => {
    expect(resultOf(method('get'), '{"id":"1040"}')).toBe(UNPAID_ROW)
  })
})

describe('crm.item.payment.add', () => {
  it('adds an empty payment to the order of the deal, with a link of its own', () => {
    expect(resultOf(method('add'), '{"entityId":702,"entityTypeId":2}')).toBe('1080')
    const state = stateAfter(method('add'), '{"entityId":702,"entityTypeId":2}')
    expect(state.payments.at(-1)).toEqual({
      id: 1080,
      orderId: 5002,
      accountNumber: '5002/3',
      sum: 0,
      paySystemId: 22,
      isPaid: false,
      paidAt: null,
      paidBy: null,
      billedAt: NOW,
      dueAt: null,
    })
    expect(resultOf('salescenter.payment.getPublicUrl', '{"id":1080}', { state })).toContain('paymentId=1080')
    expect(resultOf(method('get'), '{"id":1080}', { state })).toContain('"sum":0,')
  })

  it('numbers parts after the highest, and never gives an id twice', () => {
    const state = stateAfter(method('delete'), '{"id":1041}')
    const added = stateAfter(method('add'), '{"entityId":702,"entityTypeId":2}', { state })
    expect(added.payments.at(-1)?.accountNumber).toBe('5002/3')
    const again = stateAfter(method('delete'), '{"id":1080}', { state: added })
    expect(resultOf(method('add'), '{"entityId":702,"entityTypeId":2}', { state: again })).toBe('1081')
  })

  it.each([
    ['{}', missing('entityId')],
    ['{"entityId":702}', missing('entityTypeId')],
    ['{"entityId":9,"entityTypeId":2}', [400, '0', 'Entity with identifier 9 does not exist']],
    ['{"entityId":702,"entityTypeId":1}', [400, '0', 'Entity with identifier 702 does not exist']],
  ])('refuses %s', (parameters, error) => {
    expect(errorOf(method('add'), parameters)).toEqual(error)
  })
})

describe('crm.item.payment.pay and unpay', () => {
  it('mark a payment as paid now by the caller, and as unpaid again', () => {
    expect(resultOf(method('pay'), '{"id":1040}')).toBe('true')
    expect(paymentAfter('pay', '{"id":1040}', 1040)).toMatchObject({ isPaid: true, paidAt: NOW, paidBy: 1 })
    expect(paymentAfter('unpay', '{"id":1041}', 1041)).toMatchObject({ isPaid: false, paidAt: null, paidBy: null })
  })

  it('leave alone what is so already', () => {
    expect(stateAfter(method('pay'), '{"id":1041}')).toBe(SEED)
    expect(stateAfter(method('unpay'), '{"id":1040}')).toBe(SEED)
  })
})

describe('crm.item.payment.update', () => {
  it.each([
    ['{"paid":"Y"}', { isPaid: true, paidAt: NOW, paySystemId: 21 }],
    ['{"paySystemId":"23"}', { isPaid: false, paySystemId: 23 }],
    ['{"paid":"Y","paySystemId":22,"sum":1}', { isPaid: true, paySystemId: 22, sum: 49.9 }],
  ])('changes %s', (fields, changed) => {
    const parameters = `{"id":1040,"fields":${fields}}`
    expect(resultOf(method('update'), parameters)).toBe('true')
    expect(paymentAfter('update', parameters, 1040)).toMatchObject(changed)
  })

  it.each([
    ['{"fields":{}}', missing('id')],
    ['{"id":1}', missing('fields')],
    ['{"id":1,"fields":{"paid":"Y"}}', NOT_FOUND],
    ['{"id":1040,"fields":{"sum":1}}', [400, '0', 'Empty fields']],
    ['{"id":1040,"fields":{"paySystemId":99}}', [400, '0', 'Payment system not found']],
  ])('refuses %s', (parameters, error) => {
    expect(errorOf(method('update'), parameters)).toEqual(error)
  })
})

describe('crm.item.payment.*', () => {
  it.each(['get', 'pay', 'unpay', 'delete'])('finds no payment to %s', verb => {
    expect(errorOf(method(verb), '{"ID":1040}')).toEqual(missing('id'))
    expect(errorOf(method(verb), '{"id":1}')).toEqual(NOT_FOUND)
  })

  it('deletes a payment', () => {
    expect(resultOf(method('delete'), '{"id":1040}')).toBe('true')
    expect(paymentAfter('delete', '{"id":1040}', 1040)).toBeUndefined()
  })

  it('needs the scope of the CRM', () => {
    const webhook = { userId: '1', isAdmin: true, scopes: ['sale', 'pay_system'] }
    expect(errorOf(method('list'), '{}', { webhook })).toMatchObject([401, 'insufficient_scope', expect.any(String)])
  })
})
