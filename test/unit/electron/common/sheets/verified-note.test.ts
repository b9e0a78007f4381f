import { describe, expect, it } from 'vitest'
import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import { canHoldNote, verifiedNote } from '#common/sheets/verified-note'

const NOTE = '198 of 198 codes verified'

describe('the note that a sheet was verified', () => {
  const withRoom = BUILT_IN_STOCKS.filter(canHoldNote)

  it('has room on some stocks, and none on rolls and receipts', () => {
    expect(withRoom.some(({ id }) => id === 'avery-l7160')).toBe(true)
    expect(withRoom.some(({ kind }) => kind === 'roll' || kind === 'receipt')).toBe(false)
    expect(withRoom.length).toBeLessThan(BUILT_IN_STOCKS.length)
  })

  it('stands below the labels, inside the page, and is text', () => {
    for (const stock of withRoom) {
      const [, x, y] = /x="([\d.]+)" y="([\d.]+)"/.exec(verifiedNote(stock, NOTE)) ?? []
      const bottomMm = stock.first.topMm + (stock.rows - 1) * stock.pitch.yMm + stock.label.heightMm
      const freeFromMm = stock.kind === 'page' ? bottomMm - stock.marginMm : bottomMm
      expect(Number(y) - 2).toBeGreaterThanOrEqual(freeFromMm - 0.001)
      expect(Number(y)).toBeLessThanOrEqual(stock.page.heightMm - 5)
      expect(Number(x)).toBeGreaterThanOrEqual(5)
    }
    expect(verifiedNote(stockOf('avery-l7160'), '<1>')).toContain('>&lt;1&gt;</text>')
  })

  it('is left out where it would be on a label', () => {
    for (const stock of BUILT_IN_STOCKS.filter(stock => !canHoldNote(stock))) expect(verifiedNote(stock, NOTE)).toBe('')
  })
})

function stockOf(id: string) {
  const stock = BUILT_IN_STOCKS.find(known => known.id === id)
  if (stock === undefined) throw new Error('No such stock')
  return stock
}
