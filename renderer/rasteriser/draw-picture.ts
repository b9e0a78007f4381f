import type { PixelImage } from '#common/codes/pixel-image'
import type { RedrawnPicture } from '#common/codes/rasteriser-page'
import { bytesOfBase64 } from './bytes-of-base64'
import { pictureOf, pixelsOf } from './white-canvas'

const CSS_PIXELS_PER_INCH = 96

/** Draws an SVG file at the size it states. */
export function drawSvg(text: string, dpi: number): Promise<PixelImage> {
  return drawPicture(new Blob([text], { type: 'image/svg+xml' }), dpi / CSS_PIXELS_PER_INCH)
}

/** Draws a PNG file pixel by pixel. */
export function drawPng(base64: string): Promise<PixelImage> {
  return drawPicture(new Blob([bytesOfBase64(base64)], { type: 'image/png' }), 1)
}

/** Draws a picture anew, no larger than asked, so that nothing but its pixels is left. White is behind what is transparent. */
export function redrawn(base64: string, type: string, maxSide: number): Promise<RedrawnPicture> {
  return withPicture(new Blob([bytesOfBase64(base64)], { type }), async image => {
    const scale = Math.min(1, maxSide / Math.max(image.width, image.height))
    const width = Math.max(1, Math.round(image.width * scale))
    const height = Math.max(1, Math.round(image.height * scale))
    const dataUrl = await pictureOf(width, height, (_, context) => {
      context.imageSmoothingQuality = 'high'
      context.drawImage(image, 0, 0, width, height)
    })
    return { dataUrl, ratio: height / width }
  })
}

function drawPicture(file: Blob, scale: number): Promise<PixelImage> {
  return withPicture(file, image => {
    const width = Math.round(image.width * scale)
    const height = Math.round(image.height * scale)
    return pixelsOf(width, height, (_, context) => context.drawImage(image, 0, 0, width, height))
  })
}

async function withPicture<Result>(file: Blob, use: (image: HTMLImageElement) => Promise<Result>): Promise<Result> {
  const address = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    return await use(image)
  } finally {
    URL.revokeObjectURL(address)
  }
}
