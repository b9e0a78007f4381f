import { app, session, shell, type BrowserWindow, type Session } from 'electron'
import { join } from 'node:path'
import type { Command } from '#common/app/app.contract'
import { contract } from '#common/ipc/index'
import { appHandlers } from './app/app.handlers'
import { reportFault } from './app/error-log'
import { codeFilesHandlers } from './code-files/code-files.handlers'
import { codesHandlers } from './codes/codes.handlers'
import { createServices, type Services } from './create-services'
import { draftsHandlers } from './drafts/drafts.handlers'
import { handlersHandlers } from './handlers/handlers.handlers'
import { createElectronWire } from './ipc/electron-wire'
import { createPushers, mountRoutes } from './ipc/router'
import { journalHandlers } from './journal/journal.handlers'
import { openDraftsHandlers } from './open-drafts/open-drafts.handlers'
import { labelsHandlers } from './labels/labels.handlers'
import { markingHandlers } from './payments/marking.handlers'
import { paymentsHandlers } from './payments/payments.handlers'
import { portalsHandlers } from './portals/portals.handlers'
import { practicePortalHandlers } from './practice-portal/practice-portal.handlers'
import { previewHandlers } from './preview/preview.handlers'
import { printHandlers } from './print/print.handlers'
import { pushHandlers } from './push/push.handlers'
import { serveAppScheme } from './security/app-scheme'
import { denyConnections } from './security/page-network'
import { denyOutsideRequests } from './security/session-requests'
import { revisionsHandlers } from './revisions/revisions.handlers'
import { settingsHandlers } from './settings/settings.handlers'
import { sheetsHandlers } from './sheets/sheets.handlers'
import { setAppMenu } from './window/app-menu'
import { createCloseGuard } from './window/close-guard'
import { openMainWindow } from './window/main-window'
import { writeWindowPicture } from './window/window-picture'

/** How the app is started: by a person, or to be tried without one. */
export interface Start {
  /** Holds everything the app keeps. It may be one in which nothing can be written. */
  readonly dataFolder: string
  readonly isShown: boolean
  /** Called when the window's page says that it can be used. */
  readonly onUsable: () => void
}

/** Opens the window first; what it does not need at once is started behind it. */
export async function startPaydesk({ dataFolder, isShown, onUsable }: Start): Promise<Services> {
  const pages = openPagesSession()
  const wire = createElectronWire()
  const pushers = createPushers(contract, wire)
  const services = createServices({ dataFolder, pages, pushers, windowOf: () => window })
  mountRoutes(
    contract,
    routesOf(services, { dataFolder, windowOf: () => window, run: pushers.app.commandRequested, onUsable }),
    wire,
    {
      checksOutputs: !app.isPackaged,
      report: reportFault,
    },
  )
  await services.settings.apply()
  const window: BrowserWindow = openMainWindow({
    session: pages,
    place: await services.windowPlace.read(),
    savePlace: place => void services.windowPlace.write(place),
    mayClose: createCloseGuard({ hasUnsaved: services.drafts.drafts.hasUnsaved, now: Date.now }),
    isPackaged: app.isPackaged,
    isShown,
  })
  // Hidden windows must not keep the app running once the person has closed the one there is to see.
  window.on('closed', () => app.quit())
  quitAfter(services)
  // Where files cannot be watched, what another program did meanwhile is noticed when the person comes back.
  window.on('focus', services.lookAtDrafts)
  await Promise.all([services.watchFolder(), services.startPracticePortal()])
  // Only then is the practice portal where its pushes can be read.
  void services.push.start()
  return services
}

/** The pages' session is in memory: nothing the window shows is left on the disk. */
function openPagesSession(): Session {
  const pages = session.fromPartition('pages', { cache: false })
  const developmentUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
  serveAppScheme(pages, { folder: join(__dirname, '../renderer'), developmentUrl })
  denyOutsideRequests(pages, developmentUrl)
  // The server that rebuilds the pages is reached by a connection like any other.
  if (developmentUrl === undefined) void denyConnections(pages)
  return pages
}

function routesOf(
  services: Services,
  parts: {
    readonly dataFolder: string
    readonly windowOf: () => BrowserWindow
    readonly run: (command: Command) => void
    readonly onUsable: () => void
  },
) {
  const { dataFolder, windowOf, run, onUsable } = parts
  return {
    app: appHandlers({
      facts: () => ({
        version: app.getVersion(),
        electron: process.versions.electron,
        dataFolder,
        platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
        troubles: services.troubles(),
      }),
      ready: async () => {
        onUsable()
        const picture = process.env['PAYDESK_WINDOW_PICTURE']
        if (picture !== undefined) await writeWindowPicture(windowOf(), picture)
      },
      showMenu: texts => setAppMenu({ texts, run, isPackaged: app.isPackaged }),
      showDataFolder: async () => {
        await shell.openPath(dataFolder)
      },
      closeWindow: () => windowOf().close(),
    }),
    settings: settingsHandlers(services.settings),
    portals: portalsHandlers(services.portals),
    practicePortal: practicePortalHandlers(services.portals.practice),
    handlers: handlersHandlers(services.handlers),
    drafts: draftsHandlers(services.drafts.drafts, services.drafts.exports),
    revisions: revisionsHandlers(services.revisions),
    openDrafts: openDraftsHandlers(services.openDrafts),
    preview: previewHandlers(services.preview),
    push: pushHandlers(services.push),
    codes: codesHandlers(services.codes),
    codeFiles: codeFilesHandlers(services.codeFiles),
    payments: paymentsHandlers(services.payments),
    labels: labelsHandlers(services.labels),
    marking: markingHandlers(services.paidMarks),
    print: printHandlers(services.printJobs),
    sheets: sheetsHandlers(services.sheets),
    journal: journalHandlers(services.journal),
  }
}

/** What is being written is written to the end, and everything that was started is ended. */
function quitAfter(services: Services): void {
  let isFinished = false
  app.on('will-quit', event => {
    if (isFinished) return
    event.preventDefault()
    void services.finish().finally(() => {
      isFinished = true
      app.exit()
    })
  })
}
