import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HandlerServer {
  /** One webhook address for each portal asked for, each on a port of its own, so that each has limits of its own. */
  readonly addresses: readonly string[]
  close(): Promise<void>
}

/** An answer of a list of handlers, ten of them, of some 10 KB. */
const HANDLERS = Array.from({ length: 10 }, (_, index) => ({
  ID: `${index + 1}`,
  NAME: `Handler ${index + 1}`,
  CODE: `handler_${index + 1}`,
  SORT: '100',
  SETTINGS: {
    CURRENCY: ['EUR', 'USD'],
    FORM_DATA: {
      ACTION_URI: 'https://pay.example/form',
      METHOD: 'POST',
      FIELDS: Object.fromEntries(Array.from({ length: 8 }, (_field, field) => [`field_${field}`, `CODE_${field}`])),
    },
    CODES: Object.fromEntries(
      Array.from({ length: 8 }, (_code, code) => [`CODE_${code}`, { NAME: `Code ${code}`, SORT: `${code}` }]),
    ),
  },
}))

/** Answers every request at once with the same list: what is measured is the way to it and back. */
export async function startHandlerServers(count: number): Promise<HandlerServer> {
  const answer = JSON.stringify({ result: HANDLERS, time: { start: 0, finish: 0, duration: 0, operating: 0 } })
  const servers = Array.from({ length: count }, () =>
    createServer((request, response) => {
      request.resume()
      request.once('end', () => response.setHeader('content-type', 'application/json').end(answer))
    }),
  )
  for (const server of servers) await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    addresses: servers.map(server => {
      const { port } = server.address() as AddressInfo
      return `http://127.0.0.1:${port}/rest/1/${'b'.repeat(16)}/`
    }),
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections()
        await new Promise(resolve => server.close(resolve))
      }
    },
  }
}
