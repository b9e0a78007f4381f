import { AppError } from '../ipc/app-error'
import type { CodeOptions, CodeSizing } from './code-options'

export const MM_PER_INCH = 25.4

/** Below either of these, ordinary phones begin to miss a printed code. */
export const SMALLEST_SURE_MODULE_MM = 0.4
export const FEWEST_SURE_DOTS = 4

/** Sums of millimetres are off by less. */
const ROUNDING = 1e-6

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
  /** False under 0.4 mm a module, which telephones may miss. */
  readonly hasWideModules: boolean
  /** False under 4 dots a module: printers blur, and a dot too many or too few is then a quarter of a module. */
  readonly hasEnoughDots: boolean
  /** Both of these. */
  readonly isSureToScan: boolean
  /** How far away a phone reads it, as a rule of thumb. */
  readonly scanDistanceMm: number
}

/**
 * Places a code on the dots of a printer or picture. A side is kept, and what whole modules leave over widens the quiet
 * zone; a module becomes the nearest whole number of dots, at least one, the quiet zone is as asked, and the side follows.
 * Error: invalid-input with reason `code-too-small` and `smallestMm` when a side leaves a module less than one dot.
 */
export function codeGeometry(
  moduleCount: number,
  { sizing, quietZone, dpi }: Pick<CodeOptions, 'sizing' | 'quietZone' | 'dpi'>,
): CodeGeometry {
  const mmPerDot = MM_PER_INCH / dpi
  const { sideDots, dotsPerModule } = dotsOf(sizing, moduleCount + 2 * quietZone, mmPerDot)
  const offsetDots = Math.floor((sideDots - dotsPerModule * moduleCount) / 2)
  const moduleMm = dotsPerModule * mmPerDot
  const hasWideModules = moduleMm >= SMALLEST_SURE_MODULE_MM
  const hasEnoughDots = dotsPerModule >= FEWEST_SURE_DOTS
  return {
    moduleCount,
    sideDots,
    dotsPerModule,
    offsetDots,
    dpi,
    sideMm: sideDots * mmPerDot,
    moduleMm,
    offsetMm: offsetDots * mmPerDot,
    hasWideModules,
    hasEnoughDots,
    isSureToScan: hasWideModules && hasEnoughDots,
    scanDistanceMm: SCAN_DISTANCE_IN_WIDTHS * moduleCount * moduleMm,
  }
}

/**
 * Places a code in a room of `roomMm` each way: a side that is no more than the room, and would be rounded up past it, is
 * rounded down. Error: as `codeGeometry`.
 */
export function codeGeometryWithin(
  moduleCount: number,
  options: Pick<CodeOptions, 'sizing' | 'quietZone' | 'dpi'>,
  roomMm: number,
): CodeGeometry {
  const geometry = codeGeometry(moduleCount, options)
  const { by, mm } = options.sizing
  if (by !== 'side' || mm > roomMm + ROUNDING || geometry.sideMm <= roomMm + ROUNDING) return geometry
  return codeGeometry(moduleCount, { ...options, sizing: { by, mm: geometry.sideMm - MM_PER_INCH / options.dpi } })
}

function dotsOf(
  sizing: CodeSizing,
  modulesAcross: number,
  mmPerDot: number,
): Pick<CodeGeometry, 'sideDots' | 'dotsPerModule'> {
  if (sizing.by === 'module') {
    const dotsPerModule = Math.max(Math.round(sizing.mm / mmPerDot), 1)
    return { dotsPerModule, sideDots: dotsPerModule * modulesAcross }
  }
  const sideDots = Math.round(sizing.mm / mmPerDot)
  const dotsPerModule = Math.floor(sideDots / modulesAcross)
  if (dotsPerModule < 1) {
    throw new AppError('invalid-input', 'The code has more modules than the square has dots', {
      details: { reason: 'code-too-small', smallestMm: Math.ceil(modulesAcross * mmPerDot) },
    })
  }
  return { sideDots, dotsPerModule }
}
