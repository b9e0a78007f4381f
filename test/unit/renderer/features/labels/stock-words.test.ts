import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import { describe, expect, it } from 'vitest'
import { createText } from '../../../../../renderer/app/locales/create-text'
import { en } from '../../../../../renderer/app/locales/en'
import { findStocks, groupOf, stockName, stockSize } from '../../../../../renderer/features/labels/stock-words'

const text = createText('en', en)
const found = (searched: string) => findStocks(BUILT_IN_STOCKS, searched, text).map(({ id }) => String(id))

describe('the search for a stock', () => {
  it.each([
    { searched: 'l7160', ids: ['avery-l7160'] },
    { searched: 'Avery 8160', ids: ['avery-l7160', 'avery-5160'] },
    { searched: 'J8160', ids: ['avery-l7160'] },
    { searched: '62x29', ids: ['brother-dk-11209'] },
    { searched: '62 × 29 mm', ids: ['brother-dk-11209'] },
    { searched: '99,1x67,7', ids: ['avery-l7165'] },
    { searched: 'herma 105 x 42.3', ids: ['herma-4625'] },
    { searched: 'receipt', ids: ['receipt-58-mm', 'receipt-80-mm'] },
    { searched: 'nobody makes this', ids: [] },
  ])('finds for “$searched”: $ids', ({ searched, ids }) => {
    expect(found(searched)).toEqual(ids)
  })

  it('finds all where nothing is searched', () => {
    expect(found('  ')).toHaveLength(BUILT_IN_STOCKS.length)
  })
})

describe('the words for a stock', () => {
  it.each([
    { id: 'avery-l7160', group: 'a4', name: 'Avery L7160, J8160', size: '63.5 × 38.1 mm, 21 a page' },
    { id: 'avery-5160', group: 'letter', name: 'Avery 5160, 5260, 8160', size: '66.675 × 25.4 mm, 30 a page' },
    { id: 'roll-50-30-mm', group: 'roll', name: 'Roll 50 × 30 mm', size: '50 × 30 mm' },
    { id: 'receipt-80-mm', group: 'receipt', name: 'Receipt 80 mm', size: '80 mm wide, up to 297 mm long' },
    { id: 'page-a6', group: 'page', name: 'Page A6', size: '105 × 148 mm' },
  ])('say of $id what it is', ({ id, group, name, size }) => {
    const stock = BUILT_IN_STOCKS.find(each => each.id === id)
    if (stock === undefined) throw new Error(`There is no stock ${id}`)
    expect([groupOf(stock), stockName(stock, text), stockSize(stock, text)]).toEqual([group, name, size])
  })

  it('put a stock of one’s own among one’s own, by its name alone', () => {
    const [stock] = BUILT_IN_STOCKS
    if (stock === undefined) throw new Error('There are stocks')
    const own = { ...stock, kind: 'roll' as const, maker: '', number: 'Freezer', source: null }
    expect([groupOf(own), stockName(own, text)]).toEqual(['own', 'Freezer'])
  })
})
