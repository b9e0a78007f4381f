import type { ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createServer as createTlsServer } from 'node:tls'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HttpRequest, HttpResponse } from '../../../electron/main/rest/http-transport'
import { filesHolding } from '../../support/canary'
import { startServer, type ReceivedRequest, type TestServer } from '../../support/http-server'
import { buildPortalsApp, type PortalsAppBuild, type RunningPortalsApp } from '../../support/portals-app'
import { selfSignedCertificate } from '../../support/self-signed-certificate'
import type { Outcome } from '../../support/portals-app-main'

const SENTINEL = 's3nt1nelOfTheTest'
const PATH = `/rest/7/${SENTINEL}/profile`

let build: PortalsAppBuild
let app: RunningPortalsApp
let servers: TestServer[] = []

beforeAll(async () => {
  build = await buildPortalsApp()
  app = await build.start()
})

afterAll(async () => {
  await app.close()
  await build.remove()
})

afterEach(async () => {
  await Promise.all(servers.map(server => server.stop()))
  servers = []
})

async function serve(answer: (request: ReceivedRequest, response: ServerResponse) => void): Promise<TestServer> {
  const server = await startServer(answer)
  servers.push(server)
  return server
}

function requestTo(origin: string, parts: Partial<HttpRequest> = {}): HttpRequest {
  return {
    url: origin + PATH,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: '{"a":"ж"}',
    maxBytes: 1_000_000,
    timeoutMs: 10_000,
    isRepeatable: true,
    ...parts,
  }
}

function send(request: HttpRequest): Promise<Outcome<HttpResponse>> {
  return app.electron.evaluate((_, given) => globalThis.portalsApp.send(given), request)
}

async function responseTo(request: HttpRequest): Promise<HttpResponse> {
  const outcome = await send(request)
  if (!outcome.ok) throw new Error(`No response: ${JSON.stringify(outcome.details)}`)
  return outcome.value
}

/** Sends, aborts once `until` has come true, and answers what came of it. */
async function sendAndAbort(request: HttpRequest, until: () => Promise<void>): Promise<Outcome<HttpResponse>> {
  const outcome = app.electron.evaluate((_, given) => globalThis.portalsApp.sendAbortable(given), request)
  await until()
  await app.electron.evaluate(() => globalThis.portalsApp.abortSending())
  return outcome
}

describe('a request', () => {
  it('arrives as it was given, with the name of the app and nothing that tells more', async () => {
    const server = await serve((_, response) => response.end('{"result":true}'))

    await responseTo(requestTo(server.origin))

    const [request] = server.received
    expect(request).toMatchObject({ method: 'POST', url: PATH, body: '{"a":"ж"}' })
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'Paydesk/0.0.0-test',
      'content-length': '10',
    })
    for (const name of ['cookie', 'authorization', 'referer', 'origin'])
      expect(request?.headers).not.toHaveProperty(name)
  })

  it('goes to the server each time and takes no cookie along', async () => {
    const server = await serve((_, response) => {
      response.setHeader('set-cookie', 'visit=1; Max-Age=3600')
      response.setHeader('cache-control', 'public, max-age=3600')
      response.end('{"result":true}')
    })

    for (const isRepeatable of [true, true, false]) {
      await responseTo(requestTo(server.origin, { method: 'GET', body: null, isRepeatable }))
    }

    expect(server.received).toHaveLength(3)
    for (const { headers } of server.received) expect(headers).not.toHaveProperty('cookie')
  })

  it('does not answer a demand for a password', async () => {
    const server = await serve((_, response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end('{"error":"NO_AUTH_FOUND"}')
    })

    expect(await responseTo(requestTo(server.origin))).toMatchObject({ status: 401, body: '{"error":"NO_AUTH_FOUND"}' })
    expect(server.received).toHaveLength(1)
  })

  // Chromium sends a POST again when a connection it had kept open breaks, and a portal would have done it twice.
  it('that must not be repeated leaves once, even when the connection breaks before the answer', async () => {
    const server = await serve((_, response) => {
      if (server.received.length === 1) response.end('{"result":true}')
      else response.destroy()
    })
    const write = requestTo(server.origin, { isRepeatable: false })
    await responseTo(write)

    const outcome = await send(write)

    expect(outcome).toMatchObject({ ok: false, code: 'network', details: { mayHaveArrived: true } })
    expect(server.received).toHaveLength(2)
  })
})

describe('an answer', () => {
  it.each([
    ['as it is', 'identity', (text: string) => Buffer.from(text)],
    ['packed with gzip', 'gzip', (text: string) => gzipSync(text)],
    ['packed with brotli', 'br', (text: string) => brotliCompressSync(text)],
  ])('is read as UTF-8 %s', async (_, encoding, pack) => {
    const server = await serve((_request, response) => {
      response.setHeader('content-encoding', encoding)
      response.end(pack('{"result":"жизнь 🎫"}'))
    })

    expect(await responseTo(requestTo(server.origin))).toMatchObject({ body: '{"result":"жизнь 🎫"}', isExact: true })
  })

  it('that is split within a letter is read whole', async () => {
    const bytes = Buffer.from('{"result":"ж"}')
    const server = await serve((_, response) => {
      response.write(bytes.subarray(0, 12))
      setImmediate(() => response.end(bytes.subarray(12)))
    })

    expect(await responseTo(requestTo(server.origin))).toMatchObject({ body: '{"result":"ж"}', isExact: true })
  })

  it('that is not UTF-8 says so', async () => {
    const server = await serve((_, response) => response.end(Buffer.from('{"result":"\xe6"}', 'latin1')))

    expect(await responseTo(requestTo(server.origin))).toMatchObject({ body: '{"result":"\uFFFD"}', isExact: false })
  })

  it('comes with its status and headers, names in lower case', async () => {
    const server = await serve((_, response) => {
      response.writeHead(503, { 'X-Bitrix-Rest-Time': '0.25', 'X-Twice': ['a', 'b'] }).end('{}')
    })

    const { status, headers } = await responseTo(requestTo(server.origin))

    expect(status).toBe(503)
    expect(headers).toMatchObject({ 'x-bitrix-rest-time': '0.25', 'x-twice': 'a, b' })
  })

  it('of 20 MB is taken, and one byte more is not', async () => {
    const maxBytes = 20_000_000
    const server = await serve(({ url }, response) =>
      response.end(Buffer.alloc(maxBytes + Number(url === '/more'), 0x61)),
    )

    // The text itself stays in the app, because it would take long on its way here.
    const length = await app.electron.evaluate(
      async (_, request) => {
        const outcome = await globalThis.portalsApp.send(request)
        return outcome.ok ? outcome.value.body.length : -1
      },
      requestTo(server.origin, { maxBytes }),
    )
    expect(length).toBe(maxBytes)

    expect(await send(requestTo(server.origin, { maxBytes, url: `${server.origin}/more` }))).toMatchObject({
      ok: false,
      code: 'network',
      details: { layer: 'body', reason: 'too-large', maxBytes },
    })
  })

  it('that is small on the wire and large unpacked is too large', async () => {
    const server = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(gzipSync(Buffer.alloc(30_000_000)))
    })

    expect(await send(requestTo(server.origin))).toMatchObject({ details: { layer: 'body', reason: 'too-large' } })
  })

  it.each([
    ['a length that was promised', { 'content-length': '500' }],
    ['chunks', { 'transfer-encoding': 'chunked' }],
  ])('that breaks off before its end is no answer: %s', async (_, headers) => {
    const server = await serve((_request, response) => {
      response.writeHead(200, headers)
      response.write('{"result":{"a":1}', () => response.destroy())
    })

    expect(await send(requestTo(server.origin))).toMatchObject({
      ok: false,
      code: 'network',
      details: { mayHaveArrived: true },
    })
  })
})

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('with %i is answered and not followed', async status => {
    const elsewhere = await serve((_, response) => response.end('{"result":true}'))
    const location = `${elsewhere.origin}${PATH}?moved=1`
    const server = await serve((_, response) => response.writeHead(status, { location }).end())

    expect(await responseTo(requestTo(server.origin))).toMatchObject({ status, headers: { location } })
    expect(server.received).toHaveLength(1)
    expect(elsewhere.received).toEqual([])
  })

  it('of a short link tells where it leads', async () => {
    const server = await serve((_, response) => response.writeHead(301, { location: '/pay/?paymentId=9' }).end())

    const outcome = await app.electron.evaluate(
      (_, url) => globalThis.portalsApp.locationOf(url),
      `${server.origin}/~Ab3dE`,
    )

    expect(outcome).toEqual({ ok: true, value: `${server.origin}/pay/?paymentId=9` })
    expect(server.received).toMatchObject([{ method: 'GET', url: '/~Ab3dE', body: '' }])
  })

  it('of a short link that leads nowhere is null', async () => {
    const server = await serve((_, response) => response.end('<html></html>'))

    const outcome = await app.electron.evaluate(
      (_, url) => globalThis.portalsApp.locationOf(url),
      `${server.origin}/~Ab3dE`,
    )

    expect(outcome).toEqual({ ok: true, value: null })
  })
})

describe('waiting', () => {
  const SILENT = (): void => undefined
  const HALF = (_: ReceivedRequest, response: ServerResponse): void => void response.write('{"result":')

  it.each([
    ['no answer', SILENT],
    ['half an answer', HALF],
  ])('for %s ends with the time', async (_, answer) => {
    const server = await serve(answer)

    expect(await send(requestTo(server.origin, { timeoutMs: 400 }))).toMatchObject({
      ok: false,
      code: 'network',
      details: { layer: 'timeout', reason: 'no-answer', mayHaveArrived: true },
    })
  })

  it.each([
    ['no answer', SILENT, true],
    ['half an answer', HALF, true],
    ['the answer to a write', SILENT, false],
  ])('for %s ends when it is cancelled', async (_, answer, isRepeatable) => {
    const server = await serve(answer)

    const outcome = await sendAndAbort(requestTo(server.origin, { isRepeatable }), () => server.arrived(1))

    expect(outcome).toMatchObject({ ok: false, code: 'cancelled' })
  })

  it('for one write does not let a second one pass, and the second is sent after it', async () => {
    const server = await serve((_, response) => {
      if (server.received.length > 1) response.end('{"result":true}')
    })
    const write = requestTo(server.origin, { isRepeatable: false, timeoutMs: 500 })

    const outcomes = await Promise.all([send(write), send(write)])

    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true])
  })
})

describe('a portal out of reach', () => {
  it.each([
    ['a host that does not exist', 'https://shop.invalid', 'dns', 'unknown-host', false],
    ['an address that is none', 'https://[', 'address', 'invalid-address', false],
    ['a scheme that is none of the web', 'file://', 'address', 'invalid-address', false],
    ['a port the browser blocks', 'http://127.0.0.1:6000', 'address', 'blocked-port', false],
  ])('is told by its layer: %s', async (_, origin, layer, reason, mayHaveArrived) => {
    expect(await send(requestTo(origin))).toMatchObject({
      ok: false,
      code: 'network',
      details: { layer, reason, mayHaveArrived },
    })
  })

  it('is told by its layer: nothing listens', async () => {
    const server = await startServer(() => undefined)
    await server.stop()

    expect(await send(requestTo(server.origin))).toMatchObject({
      details: { layer: 'tcp', reason: 'refused', mayHaveArrived: false },
    })
  })

  it('is told by its layer: no TLS', async () => {
    const server = await serve((_, response) => response.end())

    expect(await send(requestTo(server.origin.replace('http:', 'https:')))).toMatchObject({ details: { layer: 'tls' } })
  })

  it('is told by its layer: a certificate nobody vouches for', async () => {
    const { key, cert } = selfSignedCertificate('127.0.0.1')
    const server = createTlsServer({ key, cert }, socket => socket.end())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo

    const outcome = await send(requestTo(`https://127.0.0.1:${port}`))
    server.close()

    expect(outcome).toMatchObject({ details: { layer: 'tls', reason: 'untrusted-certificate', mayHaveArrived: false } })
  })

  it.each([
    ['no answer at all', '', 'http', 'empty-answer'],
    ['an answer that is no HTTP', '\x00\x01\x02 hello\r\n\r\n', 'http', 'not-http'],
  ])('is told by its layer: %s', async (_, bytes, layer, reason) => {
    const server = createTcpServer(socket => socket.once('data', () => socket.end(bytes)))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo

    const outcome = await send(requestTo(`http://127.0.0.1:${port}`))
    server.close()

    expect(outcome).toMatchObject({ details: { layer, reason, mayHaveArrived: true } })
  })

  it('never has the address in its error', async () => {
    const server = await serve((_, response) => response.destroy())
    const origins = [
      'https://shop.invalid',
      'https://[',
      'file://',
      server.origin,
      server.origin.replace('http', 'https'),
    ]

    for (const origin of origins) {
      for (const isRepeatable of [true, false]) {
        expect(JSON.stringify(await send(requestTo(origin, { isRepeatable })))).not.toContain(SENTINEL)
      }
    }
  })
})

describe('the disk', () => {
  it('gets nothing of what was sent and received, not even after the app quit', async () => {
    const server = await serve((_, response) => {
      response.setHeader('set-cookie', `${SENTINEL}=1; Max-Age=86400`)
      response.setHeader('cache-control', 'public, max-age=86400')
      response.setHeader('etag', `"${SENTINEL}"`)
      response.setHeader('strict-transport-security', 'max-age=86400')
      response.end(`{"result":"${SENTINEL}"}`)
    })
    const other = await build.start()
    const requests = [
      requestTo(server.origin),
      requestTo(server.origin, { isRepeatable: false }),
      requestTo(server.origin, { method: 'GET', body: null }),
    ]
    for (const request of requests) {
      const outcome = await other.electron.evaluate((_, given) => globalThis.portalsApp.send(given), request)
      expect(outcome).toMatchObject({ ok: true, value: { body: `{"result":"${SENTINEL}"}` } })
    }

    await other.close()

    expect(await filesHolding(other.userDataFolder, SENTINEL)).toEqual([])
    expect(await filesHolding(other.userDataFolder, server.origin.slice('http://'.length))).toEqual([])
    // What this proves depends on the app having written something there at all.
    expect(await readdir(other.userDataFolder)).not.toEqual([])
  })
})
