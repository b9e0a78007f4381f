import { QUIET_ZONE_MODULES } from './code-geometry'
import { isDark, type CodeMatrix } from './code-matrix'

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

/** A code as an SVG file: black on white, a square of `sizeMm` with its quiet zone inside, one unit a module. */
export function codeSvg(matrix: CodeMatrix, sizeMm: number): string {
  const start = -QUIET_ZONE_MODULES
  const across = matrix.moduleCount + 2 * QUIET_ZONE_MODULES
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${sizeMm}mm" height="${sizeMm}mm"`,
    ` viewBox="${start} ${start} ${across} ${across}" shape-rendering="crispEdges">`,
    `<rect x="${start}" y="${start}" width="${across}" height="${across}" fill="#fff"/>`,
    `<path d="${codePath(matrix)}" fill="#000"/></svg>\n`,
  ].join('')
}

function darkRun(matrix: CodeMatrix, row: number, column: number): number {
  let length = 0
  while (isDark(matrix, row, column + length)) length++
  return length
}
