import type { TextPiece } from '../labels/text-pieces'
import type { PixelImage, PixelPart } from './pixel-image'

/** A picture as a data URL of a PNG, and how high it is through how wide. */
export interface RedrawnPicture {
  readonly dataUrl: string
  readonly ratio: number
}

/**
 * What the hidden page that turns files into pixels offers main, as `window.rasteriser`. It only draws: what the pixels
 * mean is found out in main.
 */
export interface RasteriserPage {
  /** Every page of a PDF, given as base64. */
  pdf(base64: string, dpi: number): Promise<PixelImage[]>
  /** An SVG that states its size in millimetres. */
  svg(text: string, dpi: number): Promise<PixelImage>
  /** A PNG, given as base64, pixel by pixel. */
  png(base64: string): Promise<PixelImage>
  /** A PNG or JPEG, given as base64, drawn anew as a PNG whose longer side is at most `maxSide` pixels. */
  redrawn(base64: string, type: 'image/png' | 'image/jpeg', maxSide: number): Promise<RedrawnPicture>
  /** Opens a PDF, given as base64, in the place of the one that was open, and answers how many pages it has. */
  openPdf(base64: string): Promise<number>
  /** Parts of a page of the open PDF, from 1; null for one that reaches over the page's edge. */
  pdfParts(page: number, dpi: number, parts: readonly PixelPart[]): Promise<(PixelImage | null)[]>
  /** A page of the open PDF, from 1, in its colours, as a data URL of a PNG. */
  pdfPicture(page: number, dpi: number): Promise<string>
  /** The widths of pieces of text in the font of labels, in em. */
  measure(pieces: readonly TextPiece[]): Promise<number[]>
}

/** The data URL of a picture of a page, as the rasteriser answers it. */
export const PICTURE_URL = /^data:image\/png;base64,[A-Za-z0-9+/]+=*$/

/** More than this is refused before it is drawn: 200 mm at 600 dpi are 22 million pixels. */
export const MAX_RASTER_PIXELS = 25_000_000
export const MAX_RASTER_PAGES = 100
