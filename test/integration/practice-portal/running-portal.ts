import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { onTestFinished } from 'vitest'
import {
  startPracticePortal,
  type PracticePortal,
  type PracticePortalOptions,
} from '../../../electron/practice-portal/server'

/** A practice portal on a port of its own, closed when the test ends. */
export async function runningPortal(options: PracticePortalOptions = {}): Promise<PracticePortal> {
  const portal = await startPracticePortal(options)
  onTestFinished(() => portal.close())
  return portal
}

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Sending {
  readonly verb?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Buffer
}

/** Sends one request as it is, with any host or origin, and follows no redirect. */
export function send(url: string, { verb = 'GET', headers = {}, body }: Sending = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: verb, headers, agent: false }, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Posts parameters as JSON text and returns the answer without its times. */
export async function callJson(portal: PracticePortal, method: string, json = '{}'): Promise<[number, unknown]> {
  const headers = { 'Content-Type': 'application/json' }
  const reply = await send(portal.address + method, { verb: 'POST', headers, body: json })
  const { time: _, ...answer } = JSON.parse(reply.body) as Record<string, unknown>
  return [reply.status, answer]
}
