import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RateLimit } from '../../electron/main/rest/pace/pace'

export interface LinkServer {
  /** A webhook address. */
  readonly address: string
  close(): Promise<void>
}

/**
 * A portal that answers at once: a batch with the links of the payments it asks for, all else with an empty list. It
 * takes no more than its limit allows.
 */
export async function startLinkServer({ capacity, drainPerSecond }: RateLimit): Promise<LinkServer> {
  let origin = ''
  let level = 0
  let levelAt = performance.now()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.once('end', () => {
      const now = performance.now()
      level = Math.max(0, level - ((now - levelAt) / 1000) * drainPerSecond)
      levelAt = now
      response.setHeader('content-type', 'application/json')
      if (level + 1 > capacity) {
        response.statusCode = 503
        response.end(JSON.stringify({ error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' }))
        return
      }
      level++
      const isBatch = request.url?.includes('/batch') === true
      const result = isBatch ? linksOf(Buffer.concat(parts).toString(), origin) : []
      const time = { start: 0, finish: 0, duration: 0, operating: 0 }
      response.end(JSON.stringify({ result, time }))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    address: `${origin}/rest/1/${'c'.repeat(16)}/`,
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function linksOf(body: string, origin: string) {
  const { cmd } = JSON.parse(body) as { cmd: Record<string, string> }
  const result = Object.fromEntries(
    Object.entries(cmd).map(([key, command]) => {
      const id = /[?&]id=(\d+)/.exec(command)?.[1] ?? '0'
      return [key, { payment: { url: `${origin}/pay/?paymentId=${id}`, shortUrl: `${origin}/~${id}` } }]
    }),
  )
  return { result, result_error: [], result_total: [], result_next: [], result_time: [] }
}
