import { DEFAULT_CODE_OPTIONS, type CodeOptions } from '#common/codes/code-options'
import type { CodeId } from '#common/codes/codes.contract'
import { AppError } from '#common/ipc/app-error'
import { parseJson } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCode } from '../../../../../electron/main/codes/code-reader'
import { createCodesService, type CodesServiceParts } from '../../../../../electron/main/codes/codes.service'
import { createKeptLinks } from '../../../../../electron/main/codes/kept-links'
import { readPng } from '../../../../../electron/main/codes/png-reader'
import { drawCode } from '../../../../../electron/main/codes/qr-matrix'
import type { PrintJob } from '../../../../../electron/main/print/printer-port'
import { fakePdf, fakeRasteriser } from '../../../../support/codes-fakes'
import { picture, rgbaPng } from '../../../../support/codes-pixels'

const PORTAL = 'portal-1' as PortalId
const SHORT = 'https://shop.example/~aB3dE'
const ACCESS = '00112233445566778899aabbccddeeff'
const PAGE = `https://shop.example/pub/site/10/pay/?orderId=5001&access=${ACCESS}&paymentId=1063`
const PICTURE = rgbaPng(picture(drawCode(SHORT), 13, 0)).toString('base64')
const PAYMENT = { portalId: PORTAL, paymentId: 1063 }
const OPTIONS = DEFAULT_CODE_OPTIONS
const REQUEST = { ...PAYMENT, options: OPTIONS }
const NOW = new Date('2026-03-01T10:00:00.000Z')

let folder: string
let keptFolder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-service-'))
  keptFolder = await mkdtemp(join(tmpdir(), 'paydesk-kept-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
  await rm(keptFolder, { recursive: true, force: true })
})

/** A service that works, and what it did to the world. */
function working(overrides: Partial<CodesServiceParts> = {}) {
  const seen = {
    calls: [] as unknown[],
    asked: [] as string[],
    texts: [] as string[],
    pictures: [] as Uint8Array[],
    jobs: [] as PrintJob[],
    faults: [] as unknown[],
  }
  const keptLinks = createKeptLinks({ folder: keptFolder, onTrouble: () => undefined, changed: () => undefined })
  const service = createCodesService({
    portal: portalAnswering({ payment: { url: PAGE, shortUrl: SHORT, qr: PICTURE } }, seen.calls),
    shortLinks: {
      locationOf: address => {
        seen.asked.push(address)
        return Promise.resolve(PAGE)
      },
    },
    keptLinks,
    rasteriser: fakeRasteriser(),
    writePdf: sheet => Promise.resolve(fakePdf(sheet)),
    printer: {
      printsPages: true,
      list: () => Promise.resolve({ state: 'none' as const, printers: [] }),
      print: job => {
        seen.jobs.push(job)
        return Promise.resolve('Queue-7')
      },
    },
    clipboard: {
      writeText: text => void seen.texts.push(text),
      writePng: png => void seen.pictures.push(png),
    },
    chooseFile: suggestedName => Promise.resolve(join(folder, suggestedName)),
    now: () => NOW,
    report: fault => void seen.faults.push(fault),
    ...overrides,
  })
  return { service, seen, keptLinks }
}

function portalAnswering(result: unknown, calls: unknown[] = []): CodesServiceParts['portal'] {
  return {
    call: (...parameters) => {
      calls.push(parameters)
      const parsed = parseJson(JSON.stringify(result))
      return parsed.ok ? Promise.resolve({ value: parsed.value }) : Promise.reject(new Error('not JSON'))
    },
  }
}

const ask = (codeId: CodeId, options: Partial<CodeOptions> = {}) => ({
  codeId,
  options: { ...OPTIONS, ...options },
  caption: 'Payment 1063',
})
const side = (mm: number) => ({ sizing: { by: 'side', mm } }) as const

describe('making a code', () => {
  it('answers the drawn code of the link that the portal gave', async () => {
    const { service, seen } = working()
    expect(await service.make(REQUEST)).toMatchObject({
      ...PAYMENT,
      shortUrl: SHORT,
      fetchedAt: NOW.toISOString(),
      moduleCount: 29,
      errorCorrection: 'Q',
      portalImage: 'same',
      isFromKept: false,
      isTargetProven: true,
    })
    expect(seen.calls).toEqual([[PORTAL, 'salescenter.payment.getPublicUrl', '{"id":1063}', {}]])
    expect(seen.asked).toEqual([SHORT])
  })

  it.each([
    { what: 'is cut', qr: PICTURE.slice(0, 300) + PICTURE.slice(388), portalImage: 'damaged' },
    {
      what: 'holds another link',
      qr: rgbaPng(picture(drawCode(`${SHORT}2`), 13, 0)).toString('base64'),
      portalImage: 'different',
    },
    { what: 'is absent', qr: undefined, portalImage: 'missing' },
  ])("flags the portal's picture when it $what, and makes the code all the same", async ({ qr, portalImage }) => {
    const { service } = working({ portal: portalAnswering({ payment: { url: PAGE, shortUrl: SHORT, qr } }) })
    expect(await service.make(REQUEST)).toMatchObject({ shortUrl: SHORT, portalImage })
  })

  it('refuses the link of another payment without asking where it leads', async () => {
    const url = PAGE.replace('1063', '1064')
    const { service, seen } = working({ portal: portalAnswering({ payment: { url, shortUrl: SHORT } }) })
    await expectConflict(service.make(REQUEST), 'wrong-payment')
    expect(seen.asked).toEqual([])
  })

  it('says when the phone of the site is not confirmed', async () => {
    const { service } = working({ portal: portalAnswering({ connectedSiteId: 10, isPhoneConfirmed: false }) })
    await expectConflict(service.make(REQUEST), 'phone-not-confirmed')
  })

  it.each([
    { what: 'leads to another payment', location: PAGE.replace('1063', '1064'), reason: 'short-link-elsewhere' },
    { what: 'leads nowhere', location: null, reason: 'short-link-dead' },
  ])('refuses a short link that $what', async ({ location, reason }) => {
    const { service } = working({ shortLinks: { locationOf: () => Promise.resolve(location) } })
    await expectConflict(service.make(REQUEST), reason)
  })

  it('keeps no link any longer that is seen to lead elsewhere, so that nothing else is made of it', async () => {
    const astray = { locationOf: () => Promise.resolve(PAGE.replace('1063', '1064')) }
    const { service, keptLinks } = working({ shortLinks: astray })
    await keptLinks.keep([
      { ...PAYMENT, url: PAGE, shortUrl: SHORT, fetchedAt: NOW.toISOString(), isTargetProven: true },
    ])
    await expectConflict(service.make(REQUEST), 'short-link-elsewhere')
    await expect(service.makeFromKept(REQUEST)).rejects.toMatchObject({ details: { reason: 'kept-link' } })
  })

  it('says that the portal has no such payment', async () => {
    const error = new AppError('portal', 'payment is not exists', { details: { code: '200640400001', status: 400 } })
    const { service } = working({ portal: { call: () => Promise.reject(error) } })
    await expect(service.make(REQUEST)).rejects.toMatchObject({ code: 'not-found', details: { reason: 'payment' } })
  })

  it('passes other errors of the portal on', async () => {
    const error = new AppError('portal', 'Public url is not available', { details: { code: '0' } })
    const { service } = working({ portal: { call: () => Promise.reject(error) } })
    await expect(service.make(REQUEST)).rejects.toBe(error)
  })

  it('refuses a drawing that does not hold the link', async () => {
    const other = picture(drawCode(`${SHORT}2`), 4, 4)
    const { service } = working({ rasteriser: { ...fakeRasteriser(), svg: () => Promise.resolve(other) } })
    await expectConflict(service.make(REQUEST), 'code-differs')
  })

  it('keeps the access hash out of what it answers and out of its errors', async () => {
    const { service } = working()
    expect(JSON.stringify(await service.make(REQUEST))).not.toContain(ACCESS)
    for (const portal of [
      portalAnswering({ payment: { url: PAGE.replace('1063', '1'), shortUrl: SHORT } }),
      portalAnswering({ payment: { url: PAGE, shortUrl: 'https://x.example/~1' } }),
    ]) {
      const error = await working({ portal })
        .service.make(REQUEST)
        .catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(AppError)
      expect(String(error) + JSON.stringify(error)).not.toMatch(/example|00112233/)
    }
  })
})

describe('drawing a code with other options', () => {
  it('keeps what was proven of it, and asks no portal', async () => {
    const { service, seen } = working()
    const code = await service.make(REQUEST)
    const drawn = await service.draw({
      codeId: code.id,
      options: { ...OPTIONS, level: 'H', raisesLevel: false, dark: '#005a2b' },
    })
    expect(drawn).toMatchObject({ ...code, svg: drawn.svg, moduleCount: 33, errorCorrection: 'H' })
    expect(drawn.svg).toContain('fill="#005a2b"')
    expect(seen.calls).toHaveLength(1)
  })

  it('refuses colours that scanners cannot tell apart', async () => {
    const { service } = working()
    const { id } = await service.make(REQUEST)
    await expect(service.draw({ codeId: id, options: { ...OPTIONS, dark: '#c0c0c0' } })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { reason: 'contrast-too-low' },
    })
  })
})

describe('a kept link', () => {
  const LATER = new Date('2026-03-04T10:00:00.000Z')
  const OUT_OF_REACH = new AppError('network', 'No usable answer came', { details: { layer: 'dns' } })
  const unreachable = { call: () => Promise.reject(OUT_OF_REACH) }

  it('is what was fetched last, and makes the same code without the portal', async () => {
    const made = await working().service.make(REQUEST)
    const { service, seen } = working({ portal: unreachable, now: () => LATER })
    const again = await service.makeFromKept(REQUEST)
    expect(again).toMatchObject({
      ...PAYMENT,
      shortUrl: SHORT,
      svg: made.svg,
      fetchedAt: NOW.toISOString(),
      isFromKept: true,
      isTargetProven: true,
      portalImage: null,
    })
    expect(seen.asked).toEqual([])
    expect(await service.save({ ...ask(again.id), format: 'png' })).toBe('payment-1063.png')
    const png = readPng(await readFile(join(folder, 'payment-1063.png')))
    expect(png.ok && readCode(png.image)?.text).toBe(SHORT)
    expect(await service.print({ ...ask(again.id), printer: 'Labels' })).toBe('Queue-7')
  })

  it('is read back like any other before it is answered', async () => {
    await working().service.make(REQUEST)
    const other = picture(drawCode(`${SHORT}2`), 4, 4)
    const { service } = working({ rasteriser: { ...fakeRasteriser(), svg: () => Promise.resolve(other) } })
    await expectConflict(service.makeFromKept(REQUEST), 'code-differs')
  })

  it('stays when the portal cannot be reached', async () => {
    await working().service.make(REQUEST)
    const { service, keptLinks } = working({ portal: unreachable })
    await expect(service.make(REQUEST)).rejects.toBe(OUT_OF_REACH)
    expect(await keptLinks.list(PORTAL)).toHaveLength(1)
  })

  it('goes when the portal says that the payment does not exist', async () => {
    await working().service.make(REQUEST)
    const gone = new AppError('portal', 'payment is not exists', { details: { code: '200640400001', status: 400 } })
    const { service, keptLinks } = working({ portal: { call: () => Promise.reject(gone) } })
    await expect(service.make(REQUEST)).rejects.toMatchObject({ code: 'not-found' })
    expect(await keptLinks.list(PORTAL)).toEqual([])
  })

  it('is not made of a link whose target was not proven', async () => {
    const { service, keptLinks } = working({ shortLinks: { locationOf: () => Promise.resolve(null) } })
    await expectConflict(service.make(REQUEST), 'short-link-dead')
    expect(await keptLinks.list(PORTAL)).toEqual([])
    await expect(service.makeFromKept(REQUEST)).rejects.toMatchObject({
      code: 'not-found',
      details: { reason: 'kept-link' },
    })
  })

  it('is no condition of the code: one that cannot be written is only told', async () => {
    const fault = new AppError('internal', 'A file could not be written', { details: { reason: 'disk' } })
    const { service, seen, keptLinks } = working()
    const failing = working({ keptLinks: { ...keptLinks, keep: () => Promise.reject(fault) } })
    expect(await failing.service.make(REQUEST)).toMatchObject({ shortUrl: SHORT })
    expect(failing.seen.faults).toEqual([fault])
    await service.make(REQUEST)
    expect(seen.faults).toEqual([])
  })
})

describe('saving a code', () => {
  it('writes a PNG that holds the link', async () => {
    const { service } = working()
    const { id } = await service.make(REQUEST)
    expect(await service.save({ ...ask(id), format: 'png' })).toBe('payment-1063.png')
    const png = readPng(await readFile(join(folder, 'payment-1063.png')))
    expect(png.ok && readCode(png.image)?.text).toBe(SHORT)
  })

  it('writes an SVG of the asked size and colours', async () => {
    const { service } = working()
    const { id } = await service.make(REQUEST)
    await service.save({ ...ask(id, { ...side(50.8), dark: '#0b3d91', light: '#fff4e0' }), format: 'svg' })
    const svg = await readFile(join(folder, 'payment-1063.svg'), 'utf8')
    expect(svg).toContain('width="50.8mm"')
    expect(svg).toContain('fill="#0b3d91"')
    expect(svg).toContain('fill="#fff4e0"')
  })

  it('writes the PDF of a label with its caption and link', async () => {
    const { service } = working()
    const { id } = await service.make(REQUEST)
    await service.save({ ...ask(id), format: 'pdf' })
    const pdf = await readFile(join(folder, 'payment-1063.pdf'), 'utf8')
    expect(pdf).toContain('>Payment 1063<')
    expect(pdf).toContain(`>${SHORT}<`)
  })

  it('writes nothing when the choice of a file is cancelled', async () => {
    const { service } = working({ chooseFile: () => Promise.resolve(null) })
    const { id } = await service.make(REQUEST)
    expect(await service.save({ ...ask(id), format: 'png' })).toBeNull()
    expect(await readdir(folder)).toEqual([])
  })

  it.each(['svg', 'png', 'pdf'] as const)('leaves the old file alone when a %s fails the check', async format => {
    let isBroken = false
    const broken = picture(drawCode(`${SHORT}2`), 4, 4)
    const good = fakeRasteriser()
    const { service } = working({
      rasteriser: {
        ...good,
        svg: text => (isBroken ? Promise.resolve(broken) : good.svg(text)),
        png: file => (isBroken ? Promise.resolve(broken) : good.png(file)),
        pdf: file => (isBroken ? Promise.resolve([broken]) : good.pdf(file)),
      },
    })
    const { id } = await service.make(REQUEST)
    await writeFile(join(folder, `payment-1063.${format}`), 'old')
    isBroken = true
    await expectConflict(service.save({ ...ask(id), format }), 'code-differs')
    expect(await readFile(join(folder, `payment-1063.${format}`), 'utf8')).toBe('old')
  })

  it('says when the file cannot be written, and leaves nothing behind', async () => {
    const { service } = working({ chooseFile: () => Promise.resolve(join(folder, 'no-such-folder', 'code.svg')) })
    const { id } = await service.make(REQUEST)
    await expect(service.save({ ...ask(id), format: 'svg' })).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'file-not-written', system: 'ENOENT' },
    })
    expect(await readdir(folder)).toEqual([])
  })

  it('refuses a square with fewer dots than the code has modules', async () => {
    const shortUrl = `${SHORT}${'x'.repeat(270)}`
    const { service } = working({ portal: portalAnswering({ payment: { url: PAGE, shortUrl } }) })
    const { id } = await service.make(REQUEST)
    expect(await service.save({ ...ask(id, side(10)), format: 'png' })).toBe('payment-1063.png')
    await expect(service.save({ ...ask(id, side(6)), format: 'png' })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { reason: 'code-too-small' },
    })
  })

  it('refuses a picture that is too large to be read back', async () => {
    const { service } = working()
    const { id } = await service.make(REQUEST)
    await expect(service.save({ ...ask(id, { ...side(200), dpi: 1200 }), format: 'png' })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { reason: 'picture-too-large', largestMm: 105 },
    })
  })

  it.each(['svg', 'png', 'pdf'] as const)('makes no %s in colours that scanners cannot tell apart', async format => {
    const { service } = working()
    const { id } = await service.make(REQUEST)
    const inverted = { dark: '#ffffff', light: '#000000' }
    await expect(service.save({ ...ask(id, inverted), format })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { reason: 'contrast-too-low' },
    })
    expect(await readdir(folder)).toEqual([])
  })

  it('says that it no longer knows a code', async () => {
    const { service } = working()
    await expect(service.save({ ...ask('gone' as CodeId), format: 'png' })).rejects.toMatchObject({
      code: 'not-found',
      details: { reason: 'code' },
    })
  })
})

describe('copying a code', () => {
  it('puts a PNG that holds the link on the clipboard', async () => {
    const { service, seen } = working()
    const { id } = await service.make(REQUEST)
    await service.copyImage(ask(id))
    const png = readPng(seen.pictures[0] ?? new Uint8Array())
    expect(png.ok && readCode(png.image)?.text).toBe(SHORT)
  })

  it('puts the short link on the clipboard', async () => {
    const { service, seen } = working()
    const { id } = await service.make(REQUEST)
    await service.copyLink(id)
    expect(seen.texts).toEqual([SHORT])
  })
})

describe('printing a code', () => {
  it('hands the checked PDF to the chosen printer under the caption', async () => {
    const { service, seen } = working()
    const { id } = await service.make(REQUEST)
    expect(await service.print({ ...ask(id), printer: 'Labels' })).toBe('Queue-7')
    const [job] = seen.jobs
    expect(job).toMatchObject({ printer: 'Labels', sheet: { title: 'Payment 1063' }, copies: 1, pages: null })
    expect(job && Buffer.from(job.pdf)).toEqual(job && fakePdf(job.sheet))
  })

  it('hands nothing on when the PDF fails the check', async () => {
    const { service, seen } = working({
      writePdf: sheet => Promise.resolve(fakePdf({ ...sheet, pages: [...sheet.pages, ...sheet.pages] })),
    })
    const { id } = await service.make(REQUEST)
    await expectConflict(service.print({ ...ask(id), printer: 'Labels' }), 'page-count-differs')
    expect(seen.jobs).toEqual([])
  })
})

async function expectConflict(work: Promise<unknown>, reason: string): Promise<void> {
  await expect(work).rejects.toMatchObject({ code: 'conflict', details: { reason } })
}
