import { setImmediate as letOthersRun } from 'node:timers/promises'
import { MM_PER_INCH } from '#common/codes/code-geometry'
import type { PixelImage, PixelPart } from '#common/codes/pixel-image'
import { MAX_RASTER_PIXELS } from '#common/codes/rasteriser-page'
import { AppError } from '#common/ipc/app-error'
import type { CellProblem, FailedCell } from '#common/labels/labels.contract'
import { orCancelled, throwIfCancelled } from '../codes/cancellation'
import { readCode } from '../codes/code-reader'
import type { PdfPages } from '../codes/rasteriser'

/** A code that a finished page must hold: its square with the quiet zone, in millimetres from the page's corner. */
export interface ExpectedCode {
  readonly paymentId: number
  /** The address it was drawn from. */
  readonly text: string
  readonly xMm: number
  readonly yMm: number
  readonly sideMm: number
  readonly moduleMm: number
}

export interface PagesToVerify {
  readonly pages: PdfPages
  readonly widthMm: number
  readonly heightMm: number
  /** One list a page. */
  readonly expected: readonly (readonly ExpectedCode[])[]
  readonly signal: AbortSignal
  /** Takes how many codes were read so far. */
  readonly told: (verified: number) => void
}

/** So that a module is clearly more than the blur at its edges. */
const PIXELS_A_MODULE = 5
const LEAST_DPI = 200
const MOST_DPI = 600
/** Reading a code takes about two milliseconds, in which nothing else runs. */
const CODES_AT_A_STRETCH = 6

/**
 * Reads every code of a finished PDF back from the pixels of its pages, each at its place, and answers those that are not
 * what was asked for. Errors: cancelled; conflict with reason `page-count-differs`; those of the rasteriser.
 */
export async function verifyPages(request: PagesToVerify): Promise<FailedCell[]> {
  const { pages, expected, signal, told } = request
  const pageCount = await orCancelled(pages.count(), signal)
  if (pageCount !== expected.length) {
    throw new AppError('conflict', 'The finished file has more or fewer pages than it should', {
      details: { reason: 'page-count-differs', format: 'pdf' },
    })
  }
  const dpi = dpiFor(request)
  const failed: FailedCell[] = []
  let verified = 0
  let next = cellsOf(1)
  for (const [index, codes] of expected.entries()) {
    const cells = await orCancelled(next, signal)
    const page = index + 1
    // The next page is drawn in its process while the codes of this one are read here.
    if (page < pageCount) next = cellsOf(page + 1)
    next.catch(() => undefined)
    for (const [place, code] of codes.entries()) {
      if (place % CODES_AT_A_STRETCH === 0) {
        await letOthersRun()
        throwIfCancelled(signal)
      }
      const problem = problemOf(code, cells[place] ?? null)
      const { paymentId, xMm, yMm, sideMm } = code
      if (problem !== null) failed.push({ paymentId, page, xMm, yMm, widthMm: sideMm, heightMm: sideMm, problem })
    }
    verified += codes.length
    told(verified)
  }
  return failed

  function cellsOf(page: number): Promise<(PixelImage | null)[]> {
    return pages.parts(
      page,
      dpi,
      (expected[page - 1] ?? []).map(code => cellOf(code, dpi)),
    )
  }
}

/** The code's square and nothing beside it. */
function cellOf({ xMm, yMm, sideMm }: ExpectedCode, dpi: number): PixelPart {
  const pixelsPerMm = dpi / MM_PER_INCH
  const side = Math.floor(sideMm * pixelsPerMm)
  return { left: Math.round(xMm * pixelsPerMm), top: Math.round(yMm * pixelsPerMm), width: side, height: side }
}

function problemOf(code: ExpectedCode, cell: PixelImage | null): CellProblem | null {
  if (cell === null) return 'not-on-page'
  const reading = readCode(cell)
  if (reading === null) return 'does-not-decode'
  if (reading.text !== code.text) return 'differs'
  return reading.hasQuietZone ? null : 'without-quiet-zone'
}

/** As fine as the smallest module needs, and no finer: the time goes with the pixels. */
function dpiFor({ expected, widthMm, heightMm }: PagesToVerify): number {
  const smallestMm = Math.min(...expected.map(codes => Math.min(...codes.map(({ moduleMm }) => moduleMm))))
  const wanted = Number.isFinite(smallestMm) ? Math.ceil((PIXELS_A_MODULE * MM_PER_INCH) / smallestMm) : LEAST_DPI
  // A page's sides are rounded up to whole pixels.
  const most = Math.floor(Math.sqrt((MAX_RASTER_PIXELS * 0.99) / ((widthMm / MM_PER_INCH) * (heightMm / MM_PER_INCH))))
  return Math.min(Math.max(wanted, LEAST_DPI), MOST_DPI, most)
}
