import type { PixelImage } from '#common/codes/pixel-image'
import { bytesOfBase64 } from './bytes-of-base64'
import { pixelsOf } from './white-canvas'

const CSS_PIXELS_PER_INCH = 96

/** Draws an SVG file at the size it states. */
export function drawSvg(text: string, dpi: number): Promise<PixelImage> {
  return drawPicture(new Blob([text], { type: 'image/svg+xml' }), dpi / CSS_PIXELS_PER_INCH)
}

/** Draws a PNG file pixel by pixel. */
export function drawPng(base64: string): Promise<PixelImage> {
  return drawPicture(new Blob([bytesOfBase64(base64)], { type: 'image/png' }), 1)
}

async function drawPicture(file: Blob, scale: number): Promise<PixelImage> {
  const address = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const width = Math.round(image.width * scale)
    const height = Math.round(image.height * scale)
    return await pixelsOf(width, height, (_, context) => context.drawImage(image, 0, 0, width, height))
  } finally {
    URL.revokeObjectURL(address)
  }
}
