import type { CodeMatrix } from '#common/codes/code-matrix'
import type { PixelImage } from '#common/codes/pixel-image'
import { PNG } from 'pngjs'

/** The dark squares of a path of closed runs (`M x y h n v1 h-n z`), by "column,row". Any other command is an error. */
export function darkSquares(path: string): Set<string> {
  const squares = new Set<string>()
  for (const run of path.split('z').filter(part => part !== '')) {
    const numbers = /^M(\d+) (\d+)h(\d+)v1h-(\d+)$/.exec(run)?.slice(1).map(Number)
    const [x = 0, y = 0, length = 0, back = 0] = numbers ?? []
    if (numbers === undefined || length !== back) throw new Error(`Not a closed run: ${run}`)
    for (let step = 0; step < length; step++) squares.add(`${x + step},${y}`)
  }
  return squares
}

/** A code drawn with plain loops, `scale` pixels a module and `quietZone` white modules round it. */
export function picture(matrix: CodeMatrix, scale: number, quietZone: number): PixelImage {
  const side = (matrix.moduleCount + 2 * quietZone) * scale
  const luma = new Uint8Array(side * side).fill(255)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const row = Math.floor(y / scale) - quietZone
      const column = Math.floor(x / scale) - quietZone
      const isInside = Math.min(row, column) >= 0 && Math.max(row, column) < matrix.moduleCount
      if (isInside && matrix.modules[row * matrix.moduleCount + column] === 1) luma[y * side + x] = 0
    }
  }
  return { width: side, height: side, luma }
}

/** A picture as portals send it: a PNG of 8 bits a channel with an alpha channel, made by another library. */
export function rgbaPng(image: PixelImage): Buffer {
  const png = new PNG({ width: image.width, height: image.height })
  image.luma.forEach((shade, pixel) => png.data.set([shade, shade, shade, 255], pixel * 4))
  return PNG.sync.write(png)
}
