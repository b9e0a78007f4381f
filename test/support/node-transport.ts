import { request as httpRequest } from 'node:http'
import type { HttpRequest, HttpResponse, HttpTransport } from '../../electron/main/rest/http-transport'
import { networkError } from '../../electron/main/rest/net-errors'

/** Sends over plain HTTP without Electron, for tests that need a real server but no real network stack. */
export const nodeTransport: HttpTransport = { send: sendOverNode }

function sendOverNode(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const { method, headers } = request
    const sent = httpRequest(request.url, { method, headers, agent: false, ...(signal ? { signal } : {}) }, answer => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', () => reject(networkError('ERR_CONNECTION_RESET')))
      answer.on('end', () => {
        const pairs = Object.entries(answer.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')])
        resolve({
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(pairs) as Record<string, string>,
          body: Buffer.concat(chunks).toString('utf8'),
          isExact: true,
        })
      })
    })
    sent.on('error', () => reject(networkError('ERR_CONNECTION_REFUSED')))
    sent.end(request.body ?? undefined)
  })
}
