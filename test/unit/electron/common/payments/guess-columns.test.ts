import { guessColumns, HEAD_ROWS } from '#common/payments/guess-columns'
import type { Table } from '#common/payments/table'
import { paymentsIn } from '#common/payments/table-columns'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const WITH_NAMES: Table = [
  ['Order', 'Payment ID', 'Payer', 'Sum'],
  ['5001', '1063', 'Roth', '49.9'],
  ['5001', '1064', 'Roth', '12'],
  ['5002', '1065', 'Keller', '80'],
]

describe('the column of the ids', () => {
  it.each<[string, Table, number | null, number | null]>([
    ['by its name', WITH_NAMES, 1, 0],
    ['by its name in Russian', [['Сумма', '№ платежа', 'ID оплаты'], ['5', '7', '1063'], ['5', '8', '1064']], 2, 0], // prettier-ignore
    ['by its name in German', [['Auftrag', 'Zahlungs-ID'], ['11', '1063'], ['12', '1064']], 1, 0], // prettier-ignore
    ['past the payment’s system and sum', [['Payment system ID', 'Payment sum', 'id'], ['6', '49', '1063'], ['6', '50', '1064']], 2, 0], // prettier-ignore
    [
      'by what stands in it',
      [
        ['Roth', '1063'],
        ['Keller', '1064'],
      ],
      1,
      null,
    ],
    ['by how seldom it repeats itself', [['a', 'b'], ['5001', '1063'], ['5001', '1064'], ['5001', '1065']], 1, 0], // prettier-ignore
    ['where it is the only one', [['1063'], ['1064']], 0, null],
    ['in a single row', [['1063', 'Roth']], 0, null],
    ['and not where there is none', [['Payer', 'City'], ['Roth', 'Bonn']], null, 0], // prettier-ignore
    ['and not by its name alone', [['Payment ID', 'Payer'], ['later', 'Roth'], ['', 'Keller']], null, 0], // prettier-ignore
  ])('is found %s', (_, table, idColumn, headerRow) => {
    expect(guessColumns(table)).toEqual({ idColumn, headerRow })
  })
})

describe('the row with the names', () => {
  it.each<[string, Table, number | null]>([
    ['below a title', [['Payments of May'], ...WITH_NAMES], 1],
    ['below a title, a day and an empty row', [['Payments'], ['2026-05-31', '', 'Roth AG'], [''], ...WITH_NAMES], 3],
    ['below a title that was merged over all columns', [['Payments of May', '', '', ''], ...WITH_NAMES], 1],
    ['above the units', [WITH_NAMES[0] ?? [], ['', '', '', 'EUR'], ...WITH_NAMES.slice(1)], 0],
    ['above a row without an id', [WITH_NAMES[0] ?? [], ['5000', 'later', 'Roth', ''], ...WITH_NAMES.slice(1)], 0],
    ['where most columns have no name', [['Payments'], ['Payment ID'], ['1063', 'Roth', 'Bonn', '4'], ['1064', 'Keller', 'Ulm', '5']], 1], // prettier-ignore
    ['where the column of the ids has none', [['', 'Payer', 'City'], ['1063', 'Roth', 'Bonn'], ['1064', 'Keller', 'Ulm']], 0], // prettier-ignore
    ['as none where there is only a title', [['Payments of May'], ['Roth', '1063'], ['Keller', '1064']], null],
    [
      'as none where the first row has an id among words',
      [
        ['Roth', 'Bonn', '1063'],
        ['Keller', 'Ulm', '1064'],
      ],
      null,
    ],
    ['below a title that is a year', [['2026'], ['Id', 'Payer', 'City'], ['1063', 'Roth', 'Bonn'], ['1064', 'Keller', 'Ulm']], 1], // prettier-ignore
    ['as none where words stand below an id', [['1063'], ['later', 'Roth', 'Bonn'], ['1064', 'Keller', 'Ulm']], null],
    [
      'above formulas without values',
      [
        ['=C9', '=D9'],
        ['=C10', '1063'],
        ['=C11', '1064'],
      ],
      0,
    ],
  ])('is found %s', (_, table, headerRow) => {
    expect(guessColumns(table).headerRow).toBe(headerRow)
  })

  it('is found below anything that fills less than half of the columns, and no payment is lost by it', () => {
    const Title = fc.tuple(fc.constantFrom('Payments of May', '2026', '', 'Total: 5', '1063'), fc.nat(4))
    const Words = fc.constantFrom('Roth', 'Bonn', '49.9', '2026-05-01', '', '5001')
    const Ids = fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(
        fc.array(Title, { maxLength: HEAD_ROWS - 1 }),
        Ids,
        fc.nat(4),
        fc.infiniteStream(Words),
        (titles, ids, idColumn, words) => {
          const names = ['Order', 'Payer', 'City', 'Sum', 'Day'].with(idColumn, 'Payment ID')
          const rows = ids.map(id =>
            names.map((_, column) => (column === idColumn ? id : words.next().value)).map(String),
          )
          const above = titles.map(([title, column]) => names.map((_, place) => (place === column ? title : '')))
          const guess = guessColumns([...above, names, ...rows])
          expect(guess).toEqual({ headerRow: titles.length, idColumn })
          const taken = paymentsIn([...above, names, ...rows], { ...guess, idColumn, textColumns: [] })
          expect(taken.payments.map(({ paymentId }) => paymentId)).toEqual(ids)
        },
      ),
    )
  })
})
