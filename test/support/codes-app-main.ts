import { app, session as sessions } from 'electron'
import { join } from 'node:path'
import { AppError } from '../../electron/common/ipc/app-error'
import { parseJson } from '../../electron/common/json/json-value'
import { createCodesService, type CodesService } from '../../electron/main/codes/codes.service'
import { createKeptLinks } from '../../electron/main/codes/kept-links'
import { writeSheetPdf } from '../../electron/main/codes/pdf-writer'
import { createRasteriser, type Rasteriser } from '../../electron/main/codes/rasteriser'
import { createSystemClipboard } from '../../electron/main/codes/system-clipboard'
import { verifyCode } from '../../electron/main/codes/verify-code'
import { printerOfPlatform } from '../../electron/main/print/printer-of-platform'
import { APP_ORIGIN, declareAppScheme, serveAppScheme } from '../../electron/main/security/app-scheme'
import { denyOutsideRequests } from '../../electron/main/security/session-requests'

/** What a spec may touch inside Electron's main process: the real service, with a portal and a dialog it answers. */
export interface CodesApp {
  readonly service: CodesService
  readonly rasteriser: Rasteriser
  readonly verifyCode: typeof verifyCode
  readonly writeSheetPdf: typeof writeSheetPdf
  readonly openRasteriser: (idleMs: number) => Rasteriser
  /** What an error of the service says in its details. */
  readonly reasonOf: (error: unknown) => string
  /** The portal's result as JSON, where its short link leads, and the file the person chooses. */
  readonly answers: { result: string; location: string | null; chosenFile: string | null }
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
  const answers: CodesApp['answers'] = { result: '{}', location: null, chosenFile: null }
  const service = createCodesService({
    portal: { call: () => Promise.resolve({ value: parsed(answers.result) }) },
    shortLinks: { locationOf: () => Promise.resolve(answers.location) },
    keptLinks: createKeptLinks({ folder: app.getPath('userData'), onTrouble: ignore, changed: ignore }),
    rasteriser,
    writePdf: writeSheetPdf,
    printer: printerOfPlatform(process.platform),
    clipboard: createSystemClipboard(),
    chooseFile: () => Promise.resolve(answers.chosenFile),
    now: () => new Date(),
    report: ignore,
  })
  return { service, rasteriser, verifyCode, writeSheetPdf, openRasteriser, reasonOf, answers }
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
