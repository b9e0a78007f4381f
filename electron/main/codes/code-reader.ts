import { shrunk, type PixelImage } from '#common/codes/pixel-image'
import { decodeQR, type FinderPoints } from 'qr/decode.js'

/** What was read from a picture. Codes hold UTF-8, as portals write it. */
export interface CodeReading {
  readonly text: string
  /** Whether the white border is there: the decoder forgives its absence, and telephones do not. */
  readonly hasQuietZone: boolean
}

/** The decoder's name for a plane of grey: what follows the plane in such a picture is never read. */
const GREY_PLANE = 'I420'
/** The decoder takes no larger picture, and one so large loses nothing when it is halved. */
const MAX_SIDE = 4096
const MIDDLE_GREY = 128
/** The decoder places the code's edge within a module, so the ring that is looked at leaves a module on both sides. */
const RING_FROM_MODULES = 1
const RING_TO_MODULES = 3

/** Reads the code in a picture, or answers null when there is none that can be read. */
export function readCode(picture: PixelImage): CodeReading | null {
  const image = shrunk(picture, Math.ceil(Math.max(picture.width, picture.height) / MAX_SIDE))
  const found: FinderPoints[] = []
  try {
    const text = decodeQR(
      { width: image.width, height: image.height, data: image.luma },
      {
        format: GREY_PLANE,
        textDecoder: decodeUtf8,
        pointsOnDetect: points => found.push(points),
        // A limit of time would let a busy computer turn a good code into a bad one.
        timeLimit: Infinity,
      },
    )
    const points = found[0]
    return { text, hasQuietZone: points !== undefined && hasQuietZone(image, points) }
  } catch {
    return null
  }
}

function hasQuietZone(image: PixelImage, { boundingBox, tl }: FinderPoints): boolean {
  const inner = grown(boundingBox, RING_FROM_MODULES * tl.moduleSize)
  const outer = grown(boundingBox, RING_TO_MODULES * tl.moduleSize)
  if (outer.left < 0 || outer.top < 0 || outer.right > image.width || outer.bottom > image.height) return false
  for (let y = outer.top; y < outer.bottom; y++) {
    for (let x = outer.left; x < outer.right; x++) {
      const isInside = x >= inner.left && x < inner.right && y >= inner.top && y < inner.bottom
      if (isInside) x = inner.right - 1
      else if ((image.luma[y * image.width + x] ?? 0) < MIDDLE_GREY) return false
    }
  }
  return true
}

function grown(box: FinderPoints['boundingBox'], by: number) {
  return {
    left: Math.round(box.x - by),
    top: Math.round(box.y - by),
    right: Math.round(box.x + box.width + by),
    bottom: Math.round(box.y + box.height + by),
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}
