import { codeGeometry } from '#common/codes/code-geometry'
import { ofSide } from '#common/codes/code-options'
import fc from 'fast-check'
import { PNG } from 'pngjs'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { PNG_SIGNATURE, writeChunk } from '../../../../../electron/main/codes/png-chunks'
import { readPng } from '../../../../../electron/main/codes/png-reader'
import { writeCodePng } from '../../../../../electron/main/codes/png-writer'
import { drawCode } from '../../../../../electron/main/codes/qr-matrix'
import { picture, rgbaPng } from '../../../../support/codes-pixels'

const MATRIX = drawCode('https://shop.example/~aB3dE')
const DRAWN = picture(MATRIX, 2, 0)
const FILE = rgbaPng(DRAWN)

describe('the reader of PNG', () => {
  it('reads the pixels of a whole file', () => {
    expect(readPng(FILE)).toEqual({ ok: true, image: DRAWN })
    expect(readPng(writeCodePng(MATRIX, codeGeometry(29, ofSide(20, 300)))).ok).toBe(true)
  })

  it('names every cut file as damaged', () => {
    for (let length = 0; length < FILE.length; length++) {
      expect(readPng(FILE.subarray(0, length))).toEqual({ ok: false, problem: 'damaged' })
    }
  })

  it('never takes a file with changed bytes for a whole one', () => {
    const changes = fc.array(fc.tuple(fc.nat(FILE.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(changes, bytes => {
        const changed = Buffer.from(FILE)
        for (const [at, mask] of bytes) changed[at] = (FILE[at] ?? 0) ^ mask
        fc.pre(!changed.equals(FILE))
        expect(readPng(changed).ok).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        expect(readPng(bytes)).toEqual({ ok: false, problem: 'damaged' })
        expect(readPng(Buffer.concat([PNG_SIGNATURE, bytes]))).toEqual({ ok: false, problem: 'damaged' })
      }),
    )
  })

  it.each([
    { what: 'image data that stops too early', file: () => file({}, Buffer.alloc(10)) },
    { what: 'image data that is not packed', file: () => file({}, Buffer.alloc(100), data => data) },
    {
      what: 'no image data',
      file: () => Buffer.concat([PNG_SIGNATURE, header({}), writeChunk('IEND', Buffer.alloc(0))]),
    },
    { what: 'a width of nothing', file: () => file({ width: 0 }) },
    { what: 'a colour type that does not exist', file: () => file({ colourType: 5 }) },
    { what: 'a bit depth that does not exist', file: () => file({ bitDepth: 3 }) },
    { what: 'a palette that is absent', file: () => file({ colourType: 3 }) },
    { what: 'a filter that does not exist', file: () => file({}, Buffer.alloc(200, 9)) },
  ])('names $what as damaged, though every checksum is right', ({ file: build }) => {
    expect(readPng(build())).toEqual({ ok: false, problem: 'damaged' })
  })

  it('unpacks nothing that says it is too large', () => {
    expect(readPng(file({ width: 100_000, height: 100_000 }))).toEqual({ ok: false, problem: 'too-large' })
  })

  it('does not unpack more than the header says', () => {
    const bomb = file({ width: 2, height: 2 }, Buffer.alloc(50_000_000))
    expect(bomb.length).toBeLessThan(60_000)
    expect(readPng(bomb)).toEqual({ ok: false, problem: 'damaged' })
  })

  it('does not take an interlaced file', () => {
    expect(readPng(file({ interlace: 1 }))).toEqual({ ok: false, problem: 'unsupported' })
  })

  it('shows transparent parts as white paper', () => {
    const png = new PNG({ width: 2, height: 1 })
    png.data.set([0, 0, 0, 0, 0, 0, 0, 255])
    expect(readPng(PNG.sync.write(png))).toMatchObject({ ok: true, image: { luma: Uint8Array.of(255, 0) } })
  })
})

interface HeaderFields {
  readonly width?: number
  readonly height?: number
  readonly bitDepth?: number
  readonly colourType?: number
  readonly interlace?: number
}

function header({ width = 4, height = 4, bitDepth = 8, colourType = 6, interlace = 0 }: HeaderFields): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.set([bitDepth, colourType, 0, 0, interlace], 8)
  return writeChunk('IHDR', data)
}

function file(
  fields: HeaderFields,
  pixels = Buffer.alloc(4 * (1 + 16)),
  pack = (data: Buffer): Buffer => deflateSync(data),
): Buffer {
  return Buffer.concat([
    PNG_SIGNATURE,
    header(fields),
    writeChunk('IDAT', pack(pixels)),
    writeChunk('IEND', Buffer.alloc(0)),
  ])
}
