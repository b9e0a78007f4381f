import type { WebContents } from 'electron'
import { isOwnPage } from './trusted-sender'

/** Keeps a page where it is: no navigation away, no new window, no webview. */
export function denyNavigation(contents: WebContents): void {
  // SECURITY: a page that left for another address would keep the preload, and with it the bridge.
  contents.on('will-navigate', (event, url) => {
    if (!isOwnPage(url)) event.preventDefault()
  })
  contents.on('will-redirect', event => event.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Loads the app's own page again in a window that nevertheless went somewhere else. */
export function comeBackHome(contents: WebContents, home: string): void {
  // SECURITY: Chromium shows an empty page without asking; it may not call main, but the person would have lost the app.
  contents.on('did-navigate', (_event, url) => {
    if (!isOwnPage(url)) void contents.loadURL(home)
  })
}
