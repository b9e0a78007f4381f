import { calibrationTargets, measuredCalibration, type MeasuredPage } from '#common/sheets/measured-calibration'
import { calibratedPlace } from '#common/sheets/plan-sheet'
import { NO_CALIBRATION, type Calibration } from '#common/sheets/sheet-setup'
import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const A4 = calibrationTargets({ page: { widthMm: 210, heightMm: 297 } })

/** What a printer does to the places it is told. */
const printer = fc.record({
  factorX: fc.double({ min: 0.98, max: 1.02, noNaN: true }),
  factorY: fc.double({ min: 0.98, max: 1.02, noNaN: true }),
  shiftX: fc.double({ min: -5, max: 5, noNaN: true }),
  shiftY: fc.double({ min: -5, max: 5, noNaN: true }),
})

const saved = fc.record({
  offsetXMm: fc.double({ min: -5, max: 5, noNaN: true }),
  offsetYMm: fc.double({ min: -5, max: 5, noNaN: true }),
  scaleX: fc.double({ min: 0.98, max: 1.02, noNaN: true }),
  scaleY: fc.double({ min: 0.98, max: 1.02, noNaN: true }),
})

describe('a calibration that was measured', () => {
  it('makes the printer hit the place, whatever the page was printed with', () => {
    fc.assert(
      fc.property(printer, saved, (printer, printedWith) => {
        const found = measuredCalibration(A4, measuredFrom(printer, printedWith), printedWith)
        if (found === null) throw new Error('There must be a calibration')
        for (const place of [
          { xMm: 5, yMm: 5 },
          { xMm: 200, yMm: 290 },
        ]) {
          const hit = printedAt(printer, calibratedPlace(place, found))
          expect(Math.hypot(hit.xMm - place.xMm, hit.yMm - place.yMm)).toBeLessThan(0.01)
        }
      }),
    )
  })

  it('changes nothing where all was measured as it should be', () => {
    expect(measuredCalibration(A4, A4, NO_CALIBRATION)).toEqual(NO_CALIBRATION)
  })

  it('works out a printer that prints too small and too far right', () => {
    const measured = { cross: { xMm: 21, yMm: 20 }, lines: { xMm: 148.5, yMm: 150 } }
    expect(measuredCalibration(A4, measured, NO_CALIBRATION)).toEqual({
      offsetXMm: -1.212,
      offsetYMm: 0,
      scaleX: 1.0101,
      scaleY: 1,
    })
  })

  it.each<{ what: string; measured: MeasuredPage }>([
    { what: 'a line of no length', measured: { ...A4, lines: { xMm: 0, yMm: 150 } } },
    { what: 'a page fitted to the paper', measured: { ...A4, lines: { xMm: 138, yMm: 138 } } },
    { what: 'a cross measured from the wrong edge', measured: { ...A4, cross: { xMm: 190, yMm: 20 } } },
    { what: 'no number', measured: { ...A4, cross: { xMm: Number.NaN, yMm: 20 } } },
  ])('is none for $what', ({ measured }) => {
    expect(measuredCalibration(A4, measured, NO_CALIBRATION)).toBeNull()
  })
})

describe('what a calibration page has to be measured', () => {
  it('is 20 mm from the corner and 150 mm long on a page', () => {
    expect(A4).toEqual({ cross: { xMm: 20, yMm: 20 }, lines: { xMm: 150, yMm: 150 } })
  })

  it.each(BUILT_IN_STOCKS.map(stock => ({ id: stock.id, stock })))('is on the paper of $id', ({ stock }) => {
    const { cross, lines } = calibrationTargets(stock)
    expect(Math.min(cross.xMm, cross.yMm)).toBeGreaterThanOrEqual(5)
    expect(Math.min(lines.xMm, lines.yMm)).toBeGreaterThanOrEqual(10)
    expect(cross.xMm + lines.xMm).toBeLessThan(stock.page.widthMm)
    expect(cross.yMm + lines.yMm).toBeLessThan(stock.page.heightMm)
  })
})

type Printer = typeof printer extends fc.Arbitrary<infer Value> ? Value : never

function printedAt(printer: Printer, place: { xMm: number; yMm: number }): { xMm: number; yMm: number } {
  return { xMm: place.xMm * printer.factorX + printer.shiftX, yMm: place.yMm * printer.factorY + printer.shiftY }
}

function measuredFrom(printer: Printer, printedWith: Calibration): MeasuredPage {
  const cross = printedAt(printer, calibratedPlace(A4.cross, printedWith))
  const end = { xMm: A4.cross.xMm + A4.lines.xMm, yMm: A4.cross.yMm + A4.lines.yMm }
  const printedEnd = printedAt(printer, calibratedPlace(end, printedWith))
  return { cross, lines: { xMm: printedEnd.xMm - cross.xMm, yMm: printedEnd.yMm - cross.yMm } }
}
