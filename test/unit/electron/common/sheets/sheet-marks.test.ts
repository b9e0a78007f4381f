import { HAIRLINE_MM } from '#common/sheets/draw-lines'
import { labelsPerPage, planSheet, type SheetPlanPage } from '#common/sheets/plan-sheet'
import { canHoldRuler, sheetMarks } from '#common/sheets/sheet-marks'
import { NO_CALIBRATION, type Calibration, type SheetSetup } from '#common/sheets/sheet-setup'
import type { Stock } from '#common/sheets/stock'
import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import { describe, expect, it } from 'vitest'

const named = BUILT_IN_STOCKS.map(stock => ({ id: stock.id, stock }))
const OFF: Calibration = { offsetXMm: 0.8, offsetYMm: -0.6, scaleX: 1.004, scaleY: 0.997 }

describe('the marks on a sheet', () => {
  it.each(named)('stay out of what is printed on labels of $id', ({ stock }) => {
    for (const { startAt, order, calibration } of [
      { startAt: 1, order: 'rows' as const, calibration: NO_CALIBRATION },
      { startAt: labelsPerPage(stock), order: 'columns' as const, calibration: OFF },
    ]) {
      const setup = setupOf(stock, { startAt, order, hasCutMarks: true, hasRuler: true })
      const [page] = planSheet({ stock, setup, labelCount: labelsPerPage(stock), calibration })
      const lines = linesOf(marksOf(stock, setup, page, calibration))
      expect(lines.filter(line => page?.labels.some(place => isInside(line, place, stock)))).toEqual([])
    }
  })

  it('are none where none are wanted', () => {
    const stock = stockWith('avery-l7160')
    expect(marksOf(stock, setupOf(stock, {}))).toBe('')
  })

  it('show the four corners of each label, outwards where there is room', () => {
    const stock = stockWith('herma-4677')
    const setup = setupOf(stock, { hasCutMarks: true })
    const [page] = planSheet({ stock, setup, labelCount: 1, calibration: NO_CALIBRATION })
    const lines = linesOf(marksOf(stock, setup, page))
    const across = lines.filter(({ y1, y2 }) => y1 === y2)
    expect(across.map(({ x1, y1, x2 }) => [x1, y1, x2])).toEqual([
      [6.75, 15.5, 5.25],
      [70.25, 15.5, 71.75],
      [6.75, 53.6, 5.25],
      [70.25, 53.6, 71.75],
    ])
    // Above the first row is a margin; the second row begins where the first one ends.
    const along = lines.filter(({ x1, x2 }) => x1 === x2)
    expect(along.map(({ x1, y1, y2 }) => [x1, y1, y2])).toEqual([
      [6.75, 15.5, 14],
      [6.75, 53.6, 52.1],
      [70.25, 15.5, 14],
      [70.25, 53.6, 52.1],
    ])
  })

  it('are drawn once where labels touch, and not on the edges of the paper', () => {
    const stock = stockWith('avery-zweckform-3474')
    const lines = linesOf(marksOf(stock, setupOf(stock, { hasCutMarks: true })))
    const names = lines.map(({ x1, y1, x2, y2 }) => `${x1} ${y1} ${x2} ${y2}`)
    expect(new Set(names).size).toBe(names.length)
    expect(lines.filter(({ x1, x2, y1, y2 }) => (x1 === 0 && x2 === 0) || (y1 === 0 && y2 === 0))).toEqual([])
  })

  it.each([
    { id: 'avery-l7160', what: 'a sheet with margins', canHold: true },
    { id: 'herma-4457', what: 'a sheet with narrow margins', canHold: false },
    { id: 'avery-zweckform-3474', what: 'a sheet full of labels', canHold: false },
    { id: 'page-a6', what: 'a page that is one label', canHold: true },
    { id: 'brother-dk-11202', what: 'a roll', canHold: false },
    { id: 'receipt-80-mm', what: 'a receipt', canHold: false },
  ])('have room for the ruler on $what: $canHold', ({ id, canHold }) => {
    const stock = stockWith(id)
    expect(canHoldRuler(stock)).toBe(canHold)
    expect(marksOf(stock, setupOf(stock, { hasRuler: true })) !== '').toBe(canHold)
  })

  it('put the ruler where labels were used before, if there is no margin', () => {
    const stock = stockWith('avery-zweckform-3474')
    const setup = setupOf(stock, { hasRuler: true, startAt: 3 })
    const pages = planSheet({ stock, setup, labelCount: 30, calibration: NO_CALIBRATION })
    const [first, second] = pages.map(page => linesOf(marksOf(stock, setup, page)))
    expect(Math.max(...(first ?? []).map(({ y1 }) => y1))).toBeLessThan(37)
    expect(Math.max(...(first ?? []).map(({ x2 }) => x2))).toBeLessThan(140)
    expect(second).toEqual([])
  })

  it.each([
    { calibration: NO_CALIBRATION, lengthMm: 50 },
    { calibration: { ...NO_CALIBRATION, scaleX: 1.01 }, lengthMm: 50.5 },
  ])('have a ruler of $lengthMm mm for a printer of scale $calibration.scaleX', ({ calibration, lengthMm }) => {
    const stock = stockWith('avery-l7160')
    const content = marksOf(stock, setupOf(stock, { hasRuler: true }), undefined, calibration)
    const lengths = linesOf(content).map(({ x1, x2 }) => x2 - x1)
    expect(Math.max(...lengths)).toBeCloseTo(lengthMm, 3)
    expect(content).toContain('>50 mm</text>')
  })
})

interface DrawnLine {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

function linesOf(content: string): DrawnLine[] {
  return [...content.matchAll(/M(\S+) (\S+?)L(\S+) (\S+?)(?=[M"])/g)].map(([, x1, y1, x2, y2]) => ({
    x1: Number(x1),
    y1: Number(y1),
    x2: Number(x2),
    y2: Number(y2),
  }))
}

/** Whether a line is in the part of a label that its margin leaves. Half its width may be on the label's edge. */
function isInside(line: DrawnLine, place: { xMm: number; yMm: number }, { label, marginMm }: Stock): boolean {
  const inset = Math.max(marginMm, HAIRLINE_MM / 2)
  const half = HAIRLINE_MM / 2 - 1e-3
  return (
    Math.max(line.x1, line.x2) + half > place.xMm + inset &&
    Math.min(line.x1, line.x2) - half < place.xMm + label.widthMm - inset &&
    Math.max(line.y1, line.y2) + half > place.yMm + inset &&
    Math.min(line.y1, line.y2) - half < place.yMm + label.heightMm - inset
  )
}

function marksOf(stock: Stock, setup: SheetSetup, page?: SheetPlanPage, calibration = NO_CALIBRATION): string {
  const [planned] = planSheet({ stock, setup, labelCount: labelsPerPage(stock), calibration })
  return sheetMarks({ stock, setup, calibration, page: page ?? planned ?? { labels: [] } })
}

function setupOf(stock: Stock, chosen: Partial<SheetSetup>): SheetSetup {
  return {
    stockId: stock.id,
    startAt: 1,
    copies: 1,
    order: 'rows',
    hasCutMarks: false,
    hasRuler: false,
    ...chosen,
  }
}

function stockWith(id: string): Stock {
  const stock = BUILT_IN_STOCKS.find(stock => stock.id === id)
  if (stock === undefined) throw new Error(`There is no stock ${id}`)
  return stock
}
