import { inflateSync } from 'node:zlib'
import type { PixelImage } from '#common/codes/pixel-image'
import { PNG } from 'pngjs'
import { readChunks, type PngChunk } from './png-chunks'

/** A portal's picture has 380 by 380 pixels. */
const MAX_PIXELS = 4_000_000
const HEADER_BYTES = 13
/** How many values a pixel has, by the header's colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

export type PngProblem = 'damaged' | 'too-large' | 'unsupported'
export type PngResult =
  { readonly ok: true; readonly image: PixelImage } | { readonly ok: false; readonly problem: PngProblem }

/**
 * Reads a PNG strictly: a missing byte or a wrong checksum makes it `damaged`, where libraries fill up what is missing.
 * Sizes are read from the header before anything is unpacked. Transparent parts count as white.
 */
export function readPng(file: Uint8Array): PngResult {
  const chunks = readChunks(file)
  const header = chunks?.[0]
  if (chunks === null || header?.type !== 'IHDR' || header.data.length !== HEADER_BYTES) return failed('damaged')
  const fields = Buffer.from(header.data)
  const width = fields.readUInt32BE(0)
  const height = fields.readUInt32BE(4)
  const [bitDepth = 0, colourType = 0, , , interlace] = fields.subarray(8)
  if (width === 0 || height === 0) return failed('damaged')
  if (width * height > MAX_PIXELS) return failed('too-large')
  // Rare, and pngjs unpacks it without a limit of size, so that a small file could fill the memory.
  if (interlace !== 0) return failed('unsupported')
  const rowBytes = 1 + Math.ceil((width * bitDepth * (CHANNELS[colourType] ?? 0)) / 8)
  if (!unpacksTo(chunks, rowBytes * height)) return failed('damaged')
  try {
    const { data } = PNG.sync.read(Buffer.from(file))
    if (data.length !== width * height * 4) return failed('damaged')
    return { ok: true, image: { width, height, luma: toLuma(data) } }
  } catch {
    // What pngjs throws has no type, and all of it says the same.
    return failed('damaged')
  }
}

/** Whether the image data is whole: exactly as long as the header says, and with its own checksum right. */
function unpacksTo(chunks: readonly PngChunk[], length: number): boolean {
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  try {
    return inflateSync(packed, { maxOutputLength: length }).length === length
  } catch {
    return false
  }
}

function toLuma(rgba: Uint8Array): Uint8Array {
  const luma = new Uint8Array(rgba.length / 4)
  for (let pixel = 0, at = 0; pixel < luma.length; pixel++, at += 4) {
    const grey = 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0)
    const alpha = (rgba[at + 3] ?? 0) / 255
    luma[pixel] = grey * alpha + 255 * (1 - alpha)
  }
  return luma
}

function failed(problem: PngProblem): PngResult {
  return { ok: false, problem }
}
