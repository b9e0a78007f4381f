import * as v from 'valibot'
import type { PagePlace } from './plan-sheet'
import { Calibration } from './sheet-setup'
import type { Stock } from './stock'

/** What a calibration page has to be measured: a cross, and a line from it each way, in millimetres of the paper. */
export interface CalibrationTargets {
  readonly cross: PagePlace
  readonly lines: PagePlace
}

/** What was measured on the paper: the cross from the left and upper edge, and how long the two lines are. */
export interface MeasuredPage {
  readonly cross: PagePlace
  readonly lines: PagePlace
}

const FARTHEST_CROSS_MM = 20
/** The longer a line, the better its scale is known; longer ones are beyond many a ruler. */
const LONGEST_LINE_MM = 150
const LINE_STEP_MM = 5
/** What printers do not reach at the far edges. */
const FAR_EDGE_MM = 6

export function calibrationTargets({ page }: Pick<Stock, 'page'>): CalibrationTargets {
  const x = axis(page.widthMm)
  const y = axis(page.heightMm)
  return { cross: { xMm: x.cross, yMm: y.cross }, lines: { xMm: x.line, yMm: y.line } }
}

/**
 * How a printer must be told where to print, found from a page that was printed with `printedWith`. Null where the page
 * is so far off that it was not printed at its size, or something else was measured.
 */
export function measuredCalibration(
  targets: CalibrationTargets,
  measured: MeasuredPage,
  printedWith: Calibration,
): Calibration | null {
  const x = corrected(targets, measured, 'xMm', { scale: printedWith.scaleX, offset: printedWith.offsetXMm })
  const y = corrected(targets, measured, 'yMm', { scale: printedWith.scaleY, offset: printedWith.offsetYMm })
  const calibration = { offsetXMm: x.offset, offsetYMm: y.offset, scaleX: x.scale, scaleY: y.scale }
  return v.is(Calibration, calibration) ? calibration : null
}

interface Correction {
  readonly scale: number
  readonly offset: number
}

/** The printer puts a place at `at * factor + shift`, which is turned round. */
function corrected(
  { cross, lines }: CalibrationTargets,
  measured: MeasuredPage,
  axis: keyof PagePlace,
  printedWith: Correction,
): Correction {
  const told = cross[axis] * printedWith.scale + printedWith.offset
  const factor = measured.lines[axis] / (lines[axis] * printedWith.scale)
  const shift = measured.cross[axis] - told * factor
  return { scale: rounded(1 / factor, 5), offset: rounded(-shift / factor, 3) }
}

function axis(sideMm: number): { cross: number; line: number } {
  const cross = Math.min(FARTHEST_CROSS_MM, Math.round(sideMm / 4))
  const room = Math.min(sideMm - cross - Math.min(FAR_EDGE_MM, sideMm / 10), LONGEST_LINE_MM)
  return { cross, line: Math.max(Math.floor(room / LINE_STEP_MM), 1) * LINE_STEP_MM }
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
