import type { WebFrameMain } from 'electron'
import { APP_ORIGIN } from './app-scheme'

/** True for the main frame of our own page and for nothing else. */
export function isTrustedSender(frame: WebFrameMain | null): boolean {
  // SECURITY: a frame inside our page, or a page that replaced it, must not reach main.
  try {
    return frame !== null && frame.parent === null && isOwnPage(frame.url)
  } catch {
    // Electron refuses every question about a frame whose page crashed or was closed.
    return false
  }
}

/** True for the address of the app's window. The rasteriser shares the origin, but has no business with main. */
export function isOwnPage(url: string): boolean {
  return url === `${APP_ORIGIN}/index.html` || url.startsWith(`${APP_ORIGIN}/index.html#`)
}
