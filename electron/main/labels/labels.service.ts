import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { throwIfUnreadable } from '#common/codes/contrast'
import { AppError } from '#common/ipc/app-error'
import { MAX_LABELS, type LabelRequest, type MadeSheet, type SheetId } from '#common/labels/labels.contract'
import type { LabelLogo } from '#common/labels/label-design'
import { printedFacts, type LabelFacts } from '#common/labels/label-texts'
import type { PortalId } from '#common/portals/portals.contract'
import { calibrationPage } from '#common/sheets/calibration-page'
import { planSheet } from '#common/sheets/plan-sheet'
import { NO_CALIBRATION, type Calibration } from '#common/sheets/sheet-setup'
import type { Stock, StockId } from '#common/sheets/stock'
import { throwIfCancelled } from '../codes/cancellation'
import type { KeptLink, KeptLinks } from '../codes/kept-links'
import type { Rasteriser } from '../codes/rasteriser'
import { writeChosenFile } from '../codes/write-chosen-file'
import { linksInForce } from '../payments/links-in-force'
import type { KeptPayment } from '../payments/payment-lists-file'
import type { PageRange, PrinterPort } from '../print/printer-port'
import type { JsonFile } from '../storage/json-file'
import { chromiumPage } from './chromium-page'
import { joinPdfs } from './join-pdfs'
import type { LabelSettings } from './label-settings-file'
import { layOut, type LayOutParts } from './lay-out'
import { createMadeSheets, type KeptSheet } from './made-sheets'
import { namedPayment } from './named-payment'
import { oldFacts } from './old-facts'
import { verifyPages } from './verify-pages'

export interface LabelsServiceParts {
  readonly keptLinks: Pick<KeptLinks, 'ofPortal'>
  /** The payments in the list of a portal, by id. */
  readonly listed: (portalId: PortalId) => Promise<ReadonlyMap<number, KeptPayment>>
  readonly sheets: {
    stock(id: StockId): Promise<Stock>
    calibration(of: { readonly printer: string; readonly stockId: StockId }): Promise<Calibration>
  }
  readonly rasteriser: Pick<Rasteriser, 'pages' | 'measure' | 'warmUp'>
  readonly writePdf: LayOutParts['writePdf']
  readonly printer: Pick<PrinterPort, 'print' | 'printsPages'>
  readonly settings: JsonFile<LabelSettings>
  /** Lets the person choose where to save; null when cancelled. */
  readonly chooseFile: (suggestedName: string) => Promise<string | null>
  readonly chooseLogo: () => Promise<Omit<LabelLogo, 'widthMm'> | null>
  readonly progressed: LayOutParts['told']
  /** Takes why a design could not be remembered; nothing else depends on it. */
  readonly report: (fault: unknown) => void
}

export type LabelsService = ReturnType<typeof createLabelsService>

/** A person looks at no more of each list. */
const MOST_NAMED = 100

/** Makes sheets of labels, and lets none leave that was not read back, code by code, from its finished pages. */
export function createLabelsService(parts: LabelsServiceParts) {
  const { keptLinks, listed, sheets, rasteriser, writePdf, printer, settings, progressed, report } = parts
  const made = createMadeSheets()
  let making = new AbortController()
  return {
    make,
    cancel: () => making.abort(),
    makeCalibrationPage,
    page,
    save,
    print,
    chooseLogo: parts.chooseLogo,
    lastUsed: async () => (await settings.read()).lastUsed,
  }

  async function make(request: LabelRequest): Promise<MadeSheet> {
    const signal = newMaking()
    const { portalId, paymentIds, design, setup, title } = request
    throwIfUnreadable(design.code)
    if (paymentIds.length * setup.copies > MAX_LABELS) {
      throw new AppError('invalid-input', 'One sheet has no room for so many labels', {
        details: { reason: 'too-many-labels', most: MAX_LABELS },
      })
    }
    void settings.write({ lastUsed: { design, setup } }).catch(report)
    const stock = await sheets.stock(setup.stockId)
    const calibration = await calibrationOf(request.printer, stock.id)
    const [allLinks, payments] = await Promise.all([keptLinks.ofPortal(portalId), listed(portalId)])
    const links = linksInForce(allLinks, payments)
    const linked = paymentIds.flatMap(id => links.get(id) ?? [])
    if (linked.length === 0) {
      throw new AppError('not-found', 'No link of these payments is kept', { details: { reason: 'kept-link' } })
    }
    const plan = planSheet({ stock, setup, labelCount: linked.length, calibration })
    const { sheet, pdf, expected, cut, smallest } = await layOut(
      { rasteriser, writePdf, keepsPages: printer.printsPages, told: progressed },
      {
        request,
        stock,
        calibration,
        plan,
        payments: linked.map(link => factsOf(link, payments.get(link.paymentId), title)),
        signal,
      },
    )
    const pages = rasteriser.pages(pdf)
    const labelCount = linked.length * setup.copies
    progressed('verifying', 0, labelCount)
    const failed = await verifyPages({
      pages,
      widthMm: sheet.widthMm,
      heightMm: sheet.heightMm,
      expected,
      signal,
      told: verified => progressed('verifying', verified, labelCount),
    })
    throwIfCancelled(signal)
    const { sideMm, moduleMm, dotsPerModule, isSureToScan, scanDistanceMm } = smallest.code
    return kept({
      ...{ sheet, pdf, pages, calibration, stockId: stock.id },
      facts: {
        ...sizesOf(sheet, pdf),
        pageCount: plan.length,
        labelCount,
        verifiedCount: labelCount - failed.length,
        failed: failed.slice(0, MOST_NAMED),
        cut: cut.slice(0, MOST_NAMED),
        cutCount: cut.length,
        unprovenCount: linked.filter(({ isTargetProven }) => !isTargetProven).length,
        oldFacts: oldFacts(linked, payments, printedFacts(design)),
        oldestFetchedAt: linked.map(({ fetchedAt }) => fetchedAt).reduce((one, other) => (other < one ? other : one)),
        code: { sideMm, moduleMm, dotsPerModule, isSureToScan, scanDistanceMm },
      },
    })
  }

  async function makeCalibrationPage(request: {
    readonly stockId: StockId
    readonly printer: string | null
    readonly title: string
    readonly texts: readonly string[]
  }): Promise<MadeSheet> {
    const signal = newMaking()
    const stock = await sheets.stock(request.stockId)
    const calibration = await calibrationOf(request.printer, stock.id)
    const content = calibrationPage(stock, request.texts, calibration)
    const page = { widthMm: stock.page.widthMm, heightMm: stock.page.heightMm }
    const sheet = { title: request.title, ...page, pages: [{ content }] }
    const pdf = await joinPdfs(
      [await writePdf({ ...sheet, ...chromiumPage(page) }, signal)],
      page,
      request.title,
      signal,
    )
    return kept({
      ...{ sheet, pdf, pages: rasteriser.pages(pdf), calibration, stockId: stock.id },
      facts: {
        ...sizesOf(sheet, pdf),
        pageCount: 1,
        labelCount: 0,
        verifiedCount: 0,
        failed: [],
        cut: [],
        cutCount: 0,
        unprovenCount: 0,
        oldFacts: { beforeLinkCount: 0, unknownCount: 0, oldestReadAt: null },
        oldestFetchedAt: null,
        code: null,
      },
    })
  }

  async function page(request: { sheetId: SheetId; page: number; dpi: number }): Promise<{ dataUrl: string }> {
    const { facts, pages } = made.get(request.sheetId)
    return { dataUrl: await pages.picture(Math.min(request.page, facts.pageCount), request.dpi) }
  }

  async function save(sheetId: SheetId): Promise<string | null> {
    const { facts, pdf } = verified(sheetId)
    const path = await parts.chooseFile(`${fileNameOf(facts.title)}.pdf`)
    if (path === null) return null
    await writeChosenFile(path, pdf)
    return basename(path)
  }

  async function print(request: {
    readonly sheetId: SheetId
    readonly printer: string
    readonly copies: number
    readonly pages: PageRange | null
  }): Promise<string> {
    const { sheet, pdf, calibration, stockId } = verified(request.sheetId)
    if (!isSame(calibration, await calibrationOf(request.printer, stockId))) {
      throw new AppError('conflict', 'The sheet is corrected for another printer, or otherwise than this one is now', {
        details: { reason: 'sheet-corrected-otherwise' },
      })
    }
    return printer.print({ ...request, sheet, pdf })
  }

  /** The one way out for a sheet. Errors: not-found with reason `sheet`, conflict with reason `sheet-not-verified`. */
  function verified(sheetId: SheetId): KeptSheet {
    const sheet = made.get(sheetId)
    const { labelCount, verifiedCount } = sheet.facts
    if (verifiedCount === labelCount) return sheet
    throw new AppError('conflict', 'Not every code of the sheet was read back as it should', {
      details: { reason: 'sheet-not-verified', failed: labelCount - verifiedCount, labels: labelCount },
    })
  }

  function kept(sheet: Omit<KeptSheet, 'facts'> & { readonly facts: Omit<MadeSheet, 'id'> }): MadeSheet {
    const facts = { ...sheet.facts, id: randomUUID() as SheetId }
    made.keep({ ...sheet, facts })
    return facts
  }

  function newMaking(): AbortSignal {
    making.abort()
    making = new AbortController()
    return making.signal
  }

  function calibrationOf(printerName: string | null, stockId: StockId): Promise<Calibration> {
    return printerName === null
      ? Promise.resolve(NO_CALIBRATION)
      : sheets.calibration({ printer: printerName, stockId })
  }
}

function isSame(one: Calibration, other: Calibration): boolean {
  return (Object.keys(NO_CALIBRATION) as (keyof Calibration)[]).every(name => one[name] === other[name])
}

function sizesOf(sheet: { title: string; widthMm: number; heightMm: number }, pdf: Uint8Array) {
  const { title, widthMm, heightMm } = sheet
  return { title, widthMm, heightMm, bytes: pdf.length }
}

function factsOf({ paymentId, shortUrl }: KeptLink, payment: KeptPayment | undefined, title: string): LabelFacts {
  const { sum = null, currency = null, due = null } = payment ?? {}
  return { ...namedPayment(paymentId, payment), title, sum, currency, due, link: shortUrl }
}

const MAX_NAME_LENGTH = 80

function fileNameOf(title: string): string {
  const name = title
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .trim()
    .slice(0, MAX_NAME_LENGTH)
  return name === '' ? 'labels' : name
}
