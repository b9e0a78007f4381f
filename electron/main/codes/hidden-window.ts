import { BrowserWindow, type Session } from 'electron'

/** Opens a window that is never shown: no preload and no Node, so no way to main, and no way to another page. */
export function openHiddenWindow(session: Session, preferences: { readonly runsScripts: boolean }): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session,
      // SECURITY: what is shown in it came from a portal, so it has nothing that could be misused.
      javascript: preferences.runsScripts,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: false,
      spellcheck: false,
      backgroundThrottling: false,
    },
  })
  window.webContents.on('will-navigate', event => event.preventDefault())
  window.webContents.on('will-redirect', event => event.preventDefault())
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  return window
}
