import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const DPI = 300
const DOTS_PER_MM = DPI / 25.4
const PAGES_AT_ONCE = 2

/** The labels of a page, in millimetres, as their maker has them. */
export interface LabelGrid {
  readonly columns: number
  readonly rows: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly pitchX: number
  readonly pitchY: number
}

/**
 * What is in each cell of each page of a PDF, row by row: poppler draws the pages at 300 dpi, and zbarimg is given each cell
 * alone, so that a code counts only where it should be. A cell with no code is empty.
 */
export async function readCells(pdf: Uint8Array, grid: LabelGrid): Promise<string[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'paydesk-cells-'))
  try {
    await writeFile(join(folder, 'sheet.pdf'), pdf)
    await run('pdftoppm', ['-r', String(DPI), '-gray', join(folder, 'sheet.pdf'), join(folder, 'page')])
    const pages = (await readdir(folder)).filter(name => name.endsWith('.pgm')).sort()
    const read: string[][] = []
    for (let first = 0; first < pages.length; first += PAGES_AT_ONCE) {
      const some = pages.slice(first, first + PAGES_AT_ONCE)
      read.push(...(await Promise.all(some.map(page => readPage(folder, page, grid)))))
    }
    return read
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function readPage(folder: string, page: string, grid: LabelGrid): Promise<string[]> {
  const picture = greyPicture(await readFile(join(folder, page)))
  const files: string[] = []
  for (let row = 0; row < grid.rows; row += 1) {
    for (let column = 0; column < grid.columns; column += 1) {
      const file = join(folder, `cell-${row}-${column}-${page}`)
      const cell = { left: grid.left + column * grid.pitchX, top: grid.top + row * grid.pitchY }
      await writeFile(file, cropped(picture, cell, grid))
      files.push(file)
    }
  }
  // With `-Sbinary` it would leave the XML out. It ends with 4 when a picture has no code, which the first labels of a sheet that was begun have not.
  const reading = run('zbarimg', ['--xml', '--quiet', '--nodbus', ...files])
  const { stdout } = await reading.catch((error: unknown) => {
    const { code, stdout: printed } = error as { code: number; stdout: string }
    if (code === 4) return { stdout: printed }
    throw error
  })
  return files.map(file => codeIn(stdout, file))
}

/** Two codes in one cell are a fault, and read as both. */
function codeIn(xml: string, file: string): string {
  const source = xml.split('<source ').find(part => part.startsWith(`href='${file}'`)) ?? ''
  return Array.from(source.matchAll(/<data[^>]*><!\[CDATA\[(.*?)\]\]><\/data>/g), ([, data = '']) => data).join(' ')
}

interface GreyPicture {
  readonly width: number
  readonly height: number
  readonly dots: Buffer
}

/** Reads a PGM: four words, one white space, and a byte a dot. */
function greyPicture(file: Buffer): GreyPicture {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 64).toString('latin1'))
  if (head === null) throw new Error('The page is not drawn in grey')
  return { width: Number(head[1]), height: Number(head[2]), dots: file.subarray(head[0].length) }
}

function cropped(picture: GreyPicture, { left, top }: { left: number; top: number }, grid: LabelGrid): Buffer {
  const [x, y] = [Math.round(left * DOTS_PER_MM), Math.round(top * DOTS_PER_MM)]
  const width = Math.min(Math.round(grid.width * DOTS_PER_MM), picture.width - x)
  const height = Math.min(Math.round(grid.height * DOTS_PER_MM), picture.height - y)
  const rows = Array.from({ length: height }, (_, row) => {
    const start = (y + row) * picture.width + x
    return picture.dots.subarray(start, start + width)
  })
  return Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), ...rows])
}
