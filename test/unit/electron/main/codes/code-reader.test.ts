import fc from 'fast-check'
import { encodeQR } from 'qr'
import { describe, expect, it } from 'vitest'
import { readCode } from '../../../../../electron/main/codes/code-reader'
import { drawCode } from '../../../../../electron/main/codes/qr-matrix'
import { picture } from '../../../../support/codes-pixels'

const ADDRESS = 'https://shop.example/~aB3dE'
const MATRIX = drawCode(ADDRESS)

describe('the reader of codes', () => {
  it.each([2, 3, 5, 8, 16])('sees the quiet zone of a code with modules of %i pixels', scale => {
    expect(readCode(picture(MATRIX, scale, 4))).toEqual({ text: ADDRESS, hasQuietZone: true })
  })

  it.each([2, 3, 5, 8, 16])('misses the quiet zone of a code with modules of %i pixels', scale => {
    expect(readCode(picture(MATRIX, scale, 1))).toEqual({ text: ADDRESS, hasQuietZone: false })
  })

  it('misses a quiet zone that something reaches into', () => {
    const image = picture(MATRIX, 8, 4)
    image.luma.fill(0, 16 * image.width, 20 * image.width)
    expect(readCode(image)).toEqual({ text: ADDRESS, hasQuietZone: false })
  })

  it('bears a small stain', () => {
    const image = picture(MATRIX, 8, 4)
    for (let y = 150; y < 170; y++) image.luma.fill(0, y * image.width + 150, y * image.width + 170)
    expect(readCode(image)?.text).toBe(ADDRESS)
  })

  it('reads a code as large as one can be saved', () => {
    expect(readCode(picture(MATRIX, 112, 4))).toEqual({ text: ADDRESS, hasQuietZone: true })
  })

  it('answers nothing for a picture with no code', () => {
    const noise = fc.record({
      width: fc.integer({ min: 1, max: 60 }),
      height: fc.integer({ min: 1, max: 60 }),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(noise, ({ width, height, seed }) => {
        const luma = Uint8Array.from({ length: width * height }, (_, index) => (index * 2_654_435_761 + seed) >>> 24)
        expect(readCode({ width, height, luma })).toBeNull()
      }),
    )
  })

  it.each([
    { what: 'reads', bytes: [0xc3, 0xa4], text: 'ä' },
    { what: 'does not guess at', bytes: [0xc3, 0x41], text: undefined },
  ])('$what the bytes $bytes as UTF-8', ({ bytes, text }) => {
    const rows = encodeQR('', 'raw', { encoding: 'byte', textEncoder: () => Uint8Array.from(bytes) })
    const modules = Uint8Array.from(rows.flat(), isDark => (isDark ? 1 : 0))
    expect(readCode(picture({ moduleCount: rows.length, modules }, 8, 4))?.text).toBe(text)
  })
})
