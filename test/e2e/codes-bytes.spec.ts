import { MM_PER_INCH } from '#common/codes/code-geometry'
import { DEFAULT_CODE_OPTIONS, type CodeOptions } from '#common/codes/code-options'
import type { CodeId } from '#common/codes/codes.contract'
import { drawLabel } from '#common/labels/draw-label'
import { fitTexts } from '#common/labels/fit-texts'
import type { LabelDesign } from '#common/labels/label-design'
import type { LabelText } from '#common/labels/label-texts'
import { measureFrom, piecesOf } from '#common/labels/text-pieces'
import type { PortalId } from '#common/portals/portals.contract'
import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawCode } from '../../electron/main/codes/qr-matrix'
import { startCodesApp, type RunningCodesApp } from '../support/codes-app'
import { picture, rgbaPng } from '../support/codes-pixels'
import { readPdf, readText, readWithZbar } from '../support/codes-zbar'
import { startPrinterQueue, type PrinterQueue } from '../support/printer-queue'

const SHORT = 'https://shop.example/~aB3dE'
const ACCESS = '00112233445566778899aabbccddeeff'
const PAGE = `https://shop.example/pub/site/10/pay/?orderId=5001&access=${ACCESS}&paymentId=1063`
const PICTURE = rgbaPng(picture(drawCode(SHORT), 13, 0)).toString('base64')
const CUT_PICTURE = PICTURE.slice(0, 400) + PICTURE.slice(488)
const CAPTION = 'Payment 1063'
const OPTIONS: CodeOptions = { ...DEFAULT_CODE_OPTIONS, sizing: { by: 'side', mm: 40 } }
const run = promisify(execFile)

let app: RunningCodesApp
let queue: PrinterQueue
const endings: (() => Promise<void>)[] = []
beforeAll(async () => {
  queue = await startPrinterQueue()
  endings.push(() => queue.stop())
  app = await startCodesApp({ CUPS_SERVER: queue.environment.CUPS_SERVER ?? '' })
  endings.push(() => app.close())
})
afterAll(async () => {
  await Promise.all(endings.map(end => end()))
})

describe('the code of payment 1063', () => {
  it.each([300, 600] as const)('is read by another program from the saved PNG of %i dpi', async dpi => {
    const file = await saved('png', { dpi })
    expect(await readWithZbar(file)).toBe(SHORT)
  })

  it.each(['svg', 'png', 'pdf'] as const)('is read back from a %s in colours', async format => {
    const file = await saved(format, { dark: '#0b3d91', light: '#fff4e0' })
    if (format !== 'svg')
      expect(format === 'png' ? [await readWithZbar(file)] : (await readPdf(await readFile(file))).codes).toEqual([
        SHORT,
      ])
  })

  it('is read by another program from the saved SVG, as another browser draws it', async () => {
    const file = await saved('svg')
    const shot = join(app.folder, 'svg.png')
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args })
    try {
      const page = await browser.newPage({ deviceScaleFactor: 2 })
      await page.setContent(`<body style="background:#444">${await readFile(file, 'utf8')}`)
      await page.locator('svg').screenshot({ path: shot })
    } finally {
      await browser.close()
    }
    expect(await readWithZbar(shot)).toBe(SHORT)
  })

  it('is read by another program from the saved PDF, one page with its caption and link as text', async () => {
    const pdf = await readPdf(await readFile(await saved('pdf')))
    expect(pdf.codes).toEqual([SHORT])
    expect(pdf.text).toContain(CAPTION)
    expect(pdf.text).toContain(SHORT)
  })

  it('is read by another program from what the printer got, at the size of the saved PDF', async () => {
    const file = await readPdf(await readFile(await saved('pdf')))
    const codeId = await made()
    const job = await app.electron.evaluate(
      async (_electron, request) => (await globalThis.codesApp!).service.print(request),
      { codeId, options: OPTIONS, caption: CAPTION, printer: queue.name },
    )
    const printed = await queue.printed(job)
    expect(printed.title).toBe(CAPTION)
    expect(await readPdf(printed.pdf)).toEqual(file)
  })

  it('is read by another program from the picture on the clipboard', async () => {
    const codeId = await made()
    const png = await app.electron.evaluate(
      async ({ clipboard }, request) => {
        await (await globalThis.codesApp!).service.copyImage(request)
        // Electron 45 has another clipboard; its types are those that are installed.
        const { readImage } = clipboard as unknown as { readImage: () => Electron.NativeImage }
        return readImage().toPNG().toString('base64')
      },
      { codeId, options: OPTIONS },
    )
    const file = join(app.folder, 'clipboard.png')
    await writeFile(file, Buffer.from(png, 'base64'))
    expect(await readWithZbar(file)).toBe(SHORT)
  })

  it.each([
    { sizeMm: 40, dpi: 300 as const, dotsPerModule: 12 },
    { sizeMm: 27.3, dpi: 300 as const, dotsPerModule: 8 },
    { sizeMm: 100, dpi: 600 as const, dotsPerModule: 63 },
  ])('has modules of $dotsPerModule whole dots in a PDF of $sizeMm mm', async ({ sizeMm, dpi, dotsPerModule }) => {
    const file = await saved('pdf', { sizeMm, dpi })
    const runs = darkRunsOfFirstRow(await pagePixels(file, dpi))
    expect(runs).toEqual(darkRunsOfFirstRow(picture(drawCode(SHORT), dotsPerModule, 4)))
  })

  it('leaves no link in any file that the app keeps but the one for links', async () => {
    await saved('pdf')
    await made()
    const kept = join(app.folder, 'user-data')
    expect(await readdir(kept)).not.toEqual([])
    // With nothing found grep ends with 1, which is an error here; 2 would be a fault of its own.
    const search = run('grep', ['-rlaE', '--exclude=payment-links.json', `${ACCESS}|~aB3dE`, kept])
    await expect(search).rejects.toMatchObject({ code: 1, stdout: '' })
  })
})

describe('the texts of a label', () => {
  const TEXTS = [
    'AVAVAV Ty. We Ta LT Yo',
    'office affluent fjord',
    'Оплата по счёту № 5001',
    'Πληρωμή Ωμέγα',
    'مرحبا بالعالم فاتورة',
    'שלום עולם חשבונית',
    'भुगतान के लिए',
    '付款请扫描这个代码',
    'ชำระเงินค่าสินค้า',
    'e\u0301e\u0301 👩‍👩‍👧 🇩🇪',
  ]
  const texts: readonly LabelText[] = TEXTS.flatMap(text => [
    { text, size: 'normal', isBold: false },
    { text, size: 'normal', isBold: true },
  ])
  const BOX = { widthMm: 60, heightMm: 40, marginMm: 0 }

  it('are printed as wide as they were measured, whatever their script', async () => {
    const pieces = piecesOf(texts)
    const widths = await app.electron.evaluate(
      async (_electron, pieces) => (await globalThis.codesApp!).rasteriser.measure(pieces),
      pieces,
    )
    const measure = measureFrom(pieces, widths)
    const design: LabelDesign = {
      code: { ...OPTIONS, sizing: { by: 'side', mm: 25 } },
      ...{ codePlace: 'left', align: 'start', textMm: 3, lines: [], logo: null },
    }
    const matrix = drawCode(SHORT)
    const labels = texts.map(text => drawLabel({ matrix, design, texts: [text], box: BOX, measure }))
    // Only the text, and nothing of it clipped.
    const contents = labels.map(({ content }) =>
      content.slice(content.indexOf('<svg')).replace('overflow="hidden"', 'overflow="visible"'),
    )
    const pdf = await app.electron.evaluate(
      async (_electron, { contents, box }) => {
        const sheet = { title: 'Texts', ...box, pages: contents.map(content => ({ content })) }
        return Buffer.from(await (await globalThis.codesApp!).writeSheetPdf(sheet)).toString('base64')
      },
      { contents, box: BOX },
    )
    const file = join(app.folder, 'texts.pdf')
    await writeFile(file, Buffer.from(pdf, 'base64'))
    await run('pdftoppm', ['-r', '600', '-gray', file, join(app.folder, 'texts')])
    const pages = (await readdir(app.folder)).filter(name => /^texts-\d+\.pgm$/.test(name)).sort()
    expect(pages).toHaveLength(texts.length)
    for (const [index, page] of pages.entries()) {
      const { xMm = 0, sideMm = 0 } = labels[index]?.code ?? {}
      const room = { widthMm: BOX.widthMm - xMm - sideMm, heightMm: BOX.heightMm }
      const [line] = fitTexts(texts.slice(index, index + 1), design.textMm, room, measure).lines
      const inkMm = (inkWidth(await pixelsIn(join(app.folder, page))) * MM_PER_INCH) / 600
      expect([line?.text, inkMm / (line?.widthMm ?? 0)]).toEqual([
        line?.text,
        expect.toSatisfy((share: number) => share > 0.95 && share <= 1.01),
      ])
    }
  })
})

describe('a link that is not right', () => {
  it('is made a code when only the picture of the portal is damaged, and the picture is flagged', async () => {
    expect(await made({ qr: CUT_PICTURE }, code => code.portalImage)).toBe('damaged')
    expect(await made({ qr: PICTURE }, code => code.portalImage)).toBe('same')
  })

  it.each([
    { what: 'its page is of another payment', change: { url: PAGE.replace('1063', '1064') }, reason: 'wrong-payment' },
    {
      what: 'it leads to another page',
      change: { location: PAGE.replace('1063', '1064') },
      reason: 'short-link-elsewhere',
    },
  ])('is refused when $what', async ({ change, reason }) => {
    await expect(made(change)).rejects.toThrow(reason)
  })
})

describe('the check of finished bytes', () => {
  it.each(['svg', 'pdf', 'png'] as const)('stops a %s that holds another address', async format => {
    const file = await readFile(await saved(format))
    expect(await checked(format, file, 'https://shop.example/~aB3dF')).toBe('code-differs')
    expect(await checked(format, file, SHORT)).toBe('passed')
  })

  it('stops a code without its quiet zone', async () => {
    const svg = await readFile(await saved('svg'), 'utf8')
    const tight = svg.replace(/translate\(\d+ \d+\) scale\(\d+\)/, 'scale(16)')
    expect(await checked('svg', Buffer.from(tight), SHORT)).toBe('code-without-quiet-zone')
  })

  it.each(['#000000', '#6a6a6a'])('stops a code on a frame of %s', async frame => {
    const svg = await readFile(await saved('svg', { light: '#fff4e0' }), 'utf8')
    const framed = svg.replace('fill="#fff4e0"', `fill="${frame}"`)
    const [, inner = ''] = /(<path .*\/>)/.exec(framed) ?? []
    const whole = '<rect x="60" y="60" width="352" height="352" fill="#fff4e0"/>'
    const reason = await checked('svg', Buffer.from(framed.replace(inner, whole + inner)), SHORT)
    expect(['code-without-quiet-zone', 'code-does-not-decode']).toContain(reason)
  })

  it('stops a drawing in which a part of the code is missing', async () => {
    const svg = await readFile(await saved('svg'), 'utf8')
    const path = /d="([^"]+)"/.exec(svg)?.[1] ?? ''
    const half = svg.replace(path, path.slice(0, path.indexOf('z', path.length / 2) + 1))
    expect(await checked('svg', Buffer.from(half), SHORT)).toBe('code-does-not-decode')
  })

  it.each(['svg', 'pdf', 'png'] as const)('survives a %s that is no such file', async format => {
    expect(await checked(format, Buffer.from('<not a file>'), SHORT)).toBe('rasteriser-failed')
    expect(await checked('svg', await readFile(await saved('svg')), SHORT)).toBe('passed')
  })
})

describe('the window that lays out a sheet', () => {
  it('runs no script and loads nothing, though a label brought some along', async () => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end()
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const content = `<script>fetch('${origin}/script')</script><image href="${origin}/image" width="5" height="5"/>
      <foreignObject width="5" height="5"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${origin}/frame"></iframe>
      <meta xmlns="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;url=${origin}/refresh"/>
      <link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="${origin}/style"/></foreignObject>
      <style>@import url(${origin}/import); svg{background:url(${origin}/background)}</style>
      <text y="5" onload="fetch('${origin}/load')">kept</text>`
    try {
      const { pdf, tried } = await app.electron.evaluate(async ({ session }, page) => {
        const { webRequest } = session.fromPartition('sheet')
        const tried: string[] = []
        webRequest.onErrorOccurred(({ url }) => void tried.push(url))
        const sheet = { title: 'Sheet', widthMm: 50.8, heightMm: 50.8, pages: [{ content: page }] }
        const pdf = await (await globalThis.codesApp!).writeSheetPdf(sheet)
        webRequest.onErrorOccurred(null)
        return { pdf: Buffer.from(pdf).toString('base64'), tried }
      }, content)
      expect((await readText(Buffer.from(pdf, 'base64'))).trim()).toBe('kept')
      expect(tried).toEqual([])
      expect(asked).toEqual([])
    } finally {
      server.close()
    }
  })

  it('has a session that reaches no address', async () => {
    await saved('pdf')
    const outcome = await app.electron.evaluate(({ session }) =>
      session
        .fromPartition('sheet')
        .fetch('http://127.0.0.1:9/')
        .then(() => 'reached', String),
    )
    expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT')
  })

  it('is gone afterwards', async () => {
    await saved('pdf')
    const addresses = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(window => window.webContents.getURL()),
    )
    expect(addresses).toEqual(['app://paydesk/rasteriser/index.html'])
  })
})

describe('the window that turns files into pixels', () => {
  it('is opened anew after a crash, and what it was drawing fails instead of hanging', async () => {
    const svg = await readFile(await saved('svg'), 'utf8')
    const outcomes = await app.electron.evaluate(async ({ BrowserWindow }, text) => {
      const { rasteriser, reasonOf } = await globalThis.codesApp!
      const drawing = rasteriser.svg(text, 300).then(() => 'drawn', reasonOf)
      BrowserWindow.getAllWindows().forEach(window => window.webContents.forcefullyCrashRenderer())
      return [await drawing, (await rasteriser.svg(text, 300)).width]
    }, svg)
    expect(outcomes).toEqual(['rasteriser-failed', 472])
  })

  it('is opened anew when it crashed while idle', async () => {
    const svg = await readFile(await saved('svg'), 'utf8')
    const width = await app.electron.evaluate(async ({ BrowserWindow }, text) => {
      const { rasteriser } = await globalThis.codesApp!
      const [window] = BrowserWindow.getAllWindows()
      const gone = new Promise(resolve => window?.webContents.once('render-process-gone', resolve))
      window?.webContents.forcefullyCrashRenderer()
      await gone
      return (await rasteriser.svg(text, 300)).width
    }, svg)
    expect(width).toBeGreaterThan(400)
  })

  it('goes when it is not used', async () => {
    const svg = await readFile(await saved('svg'), 'utf8')
    const left = await app.electron.evaluate(async ({ BrowserWindow, app: electronApp }, text) => {
      const before = BrowserWindow.getAllWindows().length
      const opened = new Promise<Electron.BrowserWindow>(resolve => {
        electronApp.once('browser-window-created', (_event, window) => resolve(window))
      })
      const rasteriser = (await globalThis.codesApp!).openRasteriser(100)
      await rasteriser.svg(text, 300)
      const window = await opened
      if (!window.isDestroyed()) await new Promise<void>(resolve => window.once('closed', () => resolve()))
      return BrowserWindow.getAllWindows().length - before
    }, svg)
    expect(left).toBe(0)
  })
})

interface Change {
  readonly url?: string
  readonly location?: string
  readonly qr?: string
}

/** Makes a code of what the portal is told to answer, and answers its id or what `pick` takes from it. */
async function made(change?: Change): Promise<CodeId>
async function made<Picked>(change: Change, pick: (code: { portalImage: string | null }) => Picked): Promise<Picked>
async function made(change: Change = {}, pick?: (code: { portalImage: string | null }) => unknown): Promise<unknown> {
  const result = { payment: { url: change.url ?? PAGE, shortUrl: SHORT, qr: change.qr ?? PICTURE } }
  const code = await app.electron.evaluate(
    async (_electron, { result, location, portalId, options }) => {
      const { answers, service, reasonOf } = await globalThis.codesApp!
      Object.assign(answers, { result, location })
      return service.make({ portalId, paymentId: 1063, options }).catch((error: unknown) => {
        throw new Error(reasonOf(error))
      })
    },
    {
      result: JSON.stringify(result),
      location: change.location ?? PAGE,
      portalId: 'portal-1' as PortalId,
      options: OPTIONS,
    },
  )
  return pick === undefined ? code.id : pick(code)
}

async function saved(
  format: 'svg' | 'png' | 'pdf',
  { sizeMm = 40, ...given }: Partial<Omit<CodeOptions, 'sizing'>> & { sizeMm?: number } = {},
): Promise<string> {
  const codeId = await made()
  const options: CodeOptions = { ...OPTIONS, ...given, sizing: { by: 'side', mm: sizeMm } }
  const chosenFile = join(app.folder, `${sizeMm}-${options.dpi}-${options.dark.slice(1)}.${format}`)
  await app.electron.evaluate(
    async (_electron, { chosenFile, ...request }) => {
      const { answers, service } = await globalThis.codesApp!
      answers.chosenFile = chosenFile
      await service.save(request)
    },
    { codeId, options, format, caption: CAPTION, chosenFile },
  )
  return chosenFile
}

/** What the app's own check says of a file: `passed`, or why not. */
async function checked(format: 'svg' | 'png' | 'pdf', file: Buffer, address: string): Promise<string> {
  return app.electron.evaluate(
    async (_electron, { format, base64, address }) => {
      const { verifyCode, rasteriser, reasonOf } = await globalThis.codesApp!
      const bytes = Buffer.from(base64, 'base64')
      const ready =
        format === 'svg'
          ? { format, text: bytes.toString() }
          : format === 'png'
            ? { format, bytes }
            : { format, bytes, pages: 1 }
      return verifyCode(ready, address, rasteriser, { moduleMm: 1 }).then(() => 'passed', reasonOf)
    },
    { format, base64: file.toString('base64'), address },
  )
}

/** A PDF's page as poppler draws it. */
async function pagePixels(file: string, dpi: number): Promise<{ width: number; luma: Uint8Array }> {
  await run('pdftoppm', ['-r', String(dpi), '-gray', '-singlefile', file, file])
  return pixelsIn(`${file}.pgm`)
}

/** The pixels from the leftmost dark one to the rightmost. */
function inkWidth({ width, luma }: { width: number; luma: Uint8Array }): number {
  let [left, right] = [width, -1]
  luma.forEach((shade, pixel) => {
    if (shade >= 128) return
    left = Math.min(left, pixel % width)
    right = Math.max(right, pixel % width)
  })
  return right - left + 1
}

async function pixelsIn(file: string): Promise<{ width: number; luma: Uint8Array }> {
  const pgm = await readFile(file)
  const [header = '', width] = /^P5\s+(\d+)\s+\d+\s+255\s/.exec(pgm.toString('latin1', 0, 40)) ?? []
  return { width: Number(width), luma: pgm.subarray(header.length) }
}

/** Lengths of the dark runs in the first line of pixels that has any. */
function darkRunsOfFirstRow({ width, luma }: { width: number; luma: Uint8Array }): number[] {
  const first = luma.findIndex(shade => shade < 128)
  const start = Math.floor(first / width) * width
  const line = Array.from(luma.subarray(start, start + width), shade => (shade < 128 ? 'x' : ' ')).join('')
  return line
    .split(/ +/)
    .filter(dark => dark !== '')
    .map(dark => dark.length)
}
