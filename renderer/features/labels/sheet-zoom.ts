import type { SheetZoom } from '#common/settings/settings.contract'

/** What CSS calls a millimetre is so many pixels, whatever the screen makes of it. */
export const CSS_PIXELS_PER_MM = 96 / 25.4
export const ZOOM_STEPS = [50, 75, 100, 125, 150, 200, 300, 400] as const
const [SMALLEST, LARGEST] = [50, 400] as const
/** The width of a bank card (ISO/IEC 7810, ID-1). */
export const CARD_MM = 85.6

const MM_PER_INCH = 25.4
const [LEAST_DPI, MOST_DPI] = [20, 400]
/** A page that has been fitted is still to be seen. */
const LEAST_PIXELS_PER_MM = 0.2

export interface ZoomedPage {
  readonly zoom: SheetZoom
  readonly page: { readonly widthMm: number; readonly heightMm: number }
  /** What there is to show it in, in CSS pixels. */
  readonly room: { readonly width: number; readonly height: number }
  /** Null where the screen was not measured. */
  readonly screenDotsPerMm: number | null
  readonly pixelRatio: number
}

/** How many CSS pixels a millimetre of the page is shown as. */
export function pixelsPerMm({ zoom, page, room, screenDotsPerMm, pixelRatio }: ZoomedPage): number {
  if (zoom === 'true-size') return screenDotsPerMm === null ? CSS_PIXELS_PER_MM : screenDotsPerMm / pixelRatio
  if (zoom !== 'fit') return (CSS_PIXELS_PER_MM * zoom) / 100
  const fitting = Math.min(room.width / page.widthMm, room.height / page.heightMm)
  const largest = (CSS_PIXELS_PER_MM * LARGEST) / 100
  return Math.min(largest, Math.max(LEAST_PIXELS_PER_MM, fitting))
}

/** At which resolution a picture of a page is as sharp as the screen; more than it may be asked for is not. */
export function pictureDpi(cssPixelsPerMm: number, pixelRatio: number): number {
  return Math.min(MOST_DPI, Math.max(LEAST_DPI, cssPixelsPerMm * pixelRatio * MM_PER_INCH))
}

/** The next larger step from how large something is shown; the largest stays. */
export function zoomedIn(cssPixelsPerMm: number): number {
  const percent = percentOf(cssPixelsPerMm)
  return ZOOM_STEPS.find(step => step > percent) ?? LARGEST
}

/** The next smaller step from how large something is shown; the smallest stays. */
export function zoomedOut(cssPixelsPerMm: number): number {
  const percent = percentOf(cssPixelsPerMm)
  return [...ZOOM_STEPS].reverse().find(step => step < percent) ?? SMALLEST
}

export function percentOf(cssPixelsPerMm: number): number {
  return Math.round((100 * cssPixelsPerMm) / CSS_PIXELS_PER_MM)
}
