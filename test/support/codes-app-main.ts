import { app, session as sessions } from 'electron'
import { join } from 'node:path'
import { AppError } from '../../electron/common/ipc/app-error'
import { parseJson } from '../../electron/common/json/json-value'
import { NOTHING_READ } from '../../electron/common/payments/fact-times'
import { NO_CALIBRATION } from '../../electron/common/sheets/sheet-setup'
import type { Stock } from '../../electron/common/sheets/stock'
import { BUILT_IN_STOCKS } from '../../electron/common/sheets/stocks'
import { createCodesService, type CodesService } from '../../electron/main/codes/codes.service'
import { createKeptLinks, type KeptLinks } from '../../electron/main/codes/kept-links'
import { writeSheetPdf } from '../../electron/main/codes/pdf-writer'
import { createRasteriser, type Rasteriser } from '../../electron/main/codes/rasteriser'
import { createSystemClipboard } from '../../electron/main/codes/system-clipboard'
import type { Sheet } from '../../electron/main/codes/sheet-document'
import { verifyCode } from '../../electron/main/codes/verify-code'
import { createLabelSettingsFile } from '../../electron/main/labels/label-settings-file'
import { readLogo } from '../../electron/main/labels/read-logo'
import { createLabelsService, type LabelsService } from '../../electron/main/labels/labels.service'
import type { KeptPayment } from '../../electron/main/payments/payment-lists-file'
import { printerOfPlatform } from '../../electron/main/print/printer-of-platform'
import { APP_ORIGIN, declareAppScheme, serveAppScheme } from '../../electron/main/security/app-scheme'
import { denyOutsideRequests } from '../../electron/main/security/session-requests'

/** What a spec may touch inside Electron's main process: the real service, with a portal and a dialog it answers. */
export interface CodesApp {
  readonly service: CodesService
  readonly rasteriser: Rasteriser
  readonly readLogo: (path: string) => ReturnType<typeof readLogo>
  readonly verifyCode: typeof verifyCode
  readonly writeSheetPdf: typeof writeSheetPdf
  readonly openRasteriser: (idleMs: number) => Rasteriser
  /** The sheets of labels, of payments of which nothing but a link is known. */
  readonly labels: LabelsService
  readonly keptLinks: KeptLinks
  /** What an error of the service says in its details. */
  readonly reasonOf: (error: unknown) => string
  /** The portal's result as JSON, where its short link leads, and the file the person chooses. */
  readonly answers: {
    result: string
    location: string | null
    chosenFile: string | null
    /** SVG that a fault of the printing puts below and above what is on each page of a sheet. */
    below: string
    above: string
    payers: Readonly<Record<string, string>>
  }
  /** The last sheet that was laid out. */
  readonly lastSheet: () => Sheet | null
  /** Steps that the making of a sheet told of. */
  readonly steps: { step: string; done: number; total: number }[]
}

declare global {
  // The only way in for a spec, which runs in another process.
  var codesApp: Promise<CodesApp> | undefined
}

declareAppScheme()
// Without a listener Electron quits with the last hidden window.
app.on('window-all-closed', () => undefined)
globalThis.codesApp = app.whenReady().then(startCodes)

function startCodes(): CodesApp {
  const session = sessions.fromPartition('codes-app', { cache: false })
  serveAppScheme(session, { folder: join(__dirname, 'pages'), developmentUrl: undefined })
  denyOutsideRequests(session, undefined)
  const openRasteriser = (idleMs: number): Rasteriser =>
    createRasteriser({ url: `${APP_ORIGIN}/rasteriser/index.html`, session, idleMs })
  const rasteriser = openRasteriser(60_000)
  const answers: CodesApp['answers'] = {
    result: '{}',
    location: null,
    chosenFile: null,
    below: '',
    above: '',
    payers: {},
  }
  const steps: CodesApp['steps'] = []
  const keptLinks = createKeptLinks({ folder: app.getPath('userData'), onTrouble: ignore, changed: ignore })
  const printer = printerOfPlatform(process.platform)
  const service = createCodesService({
    portal: { call: () => Promise.resolve({ value: parsed(answers.result) }) },
    shortLinks: { locationOf: () => Promise.resolve(answers.location) },
    keptLinks,
    rasteriser,
    writePdf: writeSheetPdf,
    printer,
    clipboard: createSystemClipboard(),
    chooseFile: () => Promise.resolve(answers.chosenFile),
    now: () => new Date(),
    report: ignore,
  })
  let lastSheet: Sheet | null = null
  const labels = createLabelsService({
    keptLinks,
    listed: () => Promise.resolve(payersOf(answers.payers)),
    sheets: {
      stock: id => Promise.resolve(builtIn(id)),
      calibration: () => Promise.resolve(NO_CALIBRATION),
    },
    rasteriser,
    writePdf: (sheet, signal) => {
      lastSheet = sheet
      const pages = sheet.pages.map(({ content }) => ({ content: answers.below + content + answers.above }))
      return writeSheetPdf({ ...sheet, pages }, signal)
    },
    printer,
    settings: createLabelSettingsFile({ folder: app.getPath('userData'), onTrouble: ignore }),
    chooseFile: () => Promise.resolve(answers.chosenFile),
    chooseLogo: () => Promise.resolve(null),
    progressed: (step, done, total) => void steps.push({ step, done, total }),
    report: ignore,
  })
  return {
    service,
    labels,
    keptLinks,
    rasteriser,
    readLogo: path => readLogo(path, rasteriser),
    verifyCode,
    writeSheetPdf,
    openRasteriser,
    reasonOf,
    answers,
    lastSheet: () => lastSheet,
    steps,
  }
}

function builtIn(id: string): Stock {
  const stock = BUILT_IN_STOCKS.find(known => known.id === id)
  if (stock === undefined) throw new Error('The spec asks for a stock that is not there')
  return stock
}

function payersOf(payers: Readonly<Record<string, string>>): ReadonlyMap<number, KeptPayment> {
  return new Map(
    Object.entries(payers).map(([id, payer]) => [
      Number(id),
      {
        paymentId: Number(id),
        orderKey: null,
        accountNumber: `${id}/1`,
        sum: 49.9,
        currency: 'EUR',
        due: null,
        isPaid: null,
        paySystemName: null,
        texts: [{ name: 'Payer', value: payer }],
        failure: null,
        readAt: NOTHING_READ,
      },
    ]),
  )
}

function ignore(): void {}

function reasonOf(error: unknown): string {
  return error instanceof AppError ? String(error.details.reason) : `no AppError: ${String(error)}`
}

function parsed(text: string) {
  const result = parseJson(text)
  if (!result.ok) throw new Error('The spec gave no JSON')
  return result.value
}
