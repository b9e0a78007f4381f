import { deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const BITS_PER_CHANNEL = 8
const RGBA = 6
const BYTES_PER_PIXEL = 4
const BLACK = 0x000000ff
const WHITE = 0xffffffff
/** Each byte as its difference to the one above, which makes equal rows vanish when they are packed. */
const FILTER_UP = 2
/** 96 dots an inch, which is what the portal's own images say. */
const PIXELS_PER_METRE = 3780
const UNIT_METRE = 1
const CRC_POLYNOMIAL = 0xedb88320
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => crcOfByte(index))

/** A PNG of opaque black and white pixels in RGBA, row by row. */
export function blackAndWhitePng(width: number, height: number, isBlack: (x: number, y: number) => boolean): Buffer {
  const rowBytes = width * BYTES_PER_PIXEL
  const filtered = Buffer.alloc((1 + rowBytes) * height, FILTER_UP)
  let above: Buffer = Buffer.alloc(rowBytes)
  for (let y = 0; y < height; y++) {
    const row = pixelRow(width, x => isBlack(x, y))
    const start = y * (1 + rowBytes) + 1
    for (let at = 0; at < rowBytes; at++) filtered[start + at] = (row[at] ?? 0) - (above[at] ?? 0)
    above = row
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.from([...uint32(width), ...uint32(height), BITS_PER_CHANNEL, RGBA, 0, 0, 0])),
    chunk('pHYs', Buffer.from([...uint32(PIXELS_PER_METRE), ...uint32(PIXELS_PER_METRE), UNIT_METRE])),
    chunk('IDAT', deflateSync(filtered)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function pixelRow(width: number, isBlack: (x: number) => boolean): Buffer {
  const row = Buffer.alloc(width * BYTES_PER_PIXEL)
  for (let x = 0; x < width; x++) row.writeUInt32BE(isBlack(x) ? BLACK : WHITE, x * BYTES_PER_PIXEL)
  return row
}

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content])
  return Buffer.concat([uint32(content.length), typed, uint32(crc(typed))])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (value >>> 8) ^ (CRC_TABLE[(value ^ byte) & 0xff] ?? 0)
  return (value ^ 0xffffffff) >>> 0
}

function crcOfByte(byte: number): number {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ CRC_POLYNOMIAL : value >>> 1
  return value >>> 0
}
