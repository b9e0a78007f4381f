import { codePath, codeSvg } from '#common/codes/code-svg'
import { isDark, type CodeMatrix } from '#common/codes/code-matrix'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { darkSquares } from '../../../../support/codes-pixels'

const matrices: fc.Arbitrary<CodeMatrix> = fc
  .integer({ min: 1, max: 12 })
  .chain(moduleCount =>
    fc
      .array(fc.constantFrom(0, 1), { minLength: moduleCount ** 2, maxLength: moduleCount ** 2 })
      .map(modules => ({ moduleCount, modules: Uint8Array.from(modules) })),
  )

const CORNER: CodeMatrix = { moduleCount: 3, modules: Uint8Array.of(1, 1, 0, 0, 0, 0, 1, 0, 1) }

describe('a code as SVG', () => {
  it('draws the dark modules and no other', () => {
    fc.assert(
      fc.property(matrices, matrix => {
        const squares = darkSquares(codePath(matrix))
        for (let row = 0; row < matrix.moduleCount; row++) {
          for (let column = 0; column < matrix.moduleCount; column++) {
            expect(squares.has(`${column},${row}`)).toBe(isDark(matrix, row, column))
          }
        }
      }),
    )
  })

  it('draws neighbours in a row as one run', () => {
    expect(codePath(CORNER)).toBe('M0 0h2v1h-2zM0 2h1v1h-1zM2 2h1v1h-1z')
  })

  it('states its size in millimetres and keeps four white modules inside it', () => {
    const svg = codeSvg(CORNER, 32.5)
    expect(svg).toContain('width="32.5mm" height="32.5mm" viewBox="-4 -4 11 11"')
    expect(svg).toContain('<rect x="-4" y="-4" width="11" height="11" fill="#fff"/>')
  })
})
