import { app, BrowserWindow, Menu } from 'electron'
import { randomUUID } from 'node:crypto'
import { reportFault, reportUncaught } from './app/error-log'
import { takeSingleStart } from './app/single-start'
import { declareAppScheme } from './security/app-scheme'
import { denyNavigation } from './security/navigation'
import { denyNameLookups, denyPeerConnections } from './security/page-network'
import { denyPermissions } from './security/permissions'
import { prepareSmoke } from './smoke/smoke'
import { denySpellChecker } from './security/spell-checker'
import { startPaydesk } from './start-paydesk'

reportUncaught(process)
declareAppScheme()
denyNameLookups(app.commandLine)
// SECURITY: every page is sandboxed, also one that forgets to ask for it. Chromium refuses its sandbox to root alone, and
// whoever develops as root has to say so with this switch.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()

// SECURITY: whatever session or page comes to be, and whoever made it, begins with nothing allowed.
app.on('session-created', session => {
  denyPermissions(session)
  denySpellChecker(session)
})
app.on('web-contents-created', (_event, contents) => {
  denyNavigation(contents)
  denyPeerConnections(contents)
})

// Falling back from QUIC can send a request once more, and a write must reach a portal once.
app.commandLine.appendSwitch('disable-quic')

// Electron would show a menu of its own until the window, which knows the language, has set ours.
Menu.setApplicationMenu(null)

const trial = app.commandLine.hasSwitch('smoke') ? prepareSmoke() : null

// Two running apps would write the same files; the second one shows the window of the first.
const taken = takeSingleStart(app)
if (taken === null) {
  app.quit()
} else {
  const { dataFolder } = taken
  app.on('second-instance', showWindow)
  app.on('window-all-closed', () => app.quit())
  void app
    .whenReady()
    .then<unknown>(() => (trial === null ? startPaydesk({ dataFolder, isShown: true, onUsable: () => {} }) : trial()))
    .catch(endAfter)
}

/** Without its window the app would only be in the way of the next start. */
function endAfter(fault: unknown): void {
  reportFault(randomUUID(), 'start', fault)
  app.exit(1)
}

function showWindow(): void {
  const window = BrowserWindow.getAllWindows().find(candidate => candidate.isVisible() || candidate.isMinimized())
  if (window?.isMinimized() === true) window.restore()
  window?.focus()
}
