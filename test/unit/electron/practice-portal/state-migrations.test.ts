import { describe, expect, it } from 'vitest'
import { migrated } from '../../../../electron/practice-portal/state-migrations'
import { parseState, printState } from '../../../../electron/practice-portal/state-file'
import { resultOf } from './practice-calls'

const VERSION_1 = {
  version: 1,
  installation: { webhookSecret: 'Version1Secret00', linkKey: 'LinkKey1LinkKey1LinkKey1LinkKey1' },
  nextHandlerId: 9,
  handlers: [{ id: 8, name: 'Mine', code: 'mine', sort: 50, settings: '{"CODES":{"10":{"a":1.0}}}' }],
  paymentSystems: [{ id: 21, name: 'Bank card', handlerCode: 'mine' }],
  orders: [{ id: 5001, title: 'Lamp', language: 'en', payer: 'Ada', currency: 'EUR' }],
  payments: [
    { id: 1040, orderId: 5001, accountNumber: '5001/1', sum: 49.9, isPaid: true },
    { id: 1041, orderId: 5001, accountNumber: '5001/2', sum: 1, isPaid: false },
  ],
}

const ownCredentials = { userId: '1', secret: VERSION_1.installation.webhookSecret }

describe('a state file of version 1', () => {
  const state = parseState(JSON.stringify(VERSION_1))

  it('keeps its secrets, its handlers and their ids', () => {
    expect(state).toMatchObject({ installation: VERSION_1.installation, nextHandlerId: 9 })
    expect(
      resultOf('sale.paysystem.handler.list', '{}', { ...(state && { state }), credentials: ownCredentials }),
    ).toBe('[{"ID":"8","NAME":"Mine","CODE":"mine","SORT":"50","SETTINGS":{"CODES":{"10":{"a":1.0}}}}]')
  })

  it('gets what later versions have more', () => {
    expect(state?.paymentSystems).toEqual([
      {
        id: 21,
        name: 'Bank card',
        description: '',
        handlerCode: 'mine',
        isActive: true,
        opensNewWindow: false,
        registryType: 'ORDER',
        personTypeId: 5,
        sort: 100,
        xmlId: null,
        values: [],
      },
    ])
    expect(state).toMatchObject({
      nextPaymentSystemId: 22,
      nextPaymentId: 1042,
      orders: [{ id: 5001, title: 'Lamp', dealId: 701 }],
      payments: [
        { id: 1040, paySystemId: 21, isPaid: true, paidAt: '2026-05-04T09:30:00+03:00', paidBy: 1, billedAt: null },
        { id: 1041, paySystemId: 21, isPaid: false, paidAt: null, paidBy: null, dueAt: null },
      ],
    })
  })

  it('is written as version 3', () => {
    if (state === undefined) throw new Error('The file was not read')
    const text = printState(state)
    expect(text).toContain('"version": 3')
    expect(parseState(text)).toEqual(state)
  })

  it('is refused when it is damaged', () => {
    expect(parseState(JSON.stringify({ ...VERSION_1, payments: [{ id: 'x' }] }))).toBeUndefined()
    expect(parseState(JSON.stringify({ ...VERSION_1, handlers: undefined }))).toBeUndefined()
  })
})

describe('migrated', () => {
  it.each([null, 5, 'text', [], { version: 2 }, { version: 99 }])('leaves %j for the check of the file', file => {
    expect(migrated(file)).toBe(file)
  })
})
