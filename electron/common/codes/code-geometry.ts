import { AppError } from '../ipc/app-error'

export const MM_PER_INCH = 25.4

/** The white border that scanners need round a code, on each side (ISO/IEC 18004). */
export const QUIET_ZONE_MODULES = 4

/** The grid of prints and PDFs: its dots are whole dots on printers of 300, 600 and 1200 dpi. */
export const PRINT_DPI = 300

/** Below either of these, ordinary phones begin to miss a printed code. */
export const SMALLEST_SURE_MODULE_MM = 0.4
export const FEWEST_SURE_DOTS = 4

/** A phone reads a code from about ten times its width. */
const SCAN_DISTANCE_IN_WIDTHS = 10

/** Where a code's modules fall on the dots of a printer or picture. All modules are equal, whole numbers of dots. */
export interface CodeGeometry {
  readonly moduleCount: number
  /** Dots along one side of the whole square, quiet zone included. */
  readonly sideDots: number
  readonly dotsPerModule: number
  /** White dots left of and above the first module; at least the quiet zone. */
  readonly offsetDots: number
  readonly dpi: number
  readonly sideMm: number
  readonly moduleMm: number
  readonly offsetMm: number
  /** False when the modules are so small that a phone may miss the code. */
  readonly isSureToScan: boolean
  /** How far away a phone reads it, as a rule of thumb. */
  readonly scanDistanceMm: number
}

/**
 * Places a code in a square of `sizeMm`, on the dots of `dpi`; what whole modules leave over widens the quiet zone.
 * Error: invalid-input with reason `code-too-small` and `smallestMm` when a module would be less than one dot.
 */
export function codeGeometry(moduleCount: number, sizeMm: number, dpi: number): CodeGeometry {
  const mmPerDot = MM_PER_INCH / dpi
  const sideDots = Math.round(sizeMm / mmPerDot)
  const modulesAcross = moduleCount + 2 * QUIET_ZONE_MODULES
  const dotsPerModule = Math.floor(sideDots / modulesAcross)
  if (dotsPerModule < 1) {
    throw new AppError('invalid-input', 'The code has more modules than the square has dots', {
      details: { reason: 'code-too-small', smallestMm: Math.ceil(modulesAcross * mmPerDot) },
    })
  }
  const offsetDots = Math.floor((sideDots - dotsPerModule * moduleCount) / 2)
  const moduleMm = dotsPerModule * mmPerDot
  return {
    moduleCount,
    sideDots,
    dotsPerModule,
    offsetDots,
    dpi,
    sideMm: sideDots * mmPerDot,
    moduleMm,
    offsetMm: offsetDots * mmPerDot,
    isSureToScan: moduleMm >= SMALLEST_SURE_MODULE_MM && dotsPerModule >= FEWEST_SURE_DOTS,
    scanDistanceMm: SCAN_DISTANCE_IN_WIDTHS * moduleCount * moduleMm,
  }
}
