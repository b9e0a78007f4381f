import type { PixelImage, PixelPart } from '#common/codes/pixel-image'
import { MAX_RASTER_PIXELS } from '#common/codes/rasteriser-page'

/** Draws on the canvas; its paper is white. */
export type Draw = (canvas: HTMLCanvasElement, context: CanvasRenderingContext2D) => Promise<void> | void

/** Draws on white paper of `width` by `height` pixels and answers the shades of grey. */
export function pixelsOf(width: number, height: number, draw: Draw): Promise<PixelImage> {
  return drawn(width, height, draw, (_, context) => shadesOf(context, { left: 0, top: 0, width, height }))
}

/** Draws on white paper and answers the shades of grey of parts of it; null for one that reaches over the paper's edge. */
export function partsOf(
  width: number,
  height: number,
  draw: Draw,
  parts: readonly PixelPart[],
): Promise<(PixelImage | null)[]> {
  return drawn(width, height, draw, (_, context) =>
    parts.map(part => {
      const { left, top } = part
      const isOnPaper = left >= 0 && top >= 0 && left + part.width <= width && top + part.height <= height
      return isOnPaper ? shadesOf(context, part) : null
    }),
  )
}

/** Draws on white paper of `width` by `height` pixels and answers the picture as a data URL of a PNG. */
export function pictureOf(width: number, height: number, draw: Draw): Promise<string> {
  return drawn(width, height, draw, canvas => canvas.toDataURL('image/png'))
}

async function drawn<Result>(
  width: number,
  height: number,
  draw: Draw,
  read: (canvas: HTMLCanvasElement, context: CanvasRenderingContext2D) => Result,
): Promise<Result> {
  if (!(width >= 1 && height >= 1 && width * height <= MAX_RASTER_PIXELS)) throw new Error('The picture is too large')
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (context === null) throw new Error('No canvas')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  await draw(canvas, context)
  const result = read(canvas, context)
  // Keeps the memory of large sheets from waiting for the garbage collector.
  canvas.width = canvas.height = 0
  return result
}

function shadesOf(context: CanvasRenderingContext2D, { left, top, width, height }: PixelPart): PixelImage {
  return { width, height, luma: toLuma(context.getImageData(left, top, width, height).data) }
}

function toLuma(rgba: Uint8ClampedArray): Uint8Array {
  const luma = new Uint8Array(rgba.length / 4)
  for (let pixel = 0, at = 0; pixel < luma.length; pixel++, at += 4) {
    luma[pixel] = 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0)
  }
  return luma
}
