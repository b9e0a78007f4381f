import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { codeGeometry } from '#common/codes/code-geometry'
import type { CodeOptions } from '#common/codes/code-options'
import { codeSvg } from '#common/codes/code-svg'
import type { CodeFormat, CodeId, PaymentCode, PortalPayment, PrinterList } from '#common/codes/codes.contract'
import { throwIfUnreadable } from '#common/codes/contrast'
import { singleLabel, singleLabelTexts } from '#common/labels/single-label'
import { measureFrom, piecesOf } from '#common/labels/text-pieces'
import type { PrinterPort } from '../print/printer-port'
import type { PortalCalls } from '../rest/portal-calls'
import type { ShortLinks } from '../rest/short-link'
import { finishedCode } from './finished-code'
import type { KeptLinks } from './kept-links'
import { createPaymentLinks } from './payment-links'
import { createMadeCodes } from './made-codes'
import { checkPortalImage } from './portal-image'
import { drawCode } from './qr-matrix'
import type { Rasteriser } from './rasteriser'
import type { Sheet } from './sheet-document'
import { verifyCode } from './verify-code'
import { writeChosenFile } from './write-chosen-file'

export interface Clipboard {
  writeText(text: string): void | Promise<void>
  writePng(png: Uint8Array): void | Promise<void>
}

export interface CodesServiceParts {
  readonly portal: PortalCalls
  readonly shortLinks: ShortLinks
  readonly keptLinks: Pick<KeptLinks, 'get' | 'keep' | 'remove'>
  readonly rasteriser: Pick<Rasteriser, 'pdf' | 'svg' | 'png' | 'measure' | 'warmUp'>
  readonly writePdf: (sheet: Sheet) => Promise<Uint8Array>
  readonly printer: Pick<PrinterPort, 'list' | 'print' | 'printsPages'>
  readonly clipboard: Clipboard
  /** Lets the person choose where to save; null when cancelled. */
  readonly chooseFile: (suggestedName: string, format: CodeFormat) => Promise<string | null>
  readonly now: () => Date
  /** Takes why a link could not be kept, or forgotten; the code does not depend on it. */
  readonly report: (fault: unknown) => void
}

export interface Chosen {
  readonly codeId: CodeId
  readonly options: CodeOptions
}

type Asked = PortalPayment & { readonly options: CodeOptions }

export type CodesService = ReturnType<typeof createCodesService>

/** The size of the drawing that the window shows; a saved one has the size that was asked for. */
const SHOWN: Pick<CodeOptions, 'sizing' | 'dpi'> = { sizing: { by: 'module', mm: 1 }, dpi: 300 }

/** Makes codes of payments, and lets nothing leave that was not read back and compared. */
export function createCodesService(parts: CodesServiceParts) {
  const { portal, shortLinks, keptLinks, rasteriser, printer, clipboard, report } = parts
  const links = createPaymentLinks({ portal, shortLinks, keptLinks, report })
  const codes = createMadeCodes()
  return { make, makeFromKept, draw, save, copyImage, copyLink, printers, print }

  async function make({ options, ...payment }: Asked): Promise<PaymentCode> {
    throwIfUnreadable(options)
    // Opening its window takes as long as the portal does, so both go on at once.
    rasteriser.warmUp()
    const link = await links.fetch(payment)
    await links.prove(payment, link)
    const { url, shortUrl } = link
    const fetchedAt = parts.now().toISOString()
    const facts = { ...payment, shortUrl, fetchedAt, isFromKept: false, isTargetProven: true }
    const [code] = await Promise.all([
      made({ ...facts, id: newId(), portalImage: checkPortalImage(link.image, shortUrl) }, options),
      keptLinks.keep([{ ...payment, url, shortUrl, fetchedAt, isTargetProven: true }]).catch(report),
    ])
    return code
  }

  async function makeFromKept({ options, ...payment }: Asked): Promise<PaymentCode> {
    const { shortUrl, fetchedAt, isTargetProven } = await keptLinks.get(payment)
    const facts = { ...payment, shortUrl, fetchedAt, isFromKept: true, isTargetProven }
    return made({ ...facts, id: newId(), portalImage: null }, options)
  }

  async function draw({ codeId, options }: Chosen): Promise<PaymentCode> {
    return made(codes.get(codeId), options)
  }

  /** Draws a link, reads the drawing back, and remembers the code, so that it can be saved and printed. */
  async function made(facts: CodeFacts, options: CodeOptions): Promise<PaymentCode> {
    throwIfUnreadable(options)
    const matrix = drawCode(facts.shortUrl, options)
    const geometry = codeGeometry(matrix.moduleCount, { ...options, ...SHOWN })
    const svg = codeSvg(matrix, geometry, options)
    await verifyCode({ format: 'svg', text: svg }, facts.shortUrl, rasteriser, geometry)
    const code = { ...facts, svg, moduleCount: matrix.moduleCount, errorCorrection: matrix.level }
    codes.keep(code)
    return code
  }

  async function save(request: Chosen & { format: CodeFormat; caption: string }): Promise<string | null> {
    const code = codes.get(request.codeId)
    const bytes = await verifiedFile(code, request)
    const path = await parts.chooseFile(`payment-${code.paymentId}.${request.format}`, request.format)
    if (path === null) return null
    await writeChosenFile(path, bytes)
    return basename(path)
  }

  async function copyImage({ codeId, options }: Chosen): Promise<void> {
    throwIfUnreadable(options)
    await clipboard.writePng(await finishedCode(codes.get(codeId).shortUrl, { options, format: 'png' }, rasteriser))
  }

  async function copyLink(codeId: CodeId): Promise<void> {
    await clipboard.writeText(codes.get(codeId).shortUrl)
  }

  async function printers(): Promise<PrinterList> {
    return { ...(await printer.list()), printsPages: printer.printsPages }
  }

  async function print(request: Chosen & { printer: string; caption: string }): Promise<string> {
    const { sheet, pdf } = await verifiedPdf(codes.get(request.codeId), request)
    return printer.print({ printer: request.printer, sheet, pdf, copies: 1, pages: null })
  }

  async function verifiedFile(
    { shortUrl, ...code }: PaymentCode,
    { format, options, caption }: { format: CodeFormat; options: CodeOptions; caption: string },
  ): Promise<Uint8Array> {
    throwIfUnreadable(options)
    if (format === 'pdf') return (await verifiedPdf({ ...code, shortUrl }, { options, caption })).pdf
    return finishedCode(shortUrl, { options, format }, rasteriser)
  }

  async function verifiedPdf(
    { shortUrl }: PaymentCode,
    { options, caption }: { options: CodeOptions; caption: string },
  ): Promise<{ sheet: Sheet; pdf: Uint8Array }> {
    throwIfUnreadable(options)
    const pieces = piecesOf(singleLabelTexts(caption, shortUrl))
    const measure = measureFrom(pieces, await rasteriser.measure(pieces))
    const matrix = drawCode(shortUrl, options)
    const label = singleLabel({ matrix, options, caption, address: shortUrl, measure })
    const sheet: Sheet = { title: caption, ...label, pages: [label] }
    const pdf = await parts.writePdf(sheet)
    await verifyCode({ format: 'pdf', bytes: pdf, pages: sheet.pages.length }, shortUrl, rasteriser, label)
    return { sheet, pdf }
  }
}

/** What a code is of, whatever it looks like. */
type CodeFacts = Omit<PaymentCode, 'svg' | 'moduleCount' | 'errorCorrection'>

function newId(): CodeId {
  return randomUUID() as CodeId
}
