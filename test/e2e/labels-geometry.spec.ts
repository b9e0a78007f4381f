import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MM_PER_INCH } from '#common/codes/code-geometry'
import { DEFAULT_CODE_OPTIONS, type CodeOptions } from '#common/codes/code-options'
import type { PixelImage } from '#common/codes/pixel-image'
import { drawLabel } from '#common/labels/draw-label'
import type { LabelDesign } from '#common/labels/label-design'
import type { MadeSheet } from '#common/labels/labels.contract'
import type { PortalId } from '#common/portals/portals.contract'
import { HAIRLINE_MM } from '#common/sheets/draw-lines'
import { calibrationTargets } from '#common/sheets/measured-calibration'
import { labelPlaces, labelsPerPage } from '#common/sheets/plan-sheet'
import { NO_CALIBRATION } from '#common/sheets/sheet-setup'
import type { Stock } from '#common/sheets/stock'
import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import { drawCode } from '../../electron/main/codes/qr-matrix'
import { startCodesApp, type RunningCodesApp } from '../support/codes-app'

const PORTAL = 'p1' as PortalId
const DPI = 600
/** What a place or a size may be off by on the page, whatever rounds it on its way there. */
const TOLERANCE_MM = 0.15
const LARGEST_CODE_MM = 25
const AROUND_MM = 1
const IDS = Array.from({ length: Math.max(...BUILT_IN_STOCKS.map(labelsPerPage)) }, (_, at) => 1001 + at)
const run = promisify(execFile)

/** A finished page with a label on each of its places, as another program has it. */
interface Measured {
  readonly sheet: MadeSheet
  readonly pageCount: number
  readonly widthMm: number
  readonly heightMm: number
  /** The dark part of each label, in the order of rows. */
  readonly codes: readonly Box[]
}

interface Box {
  readonly leftMm: number
  readonly topMm: number
  readonly rightMm: number
  readonly bottomMm: number
}

let app: RunningCodesApp
const measured = new Map<string, Promise<Measured>>()

beforeAll(async () => {
  app = await startCodesApp()
  await keepLinks()
  let made: Promise<unknown> = Promise.resolve()
  let drawn: Promise<unknown> = Promise.resolve()
  for (const stock of BUILT_IN_STOCKS) {
    // The app makes the next sheet while another program draws this one.
    const making = made.then(() => madeFile(stock))
    made = making.catch(() => undefined)
    const measuring = Promise.all([making, drawn]).then(([{ sheet, file }]) => measure(stock, sheet, file))
    drawn = measuring.catch(() => undefined)
    measured.set(stock.id, measuring)
  }
})
afterAll(() => app.close())

describe('the finished page of', () => {
  it.each(BUILT_IN_STOCKS.map(stock => ({ id: stock.id, stock })))(
    '$id has its size, and each code where it should be and as large',
    async ({ stock }) => {
      const { sheet, pageCount, widthMm, heightMm, codes } = await measuredOf(stock)
      expect(sheet).toMatchObject({ pageCount: 1, labelCount: labelsPerPage(stock), failed: [], cut: [] })
      expect(pageCount).toBe(1)
      expect(Math.abs(widthMm - stock.page.widthMm)).toBeLessThan(TOLERANCE_MM)
      expect(Math.abs(heightMm - (stock.kind === 'receipt' ? sheet.heightMm : stock.page.heightMm))).toBeLessThan(
        TOLERANCE_MM,
      )
      const expected = expectedCodes(stock)
      expect(codes).toHaveLength(expected.length)
      expect(farthestOff(codes, expected)).toBeLessThan(TOLERANCE_MM)
      expect(farthestOff(codes.map(sizeOf), expected.map(sizeOf))).toBeLessThan(TOLERANCE_MM)
    },
  )
})

describe('the calibration page', () => {
  it('has its cross and the ends of its lines where they are measured', async () => {
    const stock = BUILT_IN_STOCKS.find(({ id }) => id === 'page-a4')
    if (stock === undefined) throw new Error('There is a page of A4')
    const file = join(app.folder, 'calibration.pdf')
    await app.electron.evaluate(
      async (_, { stockId, file }) => {
        const { labels, answers } = await globalThis.codesApp!
        const { id } = await labels.makeCalibrationPage({ stockId, printer: null, title: 'Calibration', texts: [] })
        answers.chosenFile = file
        await labels.save(id)
      },
      { stockId: stock.id, file },
    )
    const page = await drawnPage(file)
    const { cross, lines } = calibrationTargets(stock)
    const end = { xMm: cross.xMm + lines.xMm, yMm: cross.yMm + lines.yMm }
    // The ticks are right of the line down and below the line across, so its other edge is the line's own.
    const down = darkIn(page, around(cross.xMm, end.yMm))
    const across = darkIn(page, around(end.xMm, cross.yMm))
    const half = HAIRLINE_MM / 2
    expect(Math.abs(down.leftMm + half - cross.xMm)).toBeLessThan(TOLERANCE_MM)
    expect(Math.abs(down.bottomMm - half - end.yMm)).toBeLessThan(TOLERANCE_MM)
    expect(Math.abs(across.topMm + half - cross.yMm)).toBeLessThan(TOLERANCE_MM)
    expect(Math.abs(across.rightMm - half - end.xMm)).toBeLessThan(TOLERANCE_MM)
  })
})

function measuredOf(stock: Stock): Promise<Measured> {
  return measured.get(stock.id) ?? Promise.reject(new Error('Every stock is measured'))
}

async function keepLinks(): Promise<void> {
  await app.electron.evaluate(
    async (_, { ids, portalId }) => {
      const { keptLinks } = await globalThis.codesApp!
      await keptLinks.keep(
        ids.map(paymentId => ({
          portalId,
          paymentId,
          url: `https://shop.example/pay/?paymentId=${String(paymentId)}`,
          shortUrl: `https://shop.example/~${String(paymentId)}`,
          fetchedAt: '2026-01-02T03:04:05.000Z',
          isTargetProven: true,
        })),
      )
    },
    { ids: IDS, portalId: PORTAL },
  )
}

async function madeFile(stock: Stock): Promise<{ sheet: MadeSheet; file: string }> {
  const file = join(app.folder, `${stock.id}.pdf`)
  const request = {
    portalId: PORTAL,
    paymentIds: IDS.slice(0, labelsPerPage(stock)),
    design: designFor(stock),
    setup: {
      stockId: stock.id,
      startAt: 1,
      copies: 1,
      order: 'rows' as const,
      hasCutMarks: false,
      hasRuler: false,
    },
    printer: null,
    locale: 'en',
    title: 'Labels of the test',
    verifiedNote: null,
  }
  const sheet = await app.electron.evaluate(
    async (_, { request, file }) => {
      const { labels, answers } = await globalThis.codesApp!
      const sheet = await labels.make(request)
      answers.chosenFile = file
      await labels.save(sheet.id)
      return sheet
    },
    { request, file },
  )
  return { sheet, file }
}

async function measure(stock: Stock, sheet: MadeSheet, file: string): Promise<Measured> {
  const { stdout } = await run('pdfinfo', [file])
  const numbersOf = (line: RegExp): number[] => (line.exec(stdout)?.slice(1) ?? []).map(Number)
  const [pageCount = 0] = numbersOf(/^Pages:\s+(\d+)/m)
  const [width = 0, height = 0] = numbersOf(/^Page size:\s+([\d.]+) x ([\d.]+) pts/m)
  const page = await drawnPage(file)
  return {
    sheet,
    pageCount,
    widthMm: (width * MM_PER_INCH) / 72,
    heightMm: (height * MM_PER_INCH) / 72,
    codes: expectedCodes(stock).map(code => darkIn(page, grown(code))),
  }
}

async function drawnPage(file: string): Promise<PixelImage> {
  const picture = file.replace(/\.pdf$/, '')
  await run('pdftoppm', ['-r', String(DPI), '-gray', '-singlefile', file, picture])
  const page = pictureOf(await readFile(`${picture}.pgm`))
  await rm(`${picture}.pgm`)
  return page
}

/** "P5", width, height and the brightest value as text, and a byte a pixel. */
function pictureOf(bytes: Buffer): PixelImage {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 50).toString('latin1'))
  if (head === null) throw new Error('No picture in shades of grey')
  return { width: Number(head[1]), height: Number(head[2]), luma: bytes.subarray(head[0].length) }
}

/** The smallest box round all dark pixels of a part of the page, found from its four sides. */
function darkIn(page: PixelImage, { leftMm, topMm, rightMm, bottomMm }: Box): Box {
  const pixels = (millimetres: number): number => Math.round((millimetres * DPI) / MM_PER_INCH)
  const left = Math.max(pixels(leftMm), 0)
  const top = Math.max(pixels(topMm), 0)
  const right = Math.min(pixels(rightMm), page.width)
  const bottom = Math.min(pixels(bottomMm), page.height)
  const isDark = (x: number, y: number): boolean => (page.luma[y * page.width + x] ?? 255) < 128
  const hasRow = (y: number): boolean => has(left, right, x => isDark(x, y))
  const hasColumn = (x: number): boolean => has(top, bottom, y => isDark(x, y))
  const mm = (pixel: number): number => (pixel * MM_PER_INCH) / DPI
  return {
    leftMm: mm(firstOf(left, right, hasColumn)),
    topMm: mm(firstOf(top, bottom, hasRow)),
    rightMm: mm(right - firstOf(0, right - left, step => hasColumn(right - 1 - step))),
    bottomMm: mm(bottom - firstOf(0, bottom - top, step => hasRow(bottom - 1 - step))),
  }
}

function has(from: number, to: number, isSo: (at: number) => boolean): boolean {
  return firstOf(from, to, isSo) < Infinity
}

function firstOf(from: number, to: number, isSo: (at: number) => boolean): number {
  for (let at = from; at < to; at++) if (isSo(at)) return at
  return Infinity
}

/** In the order of rows. */
function expectedCodes(stock: Stock): Box[] {
  const design = designFor(stock)
  const matrix = drawCode(`https://shop.example/~${String(IDS[0])}`, design.code)
  const heightMm = stock.kind === 'receipt' ? null : stock.label.heightMm
  const box = { widthMm: stock.label.widthMm, heightMm, marginMm: stock.marginMm }
  const { code } = drawLabel({ matrix, design, texts: [], box, measure: () => 0 })
  const { offsetMm, moduleMm } = code
  const sideMm = matrix.moduleCount * moduleMm
  return labelPlaces(stock, 'rows', NO_CALIBRATION).map(({ xMm, yMm }) => {
    const leftMm = xMm + code.xMm + offsetMm
    const topMm = yMm + code.yMm + offsetMm
    return { leftMm, topMm, rightMm: leftMm + sideMm, bottomMm: topMm + sideMm }
  })
}

function around(xMm: number, yMm: number): Box {
  return grown({ leftMm: xMm, topMm: yMm, rightMm: xMm, bottomMm: yMm })
}

/** With so much round it that a code that is off, or too large, is still seen whole. */
function grown({ leftMm, topMm, rightMm, bottomMm }: Box): Box {
  return {
    leftMm: leftMm - AROUND_MM,
    topMm: topMm - AROUND_MM,
    rightMm: rightMm + AROUND_MM,
    bottomMm: bottomMm + AROUND_MM,
  }
}

/** Only the code, as large as fits up to what is usual. */
function designFor({ label, marginMm }: Stock): LabelDesign {
  // A code's side is a whole number of dots, up to half a dot larger than asked for.
  const roomMm = Math.min(label.widthMm, label.heightMm) - 2 * marginMm - MM_PER_INCH / DEFAULT_CODE_OPTIONS.dpi / 2
  const code: CodeOptions = { ...DEFAULT_CODE_OPTIONS, sizing: { by: 'side', mm: Math.min(roomMm, LARGEST_CODE_MM) } }
  return { code, codePlace: 'left', align: 'start', textMm: 2.5, lines: [], logo: null }
}

function sizeOf({ leftMm, topMm, rightMm, bottomMm }: Box): Box {
  return { leftMm: 0, topMm: 0, rightMm: rightMm - leftMm, bottomMm: bottomMm - topMm }
}

function farthestOff(codes: readonly Box[], expected: readonly Box[]): number {
  const sides = ['leftMm', 'topMm', 'rightMm', 'bottomMm'] as const
  return Math.max(
    ...codes.flatMap((code, at) => sides.map(side => Math.abs(code[side] - (expected[at]?.[side] ?? Infinity)))),
  )
}
