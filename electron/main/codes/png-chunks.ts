/** One chunk of a PNG file: a four-letter type and its data. */
export interface PngChunk {
  readonly type: string
  readonly data: Uint8Array
}

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

const LENGTH_BYTES = 4
const TYPE_BYTES = 4
const CRC_BYTES = 4
const FRAME_BYTES = LENGTH_BYTES + TYPE_BYTES + CRC_BYTES

/** A chunk as bytes, with its length before and its checksum after it. */
export function writeChunk(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(FRAME_BYTES + data.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(type, LENGTH_BYTES, 'latin1')
  chunk.set(data, LENGTH_BYTES + TYPE_BYTES)
  const covered = chunk.subarray(LENGTH_BYTES, chunk.length - CRC_BYTES)
  chunk.writeUInt32BE(crc32(covered), chunk.length - CRC_BYTES)
  return chunk
}

/** The chunks of a whole PNG file up to its end mark, or null when it is cut, changed or no PNG at all. */
export function readChunks(file: Uint8Array): PngChunk[] | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (!bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) return null
  const chunks: PngChunk[] = []
  let offset = PNG_SIGNATURE.length
  while (offset + FRAME_BYTES <= bytes.length) {
    const end = offset + FRAME_BYTES + bytes.readUInt32BE(offset)
    if (end > bytes.length) return null
    const covered = bytes.subarray(offset + LENGTH_BYTES, end - CRC_BYTES)
    if (crc32(covered) !== bytes.readUInt32BE(end - CRC_BYTES)) return null
    const type = covered.toString('latin1', 0, TYPE_BYTES)
    chunks.push({ type, data: covered.subarray(TYPE_BYTES) })
    if (type === 'IEND') return chunks
    offset = end
  }
  return null
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** Node has a crc32 of its own only from version 20.15. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
