import { calibrationPage } from '#common/sheets/calibration-page'
import { NO_CALIBRATION } from '#common/sheets/sheet-setup'
import type { Stock } from '#common/sheets/stock'
import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import { describe, expect, it } from 'vitest'

describe('the calibration page', () => {
  it('has the outline of every label, and the two lines that are measured', () => {
    const content = calibrationPage(stockWith('herma-4677'), [])
    expect(content).toContain('M6.75 15.5L70.25 15.5')
    expect(content).toContain('M203.25 244.1L203.25 282.2')
    expect(content).toContain('M0 20L170 20')
    expect(content).toContain('M20 0L20 170')
    expect(content).toContain('>150</text>')
  })

  it('has a tick for each millimetre, from the edge of the paper to the end of the line', () => {
    const content = calibrationPage(stockWith('page-a6'), [])
    const ticks = [...content.matchAll(/M(\d+) 20L\1 2[\d.]+/g)].map(([, at]) => Number(at))
    expect(ticks).toEqual(Array.from({ length: 96 }, (_, at) => at))
  })

  it('says what it is told, as text and never as markup', () => {
    const content = calibrationPage(stockWith('avery-l7160'), ['Measure from the edge', '<script>'])
    expect(content).toContain('>Measure from the edge</text>')
    expect(content).toContain('>&lt;script&gt;</text>')
  })

  it('has no texts where they would not fit', () => {
    expect(calibrationPage(stockWith('dymo-11352'), ['Measure from the edge'])).not.toContain('Measure')
  })

  it('is where a printer must be told to have it', () => {
    const content = calibrationPage(stockWith('herma-4677'), [], { ...NO_CALIBRATION, offsetXMm: 0.5, scaleY: 1.01 })
    expect(content).toContain('M0.5 20.2L170.5 20.2')
    expect(content).toContain('M20.5 0L20.5 171.7')
  })
})

function stockWith(id: string): Stock {
  const stock = BUILT_IN_STOCKS.find(stock => stock.id === id)
  if (stock === undefined) throw new Error(`There is no stock ${id}`)
  return stock
}
