import { codeGeometry } from '#common/codes/code-geometry'
import { ofSide } from '#common/codes/code-options'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { readChunks } from '../../../../../electron/main/codes/png-chunks'
import { writeCodePng } from '../../../../../electron/main/codes/png-writer'
import { drawCode } from '../../../../../electron/main/codes/qr-matrix'
import { picture } from '../../../../support/codes-pixels'

const MATRIX = drawCode('https://shop.example/~aB3dE')

describe('the PNG of a code', () => {
  it.each([
    { dpi: 300, perMetre: 11811 },
    { dpi: 600, perMetre: 23622 },
  ] as const)('states its resolution of $dpi dpi', ({ dpi, perMetre }) => {
    const resolution = chunk(writeCodePng(MATRIX, codeGeometry(29, ofSide(40, dpi))), 'pHYs')
    expect([resolution.readUInt32BE(0), resolution.readUInt32BE(4), resolution[8]]).toEqual([perMetre, perMetre, 1])
  })

  it('has one bit a pixel, which stands for one of two colours', () => {
    const header = chunk(writeCodePng(MATRIX, codeGeometry(29, ofSide(40, 300))), 'IHDR')
    expect([header.readUInt32BE(0), header.readUInt32BE(4), ...header.subarray(8)]).toEqual([472, 472, 1, 3, 0, 0, 0])
  })

  it('has the pixels that the matrix says, for another library', () => {
    const { data } = PNG.sync.read(writeCodePng(MATRIX, { ...codeGeometry(29, ofSide(40, 300)), ...EXACT }))
    const expected = picture(MATRIX, 3, 4).luma
    expect(Uint8Array.from(expected, (_, pixel) => data[pixel * 4] ?? 1)).toEqual(expected)
  })
})

it('has the two colours that were asked for, for another library', () => {
  const colours = { dark: '#0b3d91', light: '#fff4e0' }
  const { data } = PNG.sync.read(writeCodePng(MATRIX, { ...codeGeometry(29, ofSide(40, 300)), ...EXACT }, colours))
  const expected = Array.from(picture(MATRIX, 3, 4).luma, shade => (shade === 0 ? 0x0b3d91ff : 0xfff4e0ff))
  expect(Array.from(expected, (_, pixel) => data.readUInt32BE(pixel * 4))).toEqual(expected)
})

/** A square without anything left over, as the plain drawing is. */
const EXACT = { sideDots: 37 * 3, dotsPerModule: 3, offsetDots: 4 * 3 }

function chunk(png: Buffer, type: string): Buffer {
  const found = readChunks(png)?.find(candidate => candidate.type === type)
  return Buffer.from(found?.data ?? [])
}
