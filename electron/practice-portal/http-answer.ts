import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** A whole answer, before it is sent. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The portal's own error in the body, for the log. */
  readonly errorCode?: string | undefined
}

/** How an answer is sent; at once and whole when nothing is said. */
export interface Pace {
  readonly delayMs?: number
  readonly drip?: { readonly bytes: number; readonly everyMs: number }
}

export function plainText(status: number, text: string, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  const own = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' }
  return { status, headers: { ...own, ...headers }, body: text }
}

export function jsonAnswer(status: number, value: unknown): HttpAnswer {
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  }
  return { status, headers, body: `${JSON.stringify(value)}\n` }
}

/** Sends an answer. Resolves when all of it is written, or the client has gone away. */
export async function send(response: ServerResponse, answer: HttpAnswer, { delayMs, drip }: Pace = {}): Promise<void> {
  const bytes = Buffer.from(answer.body)
  if (delayMs !== undefined) await pause(response, delayMs)
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': bytes.length })
  if (drip === undefined) {
    response.end(bytes)
    return
  }
  for (let at = 0; at < bytes.length && !response.destroyed; at += drip.bytes) {
    response.write(bytes.subarray(at, at + drip.bytes))
    await pause(response, drip.everyMs)
  }
  response.end()
}

/** Waits, but not for a client that has gone away: nothing may keep the portal from closing. */
async function pause(response: ServerResponse, milliseconds: number): Promise<void> {
  const gone = new AbortController()
  const leave = () => gone.abort()
  response.once('close', leave)
  try {
    await wait(milliseconds, undefined, { signal: gone.signal })
  } catch (error) {
    if (!gone.signal.aborted) throw error
  } finally {
    response.off('close', leave)
  }
}
