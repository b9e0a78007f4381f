import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { codeGeometry, PRINT_DPI, type CodeGeometry } from '#common/codes/code-geometry'
import { codeLabel } from '#common/codes/code-label'
import { ofSide, type PrinterResolution } from '#common/codes/code-options'
import { codeSvg } from '#common/codes/code-svg'
import type {
  CodeFormat,
  CodeId,
  PaymentCode,
  PngResolution,
  PortalPayment,
  PrinterList,
} from '#common/codes/codes.contract'
import { AppError } from '#common/ipc/app-error'
import type { PrinterPort } from '../print/printer-port'
import type { PortalCalls } from '../rest/portal-calls'
import type { ShortLinks } from '../rest/short-link'
import { replaceFile } from '../storage/write-whole-file'
import type { KeptLinks } from './kept-links'
import { createPaymentLinks } from './payment-links'
import { createMadeCodes, type MadeCode } from './made-codes'
import { writeCodePng } from './png-writer'
import { checkPortalImage } from './portal-image'
import { drawCode } from './qr-matrix'
import type { Rasteriser } from './rasteriser'
import type { Sheet } from './sheet-document'
import { verifyCode } from './verify-code'

export interface Clipboard {
  writeText(text: string): void | Promise<void>
  writePng(png: Uint8Array): void | Promise<void>
}

export interface CodesServiceParts {
  readonly portal: PortalCalls
  readonly shortLinks: ShortLinks
  readonly keptLinks: Pick<KeptLinks, 'get' | 'keep' | 'remove'>
  readonly rasteriser: Pick<Rasteriser, 'pdf' | 'svg' | 'png' | 'warmUp'>
  readonly writePdf: (sheet: Sheet) => Promise<Uint8Array>
  readonly printer: Pick<PrinterPort, 'list' | 'print'>
  readonly clipboard: Clipboard
  /** Lets the person choose where to save; null when cancelled. */
  readonly chooseFile: (suggestedName: string, format: CodeFormat) => Promise<string | null>
  readonly now: () => Date
  /** Takes why a link could not be kept, or forgotten; the code does not depend on it. */
  readonly report: (fault: unknown) => void
}

export interface Chosen {
  readonly codeId: CodeId
  readonly sizeMm: number
}

export type CodesService = ReturnType<typeof createCodesService>

/** The size of the drawing that the window shows; a saved one has the size that was asked for. */
const SHOWN_SIZE_MM = 40
/** A saved code is the person's own file, so it gets what the system gives to new files. */
const SAVED_FILE_MODE = 0o666

/** Makes codes of payments, and lets nothing leave that was not read back and compared. */
export function createCodesService(parts: CodesServiceParts) {
  const { portal, shortLinks, keptLinks, rasteriser, printer, clipboard, report } = parts
  const links = createPaymentLinks({ portal, shortLinks, keptLinks, report })
  const made = createMadeCodes()
  return { make, makeFromKept, save, copyImage, copyLink, printers, print }

  async function make(request: PortalPayment): Promise<PaymentCode> {
    // Opening its window takes as long as the portal does, so both go on at once.
    rasteriser.warmUp()
    const link = await links.fetch(request)
    await links.prove(link)
    const { url, shortUrl } = link
    const fetchedAt = parts.now().toISOString()
    const [code] = await Promise.all([
      draw(request, shortUrl, {
        fetchedAt,
        isFromKept: false,
        isTargetProven: true,
        portalImage: checkPortalImage(link.image, shortUrl),
      }),
      keptLinks.keep([{ ...request, url, shortUrl, fetchedAt, isTargetProven: true }]).catch(report),
    ])
    return code
  }

  async function makeFromKept(request: PortalPayment): Promise<PaymentCode> {
    const { shortUrl, fetchedAt, isTargetProven } = await keptLinks.get(request)
    return draw(request, shortUrl, { fetchedAt, isFromKept: true, isTargetProven, portalImage: null })
  }

  /** Draws a link, reads the drawing back, and remembers the code, so that it can be saved and printed. */
  async function draw(
    { portalId, paymentId }: PortalPayment,
    shortUrl: string,
    facts: Pick<PaymentCode, 'fetchedAt' | 'isFromKept' | 'isTargetProven' | 'portalImage'>,
  ): Promise<PaymentCode> {
    const matrix = drawCode(shortUrl)
    const svg = codeSvg(matrix, SHOWN_SIZE_MM)
    const geometry = codeGeometry(matrix.moduleCount, ofSide(SHOWN_SIZE_MM, PRINT_DPI))
    await verifyCode({ format: 'svg', text: svg }, shortUrl, rasteriser, geometry)
    const code: PaymentCode = {
      ...facts,
      id: randomUUID() as CodeId,
      portalId,
      paymentId,
      shortUrl,
      svg,
      moduleCount: matrix.moduleCount,
      errorCorrection: matrix.level,
    }
    made.keep({ code, matrix })
    return code
  }

  async function save(
    request: Chosen & { format: CodeFormat; dpi: PngResolution; caption: string },
  ): Promise<string | null> {
    const target = made.get(request.codeId)
    const bytes = await verifiedFile(target, request)
    const path = await parts.chooseFile(`payment-${target.code.paymentId}.${request.format}`, request.format)
    if (path === null) return null
    await writeWhole(path, bytes)
    return basename(path)
  }

  async function copyImage(request: Chosen & { dpi: PngResolution }): Promise<void> {
    await clipboard.writePng(await verifiedPng(made.get(request.codeId), request))
  }

  async function copyLink(codeId: CodeId): Promise<void> {
    await clipboard.writeText(made.get(codeId).code.shortUrl)
  }

  function printers(): Promise<PrinterList> {
    return printer.list()
  }

  async function print(request: Chosen & { printer: string; caption: string }): Promise<string> {
    const { sheet, pdf } = await verifiedPdf(made.get(request.codeId), { ...request, dpi: PRINT_DPI })
    return printer.print({ printer: request.printer, sheet, pdf, copies: 1, pages: null })
  }

  async function verifiedFile(
    target: MadeCode,
    request: Chosen & { format: CodeFormat; dpi: PngResolution; caption: string },
  ): Promise<Uint8Array> {
    switch (request.format) {
      case 'svg': {
        const text = codeSvg(target.matrix, request.sizeMm)
        await verifyCode({ format: 'svg', text }, target.code.shortUrl, rasteriser, geometryOf(target, request))
        return Buffer.from(text)
      }
      case 'png':
        return verifiedPng(target, request)
      case 'pdf':
        return (await verifiedPdf(target, request)).pdf
    }
  }

  async function verifiedPng(target: MadeCode, request: Chosen & { dpi: PngResolution }): Promise<Uint8Array> {
    const geometry = geometryOf(target, request)
    const bytes = writeCodePng(target.matrix, geometry)
    await verifyCode({ format: 'png', bytes }, target.code.shortUrl, rasteriser, geometry)
    return bytes
  }

  async function verifiedPdf(
    target: MadeCode,
    request: Chosen & { dpi: PngResolution; caption: string },
  ): Promise<{ sheet: Sheet; pdf: Uint8Array }> {
    const { shortUrl } = target.code
    const geometry = geometryOf(target, request)
    const label = codeLabel(target.matrix, geometry, request.caption, shortUrl)
    const sheet: Sheet = { title: request.caption, ...label, pages: [label] }
    const pdf = await parts.writePdf(sheet)
    await verifyCode({ format: 'pdf', bytes: pdf, pages: sheet.pages.length }, shortUrl, rasteriser, geometry)
    return { sheet, pdf }
  }
}

function geometryOf(target: MadeCode, request: { sizeMm: number; dpi: PrinterResolution }): CodeGeometry {
  return codeGeometry(target.matrix.moduleCount, ofSide(request.sizeMm, request.dpi))
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await replaceFile(path, bytes, SAVED_FILE_MODE)
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new AppError('conflict', 'The file could not be written', {
      details: { reason: 'file-not-written', system: code },
      cause: error,
    })
  }
}
