import { app, nativeTheme, type BrowserWindow, type Session } from 'electron'
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { contract } from '#common/ipc/index'
import type { PushersOf } from '#common/ipc/contract'
import { parseWebhookUrl } from '#common/portals/parse-webhook-url'
import { OpenDrafts } from '#common/open-drafts/open-drafts.contract'
import { NONE_OPEN } from '#common/open-drafts/tab-order'
import { DEFAULT_SETTINGS, Settings } from '#common/settings/settings.contract'
import { reportFault } from './app/error-log'
import { createCodeFilesService } from './code-files/code-files.service'
import { chooseCodeFile } from './codes/choose-code-file'
import { createCodesService } from './codes/codes.service'
import { createKeptLinks } from './codes/kept-links'
import { writeSheetPdf } from './codes/pdf-writer'
import { createRasteriser } from './codes/rasteriser'
import { createSystemClipboard } from './codes/system-clipboard'
import { chooseDraftFile } from './drafts/choose-draft-file'
import { chooseExportFile, chooseExportFolder } from './drafts/choose-export'
import { createDraftExports } from './drafts/draft-exports'
import { createDraftFolder } from './drafts/draft-folder'
import { createDraftWatch } from './drafts/draft-watch'
import { createDraftsService } from './drafts/drafts.service'
import { createUndoFiles } from './drafts/undo-files'
import { createHandlersService } from './handlers/handlers.service'
import { createKnownHandlers } from './handlers/known-handlers'
import { createJournalFiles } from './journal/journal-files'
import { CALL_BOUNDS, createJournalService, PUSH_BOUNDS } from './journal/journal.service'
import { createOpenDraftsFile } from './open-drafts/open-drafts-file'
import { createPaymentLinks } from './codes/payment-links'
import { chooseLogo } from './labels/choose-logo'
import { createLabelSettingsFile } from './labels/label-settings-file'
import { createLabelsService } from './labels/labels.service'
import { createBulkLinks } from './payments/bulk-links'
import { chooseTable } from './payments/choose-table'
import { createPaidMarks } from './payments/paid-marks'
import { createPaymentListsFile } from './payments/payment-lists-file'
import { createPaymentSources } from './payments/payment-sources'
import { createPaymentsService } from './payments/payments.service'
import { createTableReader } from './payments/table-process'
import { createConnectionCheck } from './portals/connection-check'
import { createPortalsFile } from './portals/portals-file'
import { createPortalsService } from './portals/portals.service'
import { createPracticePortalProcess } from './practice-portal/practice-portal-process'
import { createTryIt } from './preview/try-it'
import { createPrintJobs } from './print/print-jobs'
import { printerOfPlatform } from './print/printer-of-platform'
import { createPush } from './push/create-push'
import { pushEntryOf } from './push/push-entry'
import { createBatchingClient } from './rest/batch/batching-client'
import { createElectronTransport } from './rest/electron-transport'
import { createPacedClient } from './rest/pace/paced-client'
import { systemTimer } from './rest/pace/timer'
import { createPortalClient } from './rest/portal-client'
import { createShortLinks } from './rest/short-link'
import { createRevisionFolder } from './revisions/revision-folder'
import { createRevisionsService } from './revisions/revisions.service'
import { APP_ORIGIN } from './security/app-scheme'
import { createSettingsService } from './settings/settings.service'
import { createSheetsFile } from './sheets/sheets-file'
import { createSheetsService } from './sheets/sheets.service'
import { systemClock } from './storage/clock'
import { tellOfFileOf } from './storage/file-of-process'
import { createFolderWatch } from './storage/folder-watch'
import { createFileTroubles } from './storage/file-troubles'
import { createJsonFile } from './storage/json-file'
import { createKeychainProcess } from './storage/keychain-process'
import { removeLeftoverTemporaries } from './storage/leftover-temporaries'
import { createSecretStore } from './storage/secret-store'
import { createWindowPlaceFile, WindowPlaceContent } from './window/window-place-file'

type Contract = typeof contract
export type Services = ReturnType<typeof createServices>

/** How long quitting waits for what hangs: a busy disk takes seconds, and so does a portal that is being written to. */
const FINISH_LIMIT_MS = 10_000

/** Builds every service from its parts. No logic lives here. */
export function createServices(parts: {
  readonly dataFolder: string
  readonly pages: Session
  readonly pushers: { readonly [Feature in keyof Contract]: PushersOf<Contract[Feature]> }
  readonly windowOf: () => BrowserWindow
}) {
  const { dataFolder, pages, pushers, windowOf } = parts
  const troubles = createFileTroubles(pushers.app.troublesChanged)
  const now = (): Date => new Date()
  let isPracticeHindered = false

  const settings = createSettingsService({
    file: createJsonFile({
      path: join(dataFolder, 'settings.json'),
      schema: Settings,
      migrations: [],
      byDefault: () => DEFAULT_SETTINGS,
      ...troubles,
    }),
    applyTheme: theme => void (nativeTheme.themeSource = theme),
    changed: pushers.settings.changed,
    report: reportAs('settings'),
  })
  const windowPlace = createWindowPlaceFile(
    createJsonFile({
      path: join(dataFolder, 'window.json'),
      schema: WindowPlaceContent,
      migrations: [],
      byDefault: () => ({ place: null }),
      ...troubles,
    }),
    reportAs('window place'),
  )
  const secrets = createSecretStore({
    process: createKeychainProcess(join(__dirname, 'keychain.js')),
    report: ({ fault }) => void process.stderr.write(`paydesk: keychain: ${fault}\n`),
  })
  const practicePortal = createPracticePortalProcess(
    join(__dirname, 'practice-portal.js'),
    pushers.practicePortal.active,
  )
  const portals = createPortalsService({
    file: createPortalsFile({ folder: dataFolder, clock: systemClock, ...troubles }),
    secrets,
    clock: systemClock,
  })
  portals.onChanged(pushers.portals.changed)
  const journalPlace = { folder: join(dataFolder, 'journal'), clock: systemClock, ...troubles }
  const journal = createJournalService({
    calls: createJournalFiles({ ...journalPlace, stream: 'calls', bounds: CALL_BOUNDS }),
    pushes: createJournalFiles({ ...journalPlace, stream: 'pushes', bounds: PUSH_BOUNDS }),
    portals,
    clipboard: createSystemClipboard(),
    chooseFile: (name, extension) => chooseExportFile(windowOf(), name, extension),
    clock: systemClock,
    timer: systemTimer,
    changed: () => pushers.journal.changed(),
    report: reportAs('journal'),
  })
  const transport = createElectronTransport({ userAgent: `Paydesk/${app.getVersion()}` })
  const pacedClient = createPacedClient({
    client: createPortalClient({ transport, secrets, portals, clock: systemClock, log: journal.noteCall }),
    portals,
    timer: systemTimer,
    clock: systemClock,
    limitWaitsChanged: pushers.portals.limitWaitsChanged,
  })
  portals.onChanged(list => pacedClient.keepOnly(list.portals))
  const client = createBatchingClient({ client: pacedClient })
  const connection = createConnectionCheck({ client, portals, secrets, clock: systemClock })
  const knownHandlers = createKnownHandlers({
    folder: join(dataFolder, 'known-handlers'),
    clock: systemClock,
    troubles,
  })
  portals.onGone(id => void knownHandlers.forget(id).catch(reportAs('handlers')))
  const handlers = createHandlersService({ portal: client, known: knownHandlers, report: reportAs('handlers') })
  const draftsPlace = join(dataFolder, 'drafts')
  const draftFolder = createDraftFolder(draftsPlace, troubles)
  const revisions = createRevisionsService({
    folder: createRevisionFolder(draftsPlace, troubles),
    clock: systemClock,
    changed: pushers.revisions.changed,
    report: reportAs('revisions'),
  })
  const drafts = createDraftsService({
    folder: draftFolder,
    undo: createUndoFiles(draftsPlace),
    handlers,
    chooseFile: () => chooseDraftFile(windowOf()),
    changed: drafts => {
      // The first draft has made the folder.
      draftWatch.start()
      pushers.drafts.changed(drafts)
    },
    changedOutside: (id, text) => pushers.drafts.changedOutside({ id, text }),
    revisions,
    suffix: () => randomBytes(3).toString('hex'),
  })
  const openDrafts = createOpenDraftsFile({
    file: createJsonFile({
      path: join(dataFolder, 'open-drafts.json'),
      schema: OpenDrafts,
      migrations: [],
      byDefault: () => NONE_OPEN,
      ...troubles,
    }),
    draftIds: draftFolder.list,
    report: reportAs('open drafts'),
  })
  const draftWatch = createDraftWatch({
    folder: draftsPlace,
    changed: ids => void drafts.lookAt(ids).catch(reportAs('drafts')),
    report: reportAs('watch of the drafts'),
  })
  draftWatch.start()
  const draftExports = createDraftExports({
    drafts,
    chooseFile: (name, extension) => chooseExportFile(windowOf(), name, extension),
    chooseFolder: () => chooseExportFolder(windowOf()),
    clipboard: createSystemClipboard(),
  })
  const push = createPush({
    folder: dataFolder,
    portal: client,
    handlers,
    drafts: drafts.forPush,
    rightsOf: connection.check,
    titleOf: async id => (await portals.list()).portals.find(portal => portal.id === id)?.title ?? '',
    clipboard: createSystemClipboard(),
    clock: systemClock,
    timer: systemTimer,
    unsettledChanged: pushers.push.unsettledChanged,
    note: (record, end, cause) => journal.notePush(pushEntryOf(record, end, cause)),
    troubles,
    report: reportAs('push'),
  })
  const tryIt = createTryIt({ transport, actionAddress: practicePortal.actionAddress, newName: randomUUID })
  const rasteriser = createRasteriser({ url: `${APP_ORIGIN}/rasteriser/index.html`, session: pages })
  const keptLinks = createKeptLinks({
    folder: dataFolder,
    changed: id => {
      pushers.codes.keptLinksChanged(id)
      payments.linksChanged(id)
    },
    ...troubles,
  })
  portals.onChanged(list => keptLinks.keepOnly(list.portals.map(({ id }) => id)))
  portals.onGone(id => void keptLinks.removeAll(id).catch(reportAs('payment links')))
  const shortLinks = createShortLinks(transport)
  const sheets = createSheetsService({
    file: createSheetsFile({ folder: dataFolder, ...troubles }),
    changed: () => pushers.sheets.stocksChanged(),
  })
  const printJobs = createPrintJobs({
    printer: printerOfPlatform(process.platform),
    timer: systemTimer,
    jobChanged: pushers.print.jobChanged,
  })
  const codes = createCodesService({
    portal: client,
    shortLinks,
    keptLinks,
    rasteriser,
    writePdf: writeSheetPdf,
    printer: printJobs,
    clipboard: createSystemClipboard(),
    chooseFile: (name, format) => chooseCodeFile(windowOf(), name, format),
    now,
    report: reportAs('payment links'),
  })
  const payments = createPaymentsService({
    file: createPaymentListsFile({ folder: dataFolder, ...troubles }),
    bulk: createBulkLinks({
      client: pacedClient,
      links: createPaymentLinks({ portal: client, shortLinks, keptLinks, report: reportAs('payment links') }),
      keptLinks,
      now,
    }),
    sources: createPaymentSources(client),
    keptLinks,
    chooseFile: () => chooseTable(windowOf()),
    readTable: createTableReader(join(__dirname, 'table-reader.js')),
    now,
    ...pushers.payments,
    report: reportAs('payments'),
  })
  const paidMarks = createPaidMarks({
    portal: client,
    timer: systemTimer,
    ...pushers.marking,
    seen: payments.refresh,
    report: reportAs('payments'),
  })
  portals.onGone(paidMarks.dismiss)
  const codeFiles = createCodeFilesService({
    keptLinks,
    listed: payments.listed,
    rasteriser,
    chooseFolder: () => chooseExportFolder(windowOf()),
    chooseArchive: name => chooseCodeFile(windowOf(), name, 'zip'),
    progressed: pushers.codeFiles.progressed,
  })
  const labels = createLabelsService({
    keptLinks,
    listed: payments.listed,
    sheets,
    rasteriser,
    writePdf: writeSheetPdf,
    printer: printJobs,
    settings: createLabelSettingsFile({ folder: dataFolder, ...troubles }),
    chooseFile: name => chooseCodeFile(windowOf(), name, 'pdf'),
    chooseLogo: () => chooseLogo(windowOf(), rasteriser),
    progressed: (step, done, total) => pushers.labels.progressed({ step, done, total }),
    report: reportAs('labels'),
  })
  // The links of the practice portal go with its port, and its payments stay.
  portals.onChanged(list => void payments.keepOnly(list.portals.map(({ id }) => id)).catch(reportAs('payments')))
  const folderWatch = createFolderWatch(dataFolder, { ...troubles, usable: () => void useFolder() })
  return {
    settings,
    windowPlace,
    portals: { portals, connection, practice: practicePortal },
    keychain: { probe: secrets.probe },
    handlers,
    revisions,
    drafts: { drafts, exports: draftExports },
    openDrafts,
    preview: tryIt,
    push,
    journal,
    codes: { service: codes, keptLinks },
    codeFiles,
    payments,
    sheets,
    labels,
    paidMarks,
    printJobs,
    troubles: troubles.list,
    watchFolder: folderWatch.start,
    lookAtDrafts: () => void drafts.lookAtOpened().catch(reportAs('drafts')),
    startPracticePortal,
    finish,
  }

  /** What was hindered while nothing could be written in the folder is done now. */
  async function useFolder(): Promise<void> {
    await removeLeftovers()
    if (isPracticeHindered) await startPracticePortal()
  }

  /** Leftovers harm nobody, so what hinders their removal is only told. */
  async function removeLeftovers(): Promise<void> {
    await removeLeftoverTemporaries(
      dataFolder,
      ['drafts', 'backups', 'pushes', 'known-handlers'],
      systemClock.now(),
    ).catch(reportAs('leftover files'))
  }

  /** The app is of use without its practice portal, so what hinders that is only told. */
  async function startPracticePortal(): Promise<void> {
    isPracticeHindered = false
    try {
      const file = join(dataFolder, 'practice-portal.json')
      const address = parseWebhookUrl(await tellOfFileOf(file, troubles, () => practicePortal.start(file)))
      if (address.ok) await portals.ensurePractice(address)
    } catch (error) {
      isPracticeHindered = true
      reportAs('practice portal')(error)
    }
  }

  /** Lets what is being saved reach the disk, and ends every process and window that was started. */
  async function finish(): Promise<void> {
    // Nobody will answer a keyring's question any more, and whatever waits for it must not be waited for.
    secrets.stopAsking()
    const limit = new Promise(resolve => setTimeout(resolve, FINISH_LIMIT_MS))
    // A read waits for the writes before it.
    const saved = Promise.all([
      drafts.settled().then(() => revisions.settled()),
      Promise.all([push.service.settled(), paidMarks.settled()]).then(() => journal.settled()),
      // A portal that is being removed takes its links with it.
      Promise.all([portals.settled(), paidMarks.settled()])
        .then(() => payments.settled())
        .then(() => Promise.all([keptLinks.settled(), knownHandlers.settled()])),
      windowPlace.read(),
      openDrafts.get(),
      sheets.settled(),
      codeFiles.settled(),
    ])
    await Promise.race([saved, limit])
    pacedClient.dispose()
    journal.dispose()
    void draftWatch.dispose()
    folderWatch.dispose()
    push.unsettled.dispose()
    portals.dispose()
    secrets.dispose()
    practicePortal.dispose()
    printJobs.dispose()
    rasteriser.dispose()
  }
}

function reportAs(place: string): (fault: unknown) => void {
  return fault => reportFault(randomUUID(), place, fault)
}
