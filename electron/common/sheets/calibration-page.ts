import { drawLines, drawText, type Line } from './draw-lines'
import { calibrationTargets } from './measured-calibration'
import { calibratedPlace, labelPlaces } from './plan-sheet'
import { NO_CALIBRATION, type Calibration } from './sheet-setup'
import type { Stock } from './stock'

const TEXT_MM = 3.5
const NUMBER_MM = 2
const LINE_HEIGHT = 1.4
/** Texts are for who measures; a label too narrow for them is measured as well without. */
const NARROWEST_FOR_TEXTS_MM = 60
const TICKS_MM = { one: 1, five: 1.8, ten: 2.6 } as const

/**
 * A page that shows where a printer puts things on a stock, as SVG content whose unit is the millimetre: the outlines of
 * the labels, and two lines with a tick for each millimetre, from the paper's edges through the cross to be measured to
 * the ends of the lines to be measured. With a calibration all of it is where the printer must be told.
 */
export function calibrationPage(
  stock: Stock,
  texts: readonly string[],
  calibration: Calibration = NO_CALIBRATION,
): string {
  const { cross, lines } = calibrationTargets(stock)
  const point = (xMm: number, yMm: number): [number, number] => {
    const place = calibratedPlace({ xMm, yMm }, calibration)
    return [place.xMm, place.yMm]
  }
  const line = (x1: number, y1: number, x2: number, y2: number): Line => ({ from: point(x1, y1), to: point(x2, y2) })
  const ends = { xMm: cross.xMm + lines.xMm, yMm: cross.yMm + lines.yMm }
  const drawn = [
    ...labelPlaces(stock, 'rows', calibration).flatMap(({ xMm, yMm }) => outline(xMm, yMm, stock)),
    line(0, cross.yMm, ends.xMm, cross.yMm),
    line(cross.xMm, 0, cross.xMm, ends.yMm),
    ...ticksTo(ends.xMm, cross.xMm).map(({ at, mm }) => line(at, cross.yMm, at, cross.yMm + mm)),
    ...ticksTo(ends.yMm, cross.yMm).map(({ at, mm }) => line(cross.xMm, at, cross.xMm + mm, at)),
  ]
  const below = cross.yMm + TICKS_MM.ten + NUMBER_MM
  const beside = cross.xMm + TICKS_MM.ten + 0.5
  return [
    drawLines(drawn),
    drawText(String(lines.xMm), point(ends.xMm - NUMBER_MM, below), NUMBER_MM),
    drawText(String(lines.yMm), point(beside, ends.yMm), NUMBER_MM),
    ...(stock.page.widthMm < NARROWEST_FOR_TEXTS_MM ? [] : texts).map((text, at) =>
      drawText(text, point(beside + 4, below + 4 + (at + 1) * TEXT_MM * LINE_HEIGHT), TEXT_MM),
    ),
  ].join('')
}

function outline(xMm: number, yMm: number, { label }: Stock): Line[] {
  const right = xMm + label.widthMm
  const bottom = yMm + label.heightMm
  return [
    { from: [xMm, yMm], to: [right, yMm] },
    { from: [right, yMm], to: [right, bottom] },
    { from: [xMm, bottom], to: [right, bottom] },
    { from: [xMm, yMm], to: [xMm, bottom] },
  ]
}

/** One for each millimetre from the paper's edge on; the long ones count from the cross. */
function ticksTo(endMm: number, crossMm: number): { at: number; mm: number }[] {
  return Array.from({ length: Math.floor(endMm) + 1 }, (_, at) => {
    const fromCross = Math.abs(at - crossMm)
    return { at, mm: fromCross % 10 === 0 ? TICKS_MM.ten : fromCross % 5 === 0 ? TICKS_MM.five : TICKS_MM.one }
  })
}
