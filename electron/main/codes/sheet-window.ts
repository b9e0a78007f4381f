import { randomUUID } from 'node:crypto'
import { session as sessions, type Session, type WebContents } from 'electron'
import { denyConnections } from '../security/page-network'
import { orCancelled } from './cancellation'
import { openHiddenWindow } from './hidden-window'
import { sheetDocument, type Sheet } from './sheet-document'

const ADDRESS_START = 'sheet://paydesk/'

/** The documents of the windows that are open, by address. They go by a scheme, for a data URL ends at two megabytes. */
const documents = new Map<string, string>()

/**
 * Lays a sheet out in a hidden window of its own, lets `use` print it, and destroys the window once that has ended. Error:
 * cancelled, at once, whatever the window does.
 */
export async function withSheetWindow<Result>(
  sheet: Sheet,
  use: (contents: WebContents) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const window = openHiddenWindow(closedSession(), { runsScripts: false })
  const address = ADDRESS_START + randomUUID()
  documents.set(address, sheetDocument(sheet))
  const work = window.loadURL(address).then(() => use(window.webContents))
  // Not before it has ended, though nobody waits for it any more: a window that goes while it is printed to a PDF leaves
  // Chromium waiting for it, and no other PDF is made until the app starts anew.
  const close = (): void => {
    documents.delete(address)
    window.destroy()
  }
  void work.then(close, close)
  return orCancelled(work, signal)
}

let session: Session | undefined

/** One session for all sheets, in memory only (no `persist:`), so that no sheet reaches the disk. */
function closedSession(): Session {
  if (session !== undefined) return session
  session = sessions.fromPartition('sheet', { cache: false })
  void denyConnections(session)
  session.protocol.handle('sheet', request => {
    const text = documents.get(request.url)
    if (text === undefined) return new Response(null, { status: 404 })
    return new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } })
  })
  // SECURITY: a sheet is complete in itself, so everything that it would load is refused.
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: details.resourceType !== 'mainFrame' || !documents.has(details.url) })
  })
  return session
}
