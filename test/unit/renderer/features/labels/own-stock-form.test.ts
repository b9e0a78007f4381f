import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import { describe, expect, it } from 'vitest'
import {
  BOUNDS,
  formOf,
  NUMBER_FIELDS,
  readForm,
  type OwnStockForm,
} from '../../../../../renderer/features/labels/own-stock-form'

const SHEET: OwnStockForm = {
  kind: 'sheet',
  name: ' Shelf labels ',
  numbers: {
    pageWidth: 210,
    pageHeight: 297,
    labelWidth: 63.5,
    labelHeight: 38.1,
    columns: 3,
    rows: 7,
    left: 7.2,
    top: 15.15,
    pitchX: 66.04,
    pitchY: 38.1,
    margin: 2,
  },
}

describe('the form of a stock of one’s own', () => {
  it('says the stock that is described', () => {
    expect(readForm(SHEET, 'own-1')).toEqual({
      problem: null,
      stock: {
        id: 'own-1',
        kind: 'sheet',
        maker: '',
        number: 'Shelf labels',
        page: { widthMm: 210, heightMm: 297 },
        label: { widthMm: 63.5, heightMm: 38.1 },
        columns: 3,
        rows: 7,
        first: { leftMm: 7.2, topMm: 15.15 },
        pitch: { xMm: 66.04, yMm: 38.1 },
        marginMm: 2,
        source: null,
      },
    })
  })

  it.each(['roll', 'receipt', 'page'] as const)('takes of a %s only its page and its margin', kind => {
    const numbers = { ...SHEET.numbers, pageWidth: 62, pageHeight: 29, columns: 9, labelWidth: 500 }
    expect(readForm({ ...SHEET, kind, numbers }, 'own-1')).toMatchObject({
      problem: null,
      stock: {
        kind,
        page: { widthMm: 62, heightMm: 29 },
        label: { widthMm: 62, heightMm: 29 },
        columns: 1,
        rows: 1,
        first: { leftMm: 0, topMm: 0 },
      },
    })
  })

  it('begins as another stock is', () => {
    for (const stock of BUILT_IN_STOCKS) {
      const read = readForm(formOf(stock, 'Copy'), 'own-1')
      expect(read).toEqual({
        problem: null,
        stock: { ...stock, id: 'own-1', maker: '', number: 'Copy', source: null },
      })
    }
  })

  it.each(NUMBER_FIELDS)('has the bounds for %s that a stock has', field => {
    const { least, most, step } = BOUNDS[field]
    const stockWith = (number: number) =>
      readForm({ ...SHEET, numbers: { ...SHEET.numbers, [field]: number } }, 'own-1').stock
    for (const number of [least, most]) expect(stockWith(number)).not.toBeNull()
    for (const number of [least - 1, most + 1, NaN]) expect(stockWith(number)).toBeNull()
    expect(stockWith(least + 0.5) === null).toBe(step === 1)
  })

  it.each([
    { what: 'without a name', form: { ...SHEET, name: ' ' }, problem: 'name-missing' },
    {
      what: 'with labels that lie on each other',
      form: { ...SHEET, numbers: { ...SHEET.numbers, pitchY: 30 } },
      problem: 'labels-overlap',
    },
    {
      what: 'with labels over the edge',
      form: { ...SHEET, numbers: { ...SHEET.numbers, rows: 8 } },
      problem: 'label-over-edge',
    },
  ])('says what is wrong with one $what', ({ form, problem }) => {
    expect(readForm(form, 'own-1').problem).toBe(problem)
  })
})
