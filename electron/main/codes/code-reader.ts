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
/** From the middle of the pattern in a corner, past its light ring, and no further than its dark one. */
const FINDER_REACH_MODULES = 3
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
  const middle = middleShade(image, tl)
  if (outer.left < 0 || outer.top < 0 || outer.right > image.width || outer.bottom > image.height) return false
  for (let y = outer.top; y < outer.bottom; y++) {
    for (let x = outer.left; x < outer.right; x++) {
      const isInside = x >= inner.left && x < inner.right && y >= inner.top && y < inner.bottom
      if (isInside) x = inner.right - 1
      else if ((image.luma[y * image.width + x] ?? 0) < middle) return false
    }
  }
  return true
}

/** Half-way between the light and the dark of the code itself, as the pattern in its corner shows them. */
function middleShade(image: PixelImage, { x, y, moduleSize }: FinderPoints['tl']): number {
  const reach = Math.floor(FINDER_REACH_MODULES * moduleSize)
  let [darkest, lightest] = [255, 0]
  for (let row = Math.max(Math.round(y) - reach, 0); row <= Math.round(y) + reach && row < image.height; row++) {
    const shades = image.luma.subarray(
      row * image.width + Math.max(Math.round(x) - reach, 0),
      row * image.width + Math.min(Math.round(x) + reach + 1, image.width),
    )
    for (const shade of shades) {
      if (shade < darkest) darkest = shade
      if (shade > lightest) lightest = shade
    }
  }
  return (darkest + lightest) / 2
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
