import { PNG_SIGNATURE, readChunks } from '../codes/png-chunks'

/** What a picture's file says of it before anything is decoded. */
export interface PictureHead {
  readonly type: 'image/png' | 'image/jpeg'
  readonly width: number
  readonly height: number
  /**
   * Whether it is all there, and in a PNG as it was written: Chromium draws what it can of a picture that was copied in part or
   * damaged, and says nothing.
   */
  readonly isWhole: boolean
}

const PNG_START = Buffer.from(PNG_SIGNATURE)
const PNG_WIDTH_AT = 16
const PNG_HEIGHT_AT = 20

const JPEG_START = Buffer.from('ffd8', 'hex')
const JPEG_END = Buffer.from('ffd9', 'hex')
/** Markers of JPEG (ITU-T T.81, table B.1): from here the picture itself follows. */
const START_OF_SCAN = 0xda
/** Those that begin a frame are in this range, and so are three others. */
const [FIRST_FRAME, LAST_FRAME] = [0xc0, 0xcf]
const NO_FRAMES: ReadonlySet<number> = new Set([0xc4, 0xc8, 0xcc])

/** Reads the head of a PNG or JPEG; null for any other file. A JPEG that ends in its head has no size. */
export function pictureHead(bytes: Buffer): PictureHead | null {
  if (begins(bytes, PNG_START)) return pngHead(bytes)
  return begins(bytes, JPEG_START) ? jpegHead(bytes) : null
}

function pngHead(bytes: Buffer): PictureHead {
  const hasSize = bytes.length >= PNG_HEIGHT_AT + 4
  return {
    type: 'image/png',
    width: hasSize ? bytes.readUInt32BE(PNG_WIDTH_AT) : 0,
    height: hasSize ? bytes.readUInt32BE(PNG_HEIGHT_AT) : 0,
    isWhole: readChunks(bytes) !== null,
  }
}

/** A JPEG is a row of segments, each with its length, up to the picture itself, in which no end can stand by chance. */
function jpegHead(bytes: Buffer): PictureHead {
  let [width, height] = [0, 0]
  let at = JPEG_START.length
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    // A marker may have more of the bytes that it begins with before it.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker >= FIRST_FRAME && marker <= LAST_FRAME && !NO_FRAMES.has(marker) && at + 9 <= bytes.length) {
      height = bytes.readUInt16BE(at + 5)
      width = bytes.readUInt16BE(at + 7)
    }
    if (marker === START_OF_SCAN) {
      return { type: 'image/jpeg', width, height, isWhole: bytes.includes(JPEG_END, at) }
    }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return { type: 'image/jpeg', width, height, isWhole: false }
}

function begins(bytes: Buffer, mark: Buffer): boolean {
  return bytes.subarray(0, mark.length).equals(mark)
}
