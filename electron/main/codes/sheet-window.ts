import { session as sessions, type Session, type WebContents } from 'electron'
import { denyConnections } from '../security/page-network'
import { openHiddenWindow } from './hidden-window'
import { sheetDocument, type Sheet } from './sheet-document'

const ADDRESS_START = 'data:text/html;charset=utf-8;base64,'

/** Lays a sheet out in a hidden window of its own, lets `use` print it, and destroys the window whatever happens. */
export async function withSheetWindow<Result>(
  sheet: Sheet,
  use: (contents: WebContents) => Promise<Result>,
): Promise<Result> {
  const window = openHiddenWindow(closedSession(), { runsScripts: false })
  try {
    await window.loadURL(ADDRESS_START + Buffer.from(sheetDocument(sheet)).toString('base64'))
    return await use(window.webContents)
  } finally {
    window.destroy()
  }
}

let session: Session | undefined

/** One session for all sheets, in memory only (no `persist:`), so that no sheet reaches the disk. */
function closedSession(): Session {
  if (session !== undefined) return session
  session = sessions.fromPartition('sheet', { cache: false })
  void denyConnections(session)
  // SECURITY: a sheet is complete in itself, so everything that it would load is refused.
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: details.resourceType !== 'mainFrame' || !details.url.startsWith(ADDRESS_START) })
  })
  return session
}
