import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_CODE_OPTIONS } from '#common/codes/code-options'
import type { LabelRequest, MadeSheet, SheetId } from '#common/labels/labels.contract'
import type { PortalId } from '#common/portals/portals.contract'
import { labelPlaces } from '#common/sheets/plan-sheet'
import { NO_CALIBRATION } from '#common/sheets/sheet-setup'
import type { StockId } from '#common/sheets/stock'
import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import { codePath } from '#common/codes/code-svg'
import { drawCode } from '../../electron/main/codes/qr-matrix'
import { startCodesApp, type RunningCodesApp } from '../support/codes-app'
import { animatedPng, CMYK_JPEG, JPEG, png } from '../support/pictures'
import { seededRandom } from '../support/seeded-random'
import { readCells, readPageSize, readText } from '../support/codes-zbar'

const PORTAL = 'p1' as PortalId
const AVERY = 'avery-l7160' as StockId
const IDS = Array.from({ length: 20 }, (_, index) => 1001 + index)

let app: RunningCodesApp
beforeAll(async () => {
  app = await startCodesApp()
  await app.electron.evaluate(
    async (_, { ids, portalId }) => {
      const { keptLinks, answers } = await globalThis.codesApp!
      await keptLinks.keep(
        ids.map(paymentId => ({
          portalId,
          paymentId,
          url: `https://shop.example/pay/?paymentId=${String(paymentId)}`,
          shortUrl: `https://shop.example/~${String(paymentId)}`,
          fetchedAt: '2026-01-02T03:04:05.000Z',
          isTargetProven: paymentId % 2 === 0,
        })),
      )
      answers.payers = Object.fromEntries(ids.map(id => [id, `Константин Константинопольский ${String(id)}`]))
    },
    { ids: IDS, portalId: PORTAL },
  )
})
afterAll(() => app.close())

describe('twenty labels of an Avery sheet, from the fifth on', () => {
  let sheet: MadeSheet

  it('are verified, one by one, on two pages', async () => {
    sheet = await made({ paymentIds: [...IDS, 77] })
    expect(sheet).toMatchObject({
      pageCount: 2,
      widthMm: 210,
      heightMm: 297,
      labelCount: 20,
      verifiedCount: 20,
      failed: [],
      cutCount: 0,
      unprovenCount: 10,
      oldestFetchedAt: '2026-01-02T03:04:05.000Z',
    })
    expect(await told()).toEqual(['drawing', 'laying-out', 'verifying'])
  })

  it('are read by another program from the saved PDF, each at its place', async () => {
    const pdf = join(app.folder, 'labels.pdf')
    expect(await saved(sheet.id, pdf)).toBe('labels.pdf')
    const bytes = await readFile(pdf)
    expect(await readPageSize(bytes)).toBe('595.276 x 841.89')
    expect((await readText(bytes)).replace(/\s+/g, ' ')).toContain('Константинопольский 1020')
    const codes = await readCells(bytes, stockOf(AVERY))
    expect(codes.flat()).toEqual(IDS.map(id => `https://shop.example/~${String(id)}`))
    expect(codes.map(({ length }) => length)).toEqual([17, 3])
  })

  it('are shown as they are in it', async () => {
    const picture = await app.electron.evaluate(
      async (_, sheetId) => (await globalThis.codesApp!).labels.page({ sheetId, page: 2, dpi: 60 }),
      sheet.id,
    )
    const png = Buffer.from(picture.dataUrl.replace('data:image/png;base64,', ''), 'base64')
    expect(png.readUInt32BE(16)).toBe(Math.ceil((210 * 60) / 25.4))
  })
})

describe('a sheet that was not printed as it was drawn', () => {
  const { label } = stockOf(AVERY)
  const [, , , , fifth = { xMm: 0, yMm: 0 }] = labelPlaces(stockOf(AVERY), 'rows', NO_CALIBRATION)
  const other = drawCode('https://shop.example/~1002', DEFAULT_CODE_OPTIONS)
  const square = (fill: string): string =>
    `<rect x="${fifth.xMm}" y="${fifth.yMm}" width="26" height="${label.heightMm}" fill="${fill}"/>`
  const codeAt = { xMm: fifth.xMm + 1.5, yMm: fifth.yMm + (label.heightMm - 25) / 2 }
  const frame = `<rect x="${codeAt.xMm + 2.5}" y="${codeAt.yMm + 2.5}" width="20" height="20" fill="none" stroke="#222" stroke-width="1.4"/>`

  it.each([
    ['a code painted over', { above: square('#fff') }, 'does-not-decode'],
    ['a blot on a code', { above: square('#000').replace('width="26"', 'width="13"') }, 'does-not-decode'],
    ['a dark frame in the quiet zone of a code', { above: frame }, 'without-quiet-zone'],
    [
      'the code of another payment',
      {
        above: `${square('#fff')}<path transform="translate(${fifth.xMm + 4} ${fifth.yMm + 9}) scale(0.6)" d="${codePath(other)}"/>`,
      },
      'differs',
    ],
  ])('with %s neither is saved nor printed, and says where', async (_, fault, problem) => {
    const sheet = await made({ paymentIds: IDS.slice(0, 2) }, fault)
    expect(sheet).toMatchObject({ labelCount: 2, verifiedCount: 1 })
    expect(sheet.failed).toMatchObject([{ paymentId: 1001, page: 1, problem }])
    const refusals = await app.electron.evaluate(async (_, sheetId) => {
      const { labels, reasonOf } = await globalThis.codesApp!
      const job = { sheetId, printer: 'any', copies: 1, pages: null }
      return Promise.all([labels.save(sheetId).catch(reasonOf), labels.print(job).catch(reasonOf)])
    }, sheet.id)
    expect(refusals).toEqual(['sheet-not-verified', 'sheet-not-verified'])
  })
})

describe('other papers', () => {
  it('a receipt is as long as its text', async () => {
    const sheet = await made({
      paymentIds: IDS.slice(0, 3),
      setup: { ...SETUP, stockId: 'receipt-58-mm' as StockId, startAt: 1 },
    })
    expect(sheet).toMatchObject({ pageCount: 3, verifiedCount: 3 })
    expect(sheet.heightMm).toBeLessThan(80)
  })
})

describe('a logo from a file', () => {
  const noise = (width: number, height: number): Buffer => {
    const picture = new PNG({ width, height })
    const random = seededRandom(7)
    picture.data.forEach((_, at) => (picture.data[at] = at % 4 === 3 ? 255 : random() * 256))
    return PNG.sync.write(picture)
  }
  const brokenPixels = (): Buffer => {
    const bytes = noise(60, 30)
    bytes.fill(0x55, 60, bytes.length - 40)
    return bytes
  }

  it.each<[string, () => Buffer, number]>([
    ['a PNG', () => png(1200, 600), 0.5],
    ['a PNG of many colours', () => noise(900, 900), 1],
    ['the first picture of an animated PNG', animatedPng, 0.5],
    ['a JPEG', () => JPEG, 0.5],
    ['a JPEG in the colours of print', () => CMYK_JPEG, 0.5],
  ])('is %s, drawn anew', async (_, bytes, ratio) => {
    const { dataUrl, ratio: drawn } = (await logoOf(bytes())) as { dataUrl: string; ratio: number }
    expect(drawn).toBeCloseTo(ratio, 2)
    const { width, height } = PNG.sync.read(Buffer.from(dataUrl.replace('data:image/png;base64,', ''), 'base64'))
    expect(Math.max(width, height)).toBeLessThanOrEqual(600)
    expect(height / width).toBeCloseTo(ratio, 2)
  })

  it.each<[string, () => Buffer, string]>([
    ['whose pixels are damaged', brokenPixels, 'logo-damaged'],
    ['that is a line', () => png(600, 2), 'logo-too-narrow'],
  ])('is not taken from a picture %s', async (_, bytes, reason) => {
    expect(await logoOf(bytes())).toBe(reason)
    expect(await logoOf(png(20, 10))).toMatchObject({ ratio: 0.5 })
  })
})

describe('the making of a sheet', () => {
  it('is left at once when it is cancelled, and nothing of it is kept', async () => {
    const reason = await app.electron.evaluate(async (_, request) => {
      const { labels, steps } = await globalThis.codesApp!
      steps.length = 0
      const making = labels.make(request).catch((error: unknown) => (error as { code: string }).code)
      while (!steps.some(({ step }) => step === 'laying-out')) await new Promise(resolve => setImmediate(resolve))
      labels.cancel()
      return making
    }, requestOf({}))
    expect(reason).toBe('cancelled')
  })

  it.each([30, 80, 130, 180, 230])('can be begun anew after it was left %i ms after its start', async waitMs => {
    await app.electron.evaluate(
      async (_, { request, afterMs }) => {
        const { labels } = await globalThis.codesApp!
        const making = labels.make(request).catch(() => undefined)
        await new Promise(resolve => setTimeout(resolve, afterMs))
        labels.cancel()
        await making
      },
      { request: requestOf({}), afterMs: waitMs },
    )
    expect(await made({ paymentIds: IDS.slice(0, 2) })).toMatchObject({ verifiedCount: 2 })
  })

  it.each([
    ['no link is kept of any of them', { paymentIds: [77] }, 'kept-link'],
    ['the first label is not on the sheet', { setup: { startAt: 99 } }, 'start-beyond-stock'],
    [
      'there are too many of them',
      { setup: { copies: 100 }, paymentIds: Array.from({ length: 101 }, (_, at) => at + 1) },
      'too-many-labels',
    ],
    ['the code is larger than its label', { code: { sizing: { by: 'side', mm: 60 } } }, 'label-too-small'],
    ['its colours are too close', { code: { dark: '#cccccc' } }, 'contrast-too-low'],
  ])('is refused where %s', async (_, changes, reason) => {
    const { code = {}, setup = {}, ...rest } = changes as { code?: object; setup?: object }
    const request = requestOf({ ...rest, setup: { ...SETUP, ...setup } })
    const design = { ...request.design, code: { ...request.design.code, ...code } }
    const refusal = await app.electron.evaluate(
      async (_, asked) => {
        const { labels, reasonOf } = await globalThis.codesApp!
        return labels.make(asked).catch(reasonOf)
      },
      { ...request, design },
    )
    expect(refusal).toBe(reason)
  })
})

const SETUP: LabelRequest['setup'] = {
  stockId: AVERY,
  startAt: 5,
  copies: 1,
  order: 'rows',
  hasCutMarks: true,
  hasRuler: true,
}

function requestOf(changes: Partial<LabelRequest>): LabelRequest {
  return {
    portalId: PORTAL,
    paymentIds: IDS,
    design: {
      code: DEFAULT_CODE_OPTIONS,
      codePlace: 'left',
      align: 'start',
      textMm: 2.5,
      lines: [
        { template: '{order}', size: 'normal', isBold: true },
        { template: '{payer}', size: 'normal', isBold: false },
        { template: '{sum}', size: 'large', isBold: true },
        { template: '{link}', size: 'small', isBold: false },
      ],
      logo: null,
    },
    setup: SETUP,
    printer: null,
    locale: 'en',
    title: 'Labels of the test',
    verifiedNote: null,
    ...changes,
  }
}

async function made(
  changes: Partial<LabelRequest>,
  fault: { below?: string; above?: string } = {},
): Promise<MadeSheet> {
  return app.electron.evaluate(
    async (_, { request, below, above }) => {
      const { labels, answers, steps } = await globalThis.codesApp!
      steps.length = 0
      Object.assign(answers, { below, above })
      try {
        return await labels.make(request)
      } finally {
        Object.assign(answers, { below: '', above: '' })
      }
    },
    { request: requestOf(changes), below: fault.below ?? '', above: fault.above ?? '' },
  )
}

async function told(): Promise<string[]> {
  const steps = await app.electron.evaluate(async () => (await globalThis.codesApp!).steps)
  return [...new Set(steps.map(({ step }) => step))]
}

/** The logo, or why it was refused. */
async function logoOf(bytes: Buffer): Promise<unknown> {
  const path = join(app.folder, 'logo.png')
  await writeFile(path, bytes)
  return app.electron.evaluate(async (_, from) => {
    const { readLogo, reasonOf } = await globalThis.codesApp!
    return readLogo(from).catch(reasonOf)
  }, path)
}

function saved(id: SheetId, file: string): Promise<string | null> {
  return app.electron.evaluate(
    async (_, { id, file }) => {
      const { labels, answers } = await globalThis.codesApp!
      answers.chosenFile = file
      return labels.save(id)
    },
    { id, file },
  )
}

function stockOf(id: StockId) {
  const stock = BUILT_IN_STOCKS.find(known => known.id === id)
  if (stock === undefined) throw new Error('No such stock')
  return stock
}
