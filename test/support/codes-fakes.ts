import type { CodeMatrix } from '#common/codes/code-matrix'
import type { PixelImage } from '#common/codes/pixel-image'
import type { TextPiece } from '#common/labels/text-pieces'
import { readPng } from '../../electron/main/codes/png-reader'
import type { Sheet } from '../../electron/main/codes/sheet-document'
import { darkSquares, picture } from './codes-pixels'
import { halfWide } from './label-builders'

const QUIET_ZONE = 4
const PIXELS_A_MODULE = 4

/** Stands for the hidden window: reads files with plain code. Its PDF is that of `fakePdf`. */
export function fakeRasteriser() {
  return {
    svg: (text: string): Promise<PixelImage> => Promise.resolve(drawn(text)),
    png: (file: Uint8Array): Promise<PixelImage> => {
      const png = readPng(file)
      return png.ok ? Promise.resolve(png.image) : Promise.reject(new Error(png.problem))
    },
    pdf: (file: Uint8Array): Promise<PixelImage[]> => {
      const pages = JSON.parse(Buffer.from(file).toString()) as string[]
      return Promise.resolve(pages.map(drawn))
    },
    measure: (pieces: readonly TextPiece[]) =>
      Promise.resolve(pieces.map(({ text, isBold }) => halfWide(text, isBold))),
    warmUp: () => undefined,
  }
}

/** Stands for a PDF: the contents of its pages as JSON. */
export function fakePdf(sheet: Sheet): Buffer {
  return Buffer.from(JSON.stringify(sheet.pages.map(({ content }) => content)))
}

/** Draws the first path, which is the code, with a quiet zone of its own. */
function drawn(markup: string): PixelImage {
  const squares = darkSquares(/ d="([^"]*)"/.exec(markup)?.[1] ?? '')
  const columns = [...squares].map(square => Number(square.split(',')[0]))
  const moduleCount = Math.max(0, ...columns) + 1
  const modules = new Uint8Array(moduleCount * moduleCount)
  for (const square of squares) {
    const [column = 0, row = 0] = square.split(',').map(Number)
    modules[row * moduleCount + column] = 1
  }
  const matrix: CodeMatrix = { moduleCount, modules }
  return picture(matrix, PIXELS_A_MODULE, QUIET_ZONE)
}
