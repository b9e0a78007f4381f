import { curlCommand } from '../exporter/export-handler'
import type { CallEntry, JournalEntry, PushEntry } from './journal.contract'
import { BATCH } from './kept-methods'
import { MASK } from './kept-text'

/** What has to be put into a command besides the portal's address: nothing, the masked values, or the whole request. */
export type CurlLacks = 'nothing' | 'values' | 'request'

/** Where the request is expected that was not kept, or not whole. */
const FROM_FILE = '@request.json'

/** An entry as a curl command with a placeholder for the portal's address. */
export function curlOfEntry(entry: JournalEntry): { readonly command: string; readonly lacks: CurlLacks } {
  const method = entry.kind === 'call' ? entry.method : `sale.paysystem.handler.${entry.action}`
  const request = entry.kind === 'call' ? requestOf(entry) : requestOfPush(entry)
  if (request === null) return { command: curlCommand(method, FROM_FILE), lacks: 'request' }
  return { command: curlCommand(method, request), lacks: request.includes(MASK) ? 'values' : 'nothing' }
}

function requestOf({ method, request }: CallEntry): string | null {
  // Of a batch only the names of its methods are known.
  return request.state === 'whole' && method.toLowerCase() !== BATCH ? request.text : null
}

function requestOfPush({ action, handlerId }: PushEntry): string | null {
  return action === 'delete' && handlerId !== null ? JSON.stringify({ ID: handlerId }) : null
}
