import type { Session } from 'electron'
import { APP_ORIGIN } from './app-scheme'

/** Lets the window's session load the app's own pages and nothing from anywhere else. */
export function denyOutsideRequests(session: Session, developmentUrl: string | undefined): void {
  const development = developmentUrl === undefined ? null : new URL(developmentUrl).host
  // SECURITY: a second wall behind the CSP; the only network of the app is the client for portals in main.
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowed(details.url, development) })
  })
}

function isAllowed(address: string, developmentHost: string | null): boolean {
  if (/^(data|blob|devtools):/.test(address)) return true
  const url = new URL(address)
  return `${url.protocol}//${url.host}` === APP_ORIGIN || (developmentHost !== null && url.host === developmentHost)
}
