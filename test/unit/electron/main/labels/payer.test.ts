import { describe, expect, it } from 'vitest'
import { payerIn } from '../../../../../electron/main/labels/payer'

const payerOf = (...columns: readonly (readonly [name: string, value: string])[]) =>
  payerIn(columns.map(([name, value]) => ({ name, value })))

describe('the payer in the columns of a table', () => {
  it.each([
    {
      what: 'the column that is called so',
      columns: [
        ['Seat', 'B 12'],
        ['Customer', 'Ada'],
      ],
    },
    {
      what: 'not what another thing is called',
      columns: [
        ['Product name', 'Chair'],
        ['Customer', 'Ada'],
      ],
    },
    {
      what: 'not the number of the one who pays',
      columns: [
        ['Client ID', '17'],
        ['Client', 'Ada'],
      ],
    },
    {
      what: 'one that is not empty',
      columns: [
        ['Payer', ''],
        ['Buyer', 'Ada'],
      ],
    },
    {
      what: 'a bare name where nothing is clearer',
      columns: [
        ['Order name', 'Chairs'],
        ['Full name', 'Ada'],
      ],
    },
    {
      what: 'the clearer of two',
      columns: [
        ['Name', 'Chair'],
        ['Покупатель', 'Ada'],
      ],
    },
  ] as const)('is $what', ({ columns }) => {
    expect(payerOf(...columns)).toBe('Ada')
  })

  it.each([
    'Product name',
    'Filename',
    'Username',
    'Tournament',
    'Customer no',
    'Номер клиента',
    'Kundennummer',
    'Customer e-mail',
    'Customer phone',
  ])('is not in "%s"', name => {
    expect(payerOf([name, 'x'])).toBeNull()
  })
})
