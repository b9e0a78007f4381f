import { MM_PER_INCH } from '#common/codes/code-geometry'

/**
 * Chromium lays a printed page out in whole CSS pixels and writes it in three-hundredths of an inch. A page that is whole
 * in both, which it is in steps of eight pixels, is not stretched; others are, by up to 0.25 mm at their far edge.
 */
const STEP_MM = MM_PER_INCH / 12
/** Nothing is drawn on the last two pixels of a page, because what fills a page spills over to an empty one. */
const SLACK_MM = (2 * MM_PER_INCH) / 96

const ROUNDING = 1e-6

interface PageSize {
  readonly widthMm: number
  readonly heightMm: number
}

/** The smallest page that Chromium does not stretch and that has room for all of `page`, to be cut to it afterwards. */
export function chromiumPage({ widthMm, heightMm }: PageSize): PageSize {
  return { widthMm: wholeSteps(widthMm + SLACK_MM), heightMm: wholeSteps(heightMm + SLACK_MM) }
}

function wholeSteps(millimetres: number): number {
  return Math.ceil(millimetres / STEP_MM - ROUNDING) * STEP_MM
}
