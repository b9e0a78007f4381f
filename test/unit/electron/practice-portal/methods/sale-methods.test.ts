import { describe, expect, it } from 'vitest'
import { call, errorOf, resultOf, SEED, type CallSetting } from '../practice-calls'

const LIST = 'sale.payment.list'
const many: CallSetting = {
  state: {
    ...SEED,
    payments: Array.from({ length: 120 }, (_, index) => ({
      id: 1 + index,
      orderId: 5001,
      accountNumber: `5001/${1 + index}`,
      sum: index,
      paySystemId: 21,
      isPaid: false,
      paidAt: null,
      paidBy: null,
      billedAt: null,
      dueAt: null,
    })),
  },
}

function ids(parameters: object, setting?: CallSetting): number[] {
  const { payments } = JSON.parse(resultOf(LIST, JSON.stringify(parameters), setting)) as {
    payments: { id: number }[]
  }
  return payments.map(({ id }) => id)
}

describe('sale.payment.list', () => {
  it('lists payments with camelCase fields and what they are paid through', () => {
    const parameters = { filter: { id: 1043 } }
    const { payments } = JSON.parse(resultOf(LIST, JSON.stringify(parameters))) as { payments: object[] }
    expect(payments).toEqual([
      expect.objectContaining({
        id: 1043,
        orderId: 5003,
        accountNumber: '5003/1',
        paid: 'Y',
        datePaid: '2026-05-07T09:30:00+03:00',
        empPaidId: 1,
        paySystemId: 23,
        sum: 34.95,
        currency: 'EUR',
        paySystemName: 'Касса «Гавань»',
        paySystemXmlId: null,
        paySystemIsCash: 'N',
        psInvoiceId: null,
      }),
    ])
  })

  it.each([
    [{ orderId: 5002 }, [1041, 1042]],
    [{ '=orderId': [5001, 5002] }, [1040, 1041, 1042]],
    [{ '@id': [1040, 1079] }, [1040, 1079]],
    [{ '>id': 1077 }, [1078, 1079]],
    [{ '>=id': '1077' }, [1077, 1078, 1079]],
    [{ '<id': 1042 }, [1040, 1041]],
    [{ '<=id': 1041, '!id': 1040 }, [1041]],
    [{ '!@id': Array.from({ length: 39 }, (_, index) => 1040 + index) }, [1079]],
    [{ '>sum': 1000 }, [1054, 1079]],
    [{ '%accountNumber': '02/' }, [1041, 1042]],
    [{ '=%accountNumber': '5002/%' }, [1041, 1042]],
    [{ '%=accountNumber': '%02/2' }, [1042]],
    [{ '!%accountNumber': '/1', '<orderId': 5003 }, [1042]],
    [{ '=paid': 'y', '<id': 1045 }, [1041, 1043]],
    [{ psInvoiceId: 'x' }, []],
    [{ datePaid: null, '<id': 1042 }, [1040]],
    [{ payed: 'Y', '<id': 1042 }, [1040, 1041]],
  ])('filters by %j', (filter, expected) => {
    expect(ids({ filter })).toEqual(expected)
  })

  it('orders by several fields, by id last', () => {
    expect(ids({ filter: { '<orderId': 5003 }, order: { orderId: 'desc' } })).toEqual([1041, 1042, 1040])
    expect(ids({ filter: { '<orderId': 5003 }, order: { paid: 'DESC', id: 'desc' } })).toEqual([1041, 1042, 1040])
    expect(errorOf(LIST, '{"order":{"id":"up"}}')).toEqual([400, 'ERROR_ARGUMENT', 'Invalid order "up"'])
  })

  it('selects the fields it has', () => {
    expect(resultOf(LIST, '{"filter":{"id":1040},"select":["sum","nothing","id"]}')).toBe(
      '{"payments":[{"sum":49.9,"id":1040}]}',
    )
  })

  it.each([
    [undefined, 1, 50, 120, 50],
    [0, 1, 50, 120, 50],
    ['50', 51, 50, 120, 100],
    [100, 101, 20, 120, undefined],
    [-1, 1, 50, 0, undefined],
  ])('gives from start %j the page at %j', (start, first, size, total, next) => {
    const parameters = JSON.stringify({ start })
    const outcome = call(LIST, parameters, many)
    const page = ids({ start }, many)
    expect([page[0], page.length, outcome.total, outcome.next]).toEqual([first, size, total, next])
  })

  it('ends without a next page when the last is full', () => {
    const hundred = { state: { ...SEED, payments: (many.state ?? SEED).payments.slice(0, 100) } }
    expect(call(LIST, '{"start":50}', hundred).next).toBeUndefined()
  })

  it('tells a batch how many rows there are and where the next page starts', () => {
    const answer = JSON.parse(resultOf('batch', `{"cmd":{"a":"${LIST}?start=50","b":"profile"}}`, many)) as object
    expect(answer).toMatchObject({ result_total: { a: 120 }, result_next: { a: 100 } })
  })
})

describe('sale.persontype.list', () => {
  it('lists the kinds of payers, the sort as text and without what they belong to', () => {
    expect(resultOf('sale.persontype.list', '{"filter":{"id":[5,6]},"select":["id","name","code","sort"]}')).toBe(
      '{"personTypes":[{"id":5,"name":"Private person","code":"PRIVATE","sort":"100"},' +
        '{"id":6,"name":"Company","code":"COMPANY","sort":"150"}]}',
    )
    expect(call('sale.persontype.list').total).toBe(4)
  })
})

describe('the lists of the online store', () => {
  it.each([LIST, 'sale.persontype.list'])('refuse %s to employees with a code of their own', name => {
    const webhook = { userId: '1', isAdmin: false, scopes: ['sale'] }
    expect(errorOf(name, '{}', { webhook })).toEqual([400, '200040300010', 'Access Denied'])
  })
})
