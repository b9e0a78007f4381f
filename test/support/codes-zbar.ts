import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PixelImage, PixelPart } from '#common/codes/pixel-image'
import { labelPlaces } from '#common/sheets/plan-sheet'
import { NO_CALIBRATION } from '#common/sheets/sheet-setup'
import type { Stock } from '#common/sheets/stock'

const run = promisify(execFile)

/** What another program, zbarimg, reads in a picture file; one that it cannot read is an error. */
export async function readWithZbar(picture: string): Promise<string> {
  const options = ['--raw', '--oneshot', '--quiet', '--nodbus', '-Sbinary', picture]
  return (await run('zbarimg', options)).stdout
}

/** The text of a PDF, as another program finds it. */
export async function readText(pdf: Uint8Array): Promise<string> {
  const reading = run('pdftotext', ['-', '-'])
  reading.child.stdin?.end(pdf)
  return (await reading).stdout
}

/** The size of a PDF's first page in points, e.g. `595 x 842`, as another program finds it. */
export async function readPageSize(pdf: Uint8Array): Promise<string> {
  const reading = run('pdfinfo', ['-'])
  reading.child.stdin?.end(pdf)
  return /^Page size:\s+(.+?) pts/m.exec((await reading).stdout)?.[1] ?? ''
}

/** What another program reads in each page of a PDF, drawn by poppler, with the page's text and size in points. */
export async function readPdf(pdf: Uint8Array): Promise<{ codes: string[]; text: string; size: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'paydesk-pdf-'))
  try {
    const file = join(folder, 'file.pdf')
    await writeFile(file, pdf)
    await run('pdftoppm', ['-r', '300', '-png', file, join(folder, 'page')])
    const pages = (await readdir(folder)).filter(name => name.endsWith('.png')).sort()
    const codes: string[] = []
    for (const page of pages) codes.push(await readWithZbar(join(folder, page)))
    return { codes, text: await readText(pdf), size: await readPageSize(pdf) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * What another program reads in each cell of each page of a sheet, drawn by poppler at 300 dpi, in the order of rows;
 * cells without a code are left out. A whole page at once has codes overlooked.
 */
export async function readCells(pdf: Uint8Array, stock: Stock): Promise<string[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'paydesk-cells-'))
  try {
    const file = join(folder, 'sheet.pdf')
    await writeFile(file, pdf)
    await run('pdftoppm', ['-r', '300', '-gray', file, join(folder, 'page')])
    const pages = (await readdir(folder)).filter(name => name.endsWith('.pgm')).sort()
    const codes: string[][] = []
    for (const name of pages) {
      const page = readPgm(await readFile(join(folder, name)))
      const cells = labelPlaces(stock, 'rows', NO_CALIBRATION).map(place => cropped(page, cellOf(place, stock)))
      const found = cells.map(async (cell, index) => {
        if (cell === null) return ''
        const picture = join(folder, `${name}-${String(index)}.pgm`)
        await writeFile(picture, writePgm(cell))
        return readWithZbar(picture).catch(() => '')
      })
      codes.push((await Promise.all(found)).filter(code => code !== ''))
    }
    return codes
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function cellOf({ xMm, yMm }: { xMm: number; yMm: number }, { label }: Stock): PixelPart {
  const dots = (millimetres: number): number => Math.round((millimetres * 300) / 25.4)
  return { left: dots(xMm), top: dots(yMm), width: dots(label.widthMm), height: dots(label.heightMm) }
}

function cropped(image: PixelImage, { left, top, width, height }: PixelPart): PixelImage | null {
  if (left < 0 || top < 0 || left + width > image.width || top + height > image.height) return null
  const luma = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) {
    const start = (top + row) * image.width + left
    luma.set(image.luma.subarray(start, start + width), row * width)
  }
  return { width, height, luma }
}

/** "P5", width, height and the brightest value as text, and a byte a pixel. */
function readPgm(bytes: Buffer): PixelImage {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 50).toString('latin1'))
  if (head === null) throw new Error('No picture in shades of grey')
  return { width: Number(head[1]), height: Number(head[2]), luma: bytes.subarray(head[0].length) }
}

function writePgm({ width, height, luma }: PixelImage): Buffer {
  return Buffer.concat([Buffer.from(`P5 ${String(width)} ${String(height)} 255\n`), luma])
}
