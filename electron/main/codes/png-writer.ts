import type { CodeGeometry } from '#common/codes/code-geometry'
import { isDark, type CodeMatrix } from '#common/codes/code-matrix'
import { DEFAULT_CODE_OPTIONS, type CodeOptions } from '#common/codes/code-options'
import { deflateSync } from 'node:zlib'
import { PNG_SIGNATURE, writeChunk } from './png-chunks'

const MM_PER_METRE = 1000
const PALETTE = 3
const BIT_DEPTH = 1
const METRES = 1

/**
 * A code as a PNG of one bit a pixel, a whole number of pixels a module, which states its resolution so that it prints
 * at its size.
 */
export function writeCodePng(
  matrix: CodeMatrix,
  geometry: CodeGeometry,
  { dark, light }: Pick<CodeOptions, 'dark' | 'light'> = DEFAULT_CODE_OPTIONS,
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(geometry.sideDots, 0)
  header.writeUInt32BE(geometry.sideDots, 4)
  header.set([BIT_DEPTH, PALETTE], 8)

  const dotsPerMetre = Math.round((geometry.sideDots / geometry.sideMm) * MM_PER_METRE)
  const resolution = Buffer.alloc(9)
  resolution.writeUInt32BE(dotsPerMetre, 0)
  resolution.writeUInt32BE(dotsPerMetre, 4)
  resolution[8] = METRES

  return Buffer.concat([
    PNG_SIGNATURE,
    writeChunk('IHDR', header),
    writeChunk('PLTE', Buffer.concat([rgbOf(dark), rgbOf(light)])),
    writeChunk('pHYs', resolution),
    writeChunk('IDAT', deflateSync(packRows(matrix, geometry))),
    writeChunk('IEND', Buffer.alloc(0)),
  ])
}

/** The three bytes of a colour as `#rrggbb`. */
function rgbOf(colour: string): Buffer {
  return Buffer.from(colour.slice(1), 'hex')
}

/** Rows as PNG wants them: a filter byte (none), then eight pixels a byte, 1 for light. */
function packRows(matrix: CodeMatrix, geometry: CodeGeometry): Buffer {
  const { sideDots, dotsPerModule, offsetDots } = geometry
  const rowBytes = 1 + Math.ceil(sideDots / 8)
  const rows = Buffer.alloc(rowBytes * sideDots, 0xff)
  for (let y = 0; y < sideDots; y++) {
    const start = y * rowBytes
    rows[start] = 0
    const row = Math.floor((y - offsetDots) / dotsPerModule)
    if (row < 0 || row >= matrix.moduleCount) continue
    if ((y - offsetDots) % dotsPerModule > 0) {
      rows.copyWithin(start, start - rowBytes, start)
      continue
    }
    for (let x = 0; x < dotsPerModule * matrix.moduleCount; x++) {
      if (!isDark(matrix, row, Math.floor(x / dotsPerModule))) continue
      const dot = offsetDots + x
      const at = start + 1 + (dot >> 3)
      rows[at] = (rows[at] ?? 0) & ~(0x80 >> (dot & 7))
    }
  }
  return rows
}
