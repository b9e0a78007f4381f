import { codeGeometry } from '#common/codes/code-geometry'
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

  it('states its size in millimetres, and has the code in its colours on whole dots inside it', () => {
    const geometry = codeGeometry(3, { sizing: { by: 'module', mm: 0.508 }, quietZone: 5, dpi: 300 })
    expect(codeSvg(CORNER, geometry, { dark: '#0b3d91', light: '#fff4e0' })).toBe(
      [
        '<svg xmlns="http://www.w3.org/2000/svg" width="6.604mm" height="6.604mm" viewBox="0 0 78 78"',
        ' shape-rendering="crispEdges"><rect width="78" height="78" fill="#fff4e0"/>',
        '<path transform="translate(30 30) scale(6)" d="M0 0h2v1h-2zM0 2h1v1h-1zM2 2h1v1h-1z" fill="#0b3d91"/></svg>\n',
      ].join(''),
    )
  })
})
