import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A plain server on loopback that remembers what it received. */
export interface TestServer {
  readonly origin: string
  readonly received: readonly ReceivedRequest[]
  /** Resolves when as many requests have arrived as asked for. */
  arrived(count: number): Promise<void>
  stop(): Promise<void>
}

type Answering = (request: ReceivedRequest, response: ServerResponse) => void

/** Starts a server; `answer` is called once the whole request is there. */
export async function startServer(answer: Answering): Promise<TestServer> {
  const received: ReceivedRequest[] = []
  const waiting: { readonly count: number; readonly resolve: () => void }[] = []
  const server = createServer((message, response) => {
    void bodyOf(message).then(body => {
      const request = { method: message.method ?? '', url: message.url ?? '', headers: message.headers, body }
      received.push(request)
      for (const { count, resolve } of waiting) if (received.length >= count) resolve()
      answer(request, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    arrived: count => new Promise(resolve => (received.length >= count ? resolve() : waiting.push({ count, resolve }))),
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
