import { checkStock } from '#common/sheets/check-stock'
import { Stock } from '#common/sheets/stock'
import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'

const named = BUILT_IN_STOCKS.map(stock => ({ name: `${stock.maker} ${stock.number}`.trim(), stock }))
const sheets = named.filter(({ stock }) => stock.kind === 'sheet')
const singles = named.filter(({ stock }) => stock.kind !== 'sheet')

describe('the built-in stocks', () => {
  it.each(named)('$name fits its page, and says where its numbers are from', ({ stock }) => {
    expect(v.is(Stock, stock)).toBe(true)
    expect(checkStock(stock)).toBeNull()
    expect(stock.source?.trim()).toBeTruthy()
  })

  it.each(sheets)('$name has its labels in the middle of the page, within a millimetre', ({ stock }) => {
    const { page, label, columns, rows, first, pitch } = stock
    const right = page.widthMm - (first.leftMm + (columns - 1) * pitch.xMm + label.widthMm)
    const bottom = page.heightMm - (first.topMm + (rows - 1) * pitch.yMm + label.heightMm)
    expect(Math.abs(first.leftMm - right)).toBeLessThanOrEqual(1)
    expect(Math.abs(first.topMm - bottom)).toBeLessThanOrEqual(1)
  })

  it.each(singles)('$name is one label as large as its page', ({ stock }) => {
    const { page, label, columns, rows, first } = stock
    expect({ columns, rows, first, label }).toEqual({
      columns: 1,
      rows: 1,
      first: { leftMm: 0, topMm: 0 },
      label: page,
    })
  })

  it('have an id each, by which their calibrations are kept', () => {
    const ids = BUILT_IN_STOCKS.map(({ id }) => String(id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(
      expect.arrayContaining([
        'avery-l7160',
        'avery-5160',
        'herma-4677',
        'brother-dk-11202',
        'receipt-80-mm',
        'page-a6',
      ]),
    )
    expect(ids.join(' ')).toMatch(/^[a-z0-9 .-]+$/)
  })

  it.each([
    { what: 'sheets of A4', has: (stock: Stock) => stock.kind === 'sheet' && stock.page.widthMm === 210, atLeast: 15 },
    {
      what: 'sheets of Letter',
      has: (stock: Stock) => stock.kind === 'sheet' && stock.page.widthMm === 215.9,
      atLeast: 5,
    },
    { what: 'rolls of 62 mm', has: isRoll(62), atLeast: 2 },
    { what: 'rolls of 54 mm', has: isRoll(54), atLeast: 2 },
    { what: 'rolls of 50 mm', has: isRoll(50), atLeast: 2 },
    { what: 'rolls of 38 mm', has: isRoll(38), atLeast: 2 },
    { what: 'receipts', has: (stock: Stock) => stock.kind === 'receipt', atLeast: 2 },
    { what: 'pages with one label', has: (stock: Stock) => stock.kind === 'page', atLeast: 4 },
  ])('have $what', ({ has, atLeast }) => {
    expect(BUILT_IN_STOCKS.filter(has).length).toBeGreaterThanOrEqual(atLeast)
  })
})

function isRoll(widthMm: number): (stock: Stock) => boolean {
  return stock => stock.kind === 'roll' && stock.page.widthMm === widthMm
}
