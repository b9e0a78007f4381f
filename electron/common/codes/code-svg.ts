import type { CodeGeometry } from './code-geometry'
import { isDark, type CodeMatrix } from './code-matrix'
import type { CodeOptions } from './code-options'

/** A hundredth of a micrometre is far below any printer's dot. */
const DECIMALS_OF_MM = 5

/**
 * The dark modules as one SVG path, one unit a module, from 0,0. It is one path because renderers add up the coverage
 * inside a path: separate shapes would leave hairlines between modules that do not fall on whole pixels.
 */
export function codePath(matrix: CodeMatrix): string {
  const runs: string[] = []
  for (let row = 0; row < matrix.moduleCount; row++) {
    let column = 0
    while (column < matrix.moduleCount) {
      const length = darkRun(matrix, row, column)
      if (length > 0) runs.push(`M${column} ${row}h${length}v1h-${length}z`)
      column += Math.max(length, 1)
    }
  }
  return runs.join('')
}

/** A code as an SVG file: a square with its quiet zone inside, of the size that whole dots give it, one unit a dot. */
export function codeSvg(
  matrix: CodeMatrix,
  { sideDots, sideMm, offsetDots, dotsPerModule }: CodeGeometry,
  { dark, light }: Pick<CodeOptions, 'dark' | 'light'>,
): string {
  const side = Number(sideMm.toFixed(DECIMALS_OF_MM))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}mm" height="${side}mm"`,
    ` viewBox="0 0 ${sideDots} ${sideDots}" shape-rendering="crispEdges">`,
    `<rect width="${sideDots}" height="${sideDots}" fill="${light}"/>`,
    `<path transform="translate(${offsetDots} ${offsetDots}) scale(${dotsPerModule})" d="${codePath(matrix)}"`,
    ` fill="${dark}"/></svg>\n`,
  ].join('')
}

function darkRun(matrix: CodeMatrix, row: number, column: number): number {
  let length = 0
  while (isDark(matrix, row, column + length)) length++
  return length
}
