import type { PixelImage } from '#common/codes/pixel-image'
import { MAX_RASTER_PIXELS } from '#common/codes/rasteriser-page'

/** Draws on white paper of `width` by `height` pixels and answers the shades of grey. */
export async function pixelsOf(
  width: number,
  height: number,
  draw: (canvas: HTMLCanvasElement, context: CanvasRenderingContext2D) => Promise<void> | void,
): Promise<PixelImage> {
  if (!(width >= 1 && height >= 1 && width * height <= MAX_RASTER_PIXELS)) throw new Error('The picture is too large')
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (context === null) throw new Error('No canvas')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  await draw(canvas, context)
  const { data } = context.getImageData(0, 0, width, height)
  // Keeps the memory of large sheets from waiting for the garbage collector.
  canvas.width = canvas.height = 0
  return { width, height, luma: toLuma(data) }
}

function toLuma(rgba: Uint8ClampedArray): Uint8Array {
  const luma = new Uint8Array(rgba.length / 4)
  for (let pixel = 0, at = 0; pixel < luma.length; pixel++, at += 4) {
    luma[pixel] = 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0)
  }
  return luma
}
