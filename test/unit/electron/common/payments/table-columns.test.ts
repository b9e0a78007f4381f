import { MAX_PAYMENTS } from '#common/payments/parse-payment-ids'
import { columnNames, MAX_TEXT_LENGTH, MAX_TEXTS, paymentsIn } from '#common/payments/table-columns'
import type { Table } from '#common/payments/table'
import { describe, expect, it } from 'vitest'

const WITH_NAMES: Table = [
  ['Order', 'Payment ID', 'Payer', 'Sum'],
  ['5001', '1063', 'Roth', '49.9'],
  ['5001', '1064', 'Roth', '12'],
  ['5002', '1065', 'Keller', '80'],
]

describe('the names of the columns', () => {
  it('are as many as the widest row has cells', () => {
    expect(columnNames([['id'], ['1', 'a', 'b']], 0)).toEqual(['id', '', ''])
    expect(columnNames(WITH_NAMES, null)).toEqual(['', '', '', ''])
  })
})

describe('the payments of a table', () => {
  it('come with the texts of the chosen columns', () => {
    const taken = paymentsIn(WITH_NAMES, { headerRow: 0, idColumn: 1, textColumns: [2, 3] })
    expect(taken).toMatchObject({ repeated: 0, unreadable: [], unreadableCount: 0, leftOut: 0 })
    expect(taken.payments[2]).toEqual({
      paymentId: 1065,
      texts: [
        { name: 'Payer', value: 'Keller' },
        { name: 'Sum', value: '80' },
      ],
    })
  })

  it('are each taken once, and rows that cannot be read are named', () => {
    const table = [['1063'], ['later'], [''], ['1063'], ['1064.0'], ['0'], ['#1065']]
    const taken = paymentsIn(table, { headerRow: null, idColumn: 0, textColumns: [] })
    expect(taken.payments.map(({ paymentId }) => paymentId)).toEqual([1063, 1064, 1065])
    expect(taken.repeated).toBe(1)
    expect(taken.unreadable).toEqual([
      { row: 2, value: 'later' },
      { row: 6, value: '0' },
    ])
  })

  it.each<[string, number]>([
    ['1063', 1063],
    ['1063.0', 1063],
    ['1063,00', 1063],
    ['1063.0000', 1063],
    ['0001063', 1063],
    ['#1063', 1063],
    ['№ 1063', 1063],
    ["'1063", 1063],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('that write an id as %j are taken', (cell, id) => {
    const taken = paymentsIn([[cell]], { headerRow: null, idColumn: 0, textColumns: [] })
    expect(taken.payments).toEqual([{ paymentId: id, texts: [] }])
  })

  it.each([
    ...['1,000', '1.000', '12,000', '1,063', '1 063', '1\u00a0063', '1\u202f063', "1'063", '1.234.567'],
    ...['1E+05', '1e5', '1.063E+3', '1.23457E+11', '1063.5', '1063,1', '-1063', '+1063', '1063.', '.0', '0.0'],
    ...['2026-05-01', '01.05.2026', '5/1/2026', '1.00 €', '10.63', '09:15', 'true', '="1063"', "''1063"],
    ...['1063-1064', '1063, 1064', '１０６３', '9007199254740992', '12345678901234567'],
  ])('that write %j are named, and none is taken for another', cell => {
    const taken = paymentsIn([[cell]], { headerRow: null, idColumn: 0, textColumns: [] })
    expect(taken.payments).toEqual([])
    expect(taken.unreadable).toEqual([{ row: 1, value: cell }])
  })

  it.each(['#N/A', '#REF!', '#DIV/0!', '#NAME?', '#Н/Д', '#ССЫЛКА!', '#NV', '#BEZUG!', '=A1', '=VLOOKUP(A2,B:C,2)'])(
    'name a row with %j, and no label has it as a text',
    cell => {
      const table = [
        [cell, 'Roth'],
        ['1063', cell],
      ]
      const taken = paymentsIn(table, { headerRow: null, idColumn: 0, textColumns: [1] })
      expect(taken).toMatchObject({ payments: [{ paymentId: 1063, texts: [] }], unreadable: [{ row: 1, value: cell }] })
    },
  )

  it.each(['#1', '# 12', 'Nr. #N', '#Roth', '= 5', 'a=b', 'Wow!', '#'])('keep %j as a text', value => {
    const taken = paymentsIn([['1063', value]], { headerRow: null, idColumn: 0, textColumns: [1] })
    expect(taken.payments[0]?.texts).toEqual([{ name: '', value }])
  })

  it('count a row as programs show it, below the names', () => {
    const { unreadable } = paymentsIn([['id'], ['x']], { headerRow: 0, idColumn: 0, textColumns: [] })
    expect(unreadable).toEqual([{ row: 2, value: 'x' }])
  })

  it('begin below the row with the names, whatever stands above it', () => {
    const table = [['Payments of May'], ['2026'], ['Payment ID', 'Payer'], ['1063', 'Roth'], ['x', 'Keller']]
    expect(paymentsIn(table, { headerRow: 2, idColumn: 0, textColumns: [1] })).toMatchObject({
      payments: [{ paymentId: 1063, texts: [{ name: 'Payer', value: 'Roth' }] }],
      unreadable: [{ row: 5, value: 'x' }],
    })
  })

  it('are no more than a list holds, and their texts no more and no longer than a label needs', () => {
    const long = Array.from({ length: 30 }, () => 'x'.repeat(1_000))
    const table = Array.from({ length: MAX_PAYMENTS + 5 }, (_, index) => [
      String(index + 1),
      ...(index < 2 ? long : []),
    ])
    const textColumns = Array.from({ length: 40 }, (_, index) => index + 1)
    const taken = paymentsIn(table, { headerRow: null, idColumn: 0, textColumns })
    expect(taken.payments).toHaveLength(MAX_PAYMENTS)
    expect(taken.leftOut).toBe(5)
    expect(taken.payments[0]?.texts).toHaveLength(MAX_TEXTS)
    expect(taken.payments[0]?.texts[0]?.value).toHaveLength(MAX_TEXT_LENGTH)
  })

  it('are none where the column is not there', () => {
    expect(paymentsIn(WITH_NAMES, { headerRow: 0, idColumn: 9, textColumns: [99, -1] }).payments).toEqual([])
  })
})
