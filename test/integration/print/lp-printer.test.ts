import { MM_PER_INCH } from '#common/codes/code-geometry'
import type { CodeMatrix } from '#common/codes/code-matrix'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { PrintedJob } from '../../../electron/common/print/print.contract'
import { drawCode } from '../../../electron/main/codes/qr-matrix'
import { createLpPrinter } from '../../../electron/main/print/lp-printer'
import { createPrintJobs } from '../../../electron/main/print/print-jobs'
import { systemTimer } from '../../../electron/main/rest/pace/timer'
import { readPageSize, readPdf, readText } from '../../support/codes-zbar'
import { startPrinterQueue, type PrinterQueue } from '../../support/printer-queue'

const ADDRESS = 'https://shop.example/~aB3dE'
const TITLE = 'Payment 1063, Платёж'
const WIDTH_POINTS = 114
const HEIGHT_POINTS = 138
const once = { copies: 1, pages: null }
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
    const job = await createLpPrinter(queue.environment).print({ ...once, printer: queue.name, sheet, pdf })
    const printed = await queue.printed(job)

    expect(printed.title).toBe(TITLE)
    expect(await readPdf(printed.pdf)).toEqual({
      codes: [ADDRESS],
      text: expect.stringContaining('Payment 1063') as string,
      size: `${WIDTH_POINTS} x ${HEIGHT_POINTS}`,
    })
  })

  it.each([
    { what: 'A4', size: { widthMm: 210, heightMm: 297 }, media: /PageSize=A4\b/, box: '595 x 842' },
    {
      what: 'A4 whose page misses it by a hair',
      size: { widthMm: 209.9, heightMm: 296.8 },
      media: /PageSize=A4\b/,
      box: '595 x 842',
    },
    {
      what: 'a size of its own',
      size: { widthMm: 62, heightMm: 29 },
      media: /PageSize=Custom\.176x83\b/,
      box: '176 x 83',
    },
  ])('takes $what for a sheet of that size, unscaled', async ({ size, media, box }) => {
    const pdf = textPdf(['1'], size)
    const job = await createLpPrinter(queue.environment).print({
      ...once,
      printer: queue.name,
      sheet: { ...sheet, ...size },
      pdf,
    })
    const printed = await queue.printed(job)
    expect(printed.options).toMatch(media)
    expect(await readPageSize(printed.pdf)).toBe(box)
  })

  it('prints a range of pages, in whole copies', async () => {
    const size = { widthMm: 210, heightMm: 297 }
    const job = await createLpPrinter(queue.environment).print({
      printer: queue.name,
      sheet: { ...sheet, ...size },
      pdf: textPdf(['one', 'two', 'three', 'four'], size),
      copies: 2,
      pages: { from: 2, to: 3 },
    })
    const printed = await queue.printed(job)
    expect((await readText(printed.pdf)).split(/\s+/).filter(word => word !== '')).toEqual(['two', 'three'])
    // The printer makes the copies.
    expect(printed.copies).toBe(2)
    expect(printed.options).toMatch(/^collate /)
  })

  it('refuses a paper that the printer does not offer, and says which it has', async () => {
    const printer = await queue.addOfficePrinter()
    const printing = (size: { widthMm: number; heightMm: number }) =>
      createLpPrinter(queue.environment).print({
        ...once,
        printer,
        sheet: { ...sheet, ...size },
        pdf: textPdf(['1'], size),
      })
    await expect(printing({ widthMm: 62, heightMm: 29 })).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'paper-not-offered', needed: '62 × 29 mm', offered: '210 × 297 mm' },
    })
    const across = await queue.printed(await printing({ widthMm: 297, heightMm: 210 }))
    expect(across.options).toMatch(/PageSize=A4\b/)
  })
})

describe('what becomes of a job', () => {
  let queue: PrinterQueue
  let told: PrintedJob[]
  let jobs: ReturnType<typeof createPrintJobs>
  beforeAll(async () => {
    queue = await startPrinterQueue()
    told = []
    jobs = createPrintJobs({
      printer: createLpPrinter(queue.environment),
      timer: systemTimer,
      jobChanged: job => told.push(job),
    })
  })
  afterAll(async () => {
    jobs.dispose()
    await queue.stop()
  })

  const print = () => jobs.print({ ...once, printer: queue.name, sheet, pdf: labelPdf(drawCode(ADDRESS)) })
  const comesTo = (job: string, state: PrintedJob['state'], reason: PrintedJob['reason'] = null) =>
    vi.waitFor(() => expect(told.filter(({ job: one }) => one === job).at(-1)).toMatchObject({ state, reason }), 20_000)

  it('is told when it is printed', async () => {
    await comesTo(await print(), 'done')
  })

  it('is told while the printer is paused, and once it goes on', async () => {
    await queue.pause()
    const job = await print()
    await comesTo(job, 'stopped', 'printer-paused')
    await queue.resume()
    await comesTo(job, 'done')
  })

  it('is told when it is cancelled, and what is printed is cancelled no more', async () => {
    await queue.pause()
    const job = await print()
    await jobs.cancelJob(job)
    await comesTo(job, 'cancelled')
    await expect(jobs.cancelJob(job)).rejects.toMatchObject({ details: { reason: 'print-job-not-cancelled' } })
    await queue.resume()
  })

  it('is told when the service gives it up', async () => {
    await queue.breakDown()
    await comesTo(await print(), 'failed')
  })
})

describe('a print service in trouble', () => {
  it('is told apart: no printer, and stopped', async () => {
    const queue = await startPrinterQueue()
    const printer = createLpPrinter(queue.environment)
    const job = { ...once, printer: queue.name, sheet, pdf: labelPdf(drawCode(ADDRESS)) }
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
  return pdfOf([`${squares.join('\n')} f\n${line('Payment 1063')}`], { width: WIDTH_POINTS, height: HEIGHT_POINTS })
}

/** A page with a word for each of the words. */
function textPdf(words: readonly string[], { widthMm, heightMm }: { widthMm: number; heightMm: number }): Buffer {
  return pdfOf(words.map(line), { width: points(widthMm), height: points(heightMm) })
}

function line(words: string): string {
  return `BT /F1 9 Tf 20 12 Td (${words}) Tj ET`
}

function pdfOf(contents: readonly string[], { width, height }: { width: number; height: number }): Buffer {
  const pageOf = (index: number): number => 4 + 2 * index
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${contents.map((_, index) => `${pageOf(index)} 0 R`).join(' ')}]/Count ${contents.length}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...contents.flatMap((content, index) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Contents ${pageOf(index) + 1} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
      `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    ]),
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

function millimetres(inPoints: number): number {
  return (inPoints / 72) * MM_PER_INCH
}

function points(mm: number): number {
  return (mm / MM_PER_INCH) * 72
}
