import { MM_PER_INCH } from '#common/codes/code-geometry'
import type { CodeMatrix } from '#common/codes/code-matrix'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawCode } from '../../../electron/main/codes/qr-matrix'
import { createLpPrinter } from '../../../electron/main/print/lp-printer'
import { readPdf } from '../../support/codes-zbar'
import { startPrinterQueue, type PrinterQueue } from '../../support/printer-queue'

const ADDRESS = 'https://shop.example/~aB3dE'
const TITLE = 'Payment 1063, Платёж'
const WIDTH_POINTS = 114
const HEIGHT_POINTS = 138
const sheet = { title: TITLE, widthMm: millimetres(WIDTH_POINTS), heightMm: millimetres(HEIGHT_POINTS), pages: [] }

describe('a real print service', () => {
  let queue: PrinterQueue
  beforeAll(async () => {
    queue = await startPrinterQueue()
  })
  afterAll(() => queue.stop())

  it('names its printer', async () => {
    expect(await createLpPrinter(queue.environment).list()).toEqual({
      state: 'ready',
      printers: [{ name: queue.name, description: 'Label printer of the test', isDefault: false }],
    })
  })

  it('prints the whole label at its own size, with a code that another program reads', async () => {
    const pdf = labelPdf(drawCode(ADDRESS))
    const job = await createLpPrinter(queue.environment).print({ printer: queue.name, sheet, pdf })
    const printed = await queue.printed(job)

    expect(printed.title).toBe(TITLE)
    expect(await readPdf(printed.pdf)).toEqual({
      codes: [ADDRESS],
      text: expect.stringContaining('Payment 1063') as string,
      size: `${WIDTH_POINTS} x ${HEIGHT_POINTS}`,
    })
  })
})

describe('a print service in trouble', () => {
  it('is told apart: no printer, and stopped', async () => {
    const queue = await startPrinterQueue()
    const printer = createLpPrinter(queue.environment)
    const job = { printer: queue.name, sheet, pdf: labelPdf(drawCode(ADDRESS)) }
    try {
      await queue.removeQueue()
      expect((await printer.list()).state).toBe('none')
      await expect(printer.print(job)).rejects.toMatchObject({ details: { reason: 'printer-not-found' } })
    } finally {
      await queue.stop()
    }
    expect((await printer.list()).state).toBe('service-stopped')
    await expect(printer.print(job)).rejects.toMatchObject({ details: { reason: 'print-service-stopped' } })
  })
})

/** A PDF written by hand, so that this test needs no Electron: modules of 3 points and one line of text. */
function labelPdf(matrix: CodeMatrix): Buffer {
  const module = 3
  const squares = [...matrix.modules].flatMap((isDark, index) => {
    const column = index % matrix.moduleCount
    const row = Math.floor(index / matrix.moduleCount)
    const bottom = HEIGHT_POINTS - (row + 5) * module
    return isDark === 1 ? [`${(column + 4) * module} ${bottom} ${module} ${module} re`] : []
  })
  const content = `${squares.join('\n')} f\nBT /F1 9 Tf 20 12 Td (Payment 1063) Tj ET`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${WIDTH_POINTS} ${HEIGHT_POINTS}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>`,
    `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const start = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  return Buffer.from(`${file}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`)
}

function millimetres(points: number): number {
  return (points / 72) * MM_PER_INCH
}
