import { codeGeometry } from '#common/codes/code-geometry'
import { ofSide } from '#common/codes/code-options'
import { codePath } from '#common/codes/code-svg'
import { MAX_CODE_TEXT_LENGTH } from '#common/codes/payment-link'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCode } from '../../../../../electron/main/codes/code-reader'
import { readPng } from '../../../../../electron/main/codes/png-reader'
import { writeCodePng } from '../../../../../electron/main/codes/png-writer'
import { drawCode } from '../../../../../electron/main/codes/qr-matrix'
import { darkSquares, picture } from '../../../../support/codes-pixels'

const START = 'https://магазин.example/~'
const addresses = fc
  .string({ unit: 'grapheme', maxLength: MAX_CODE_TEXT_LENGTH })
  .map(text => (START + text).slice(0, MAX_CODE_TEXT_LENGTH))
  .filter(hasNoHalfLetter)

function hasNoHalfLetter(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

describe('any address', () => {
  it('is read back from the PNG of its code', () => {
    const sizes = fc.integer({ min: 12, max: 40 })
    fc.assert(
      fc.property(addresses, sizes, (address, sizeMm) => {
        const matrix = drawCode(address)
        const png = readPng(writeCodePng(matrix, codeGeometry(matrix.moduleCount, ofSide(sizeMm, 300))))
        expect(png.ok && readCode(png.image)).toEqual({ text: address, hasQuietZone: true })
      }),
      { numRuns: 30 },
    )
  })

  it('is read back from the SVG of its code', () => {
    fc.assert(
      fc.property(addresses, address => {
        const matrix = drawCode(address)
        const squares = darkSquares(codePath(matrix))
        const modules = matrix.modules.map((_, index) => {
          const row = Math.floor(index / matrix.moduleCount)
          return squares.has(`${index % matrix.moduleCount},${row}`) ? 1 : 0
        })
        const reading = readCode(picture({ moduleCount: matrix.moduleCount, modules }, 5, 4))
        expect(reading).toEqual({ text: address, hasQuietZone: true })
      }),
      { numRuns: 30 },
    )
  })
})

it('draws a short link in a code of version 2 or 3', () => {
  expect(drawCode('https://shop.example/~aB3dE').moduleCount).toBe(29)
  expect(drawCode('http://shop.home/~aB3dE').moduleCount).toBe(25)
})
