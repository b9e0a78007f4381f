import { AppError } from '#common/ipc/app-error'
import { PortalId } from '#common/portals/portals.contract'
import { inspect } from 'node:util'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { createPortalClient, type CallRecord } from '../../../../../electron/main/rest/portal-client'
import { FakeTransport } from '../../../../support/fake-transport'
import { MemorySecretStore } from '../../../../support/memory-secret-store'

/** Searched for in every case and in parts, so that a cut or re-written canary is found as well. */
const CANARY = 'cAnArY0f7hePaydesk9'
const TRACES = [CANARY, CANARY.slice(0, 10), CANARY.slice(-10)].map(part => part.toLowerCase())

const ADDRESS = { origin: 'https://shop.example.com', userId: 7 }
const URL_WITH_CANARY = `https://shop.example.com/rest/7/${CANARY}/profile`
const PAGE = `<!DOCTYPE html><html><body>No route for ${URL_WITH_CANARY}</body></html>`

function libraryError(): Error {
  const cause = Object.assign(new Error(`GET ${URL_WITH_CANARY}`), { config: { url: URL_WITH_CANARY } })
  return Object.assign(new TypeError(`connect failed: ${URL_WITH_CANARY}`, { cause }), {
    request: { url: URL_WITH_CANARY },
  })
}

function rejectWithText(): Promise<never> {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- that is the very case
  return Promise.reject(URL_WITH_CANARY)
}

/** Everything a server or a library can do with the address it was given. */
const ANSWERS: readonly [string, ConstructorParameters<typeof FakeTransport>[0]][] = [
  ['an error that echoes the address', () => echoed(400, { error: 'X', error_description: `No ${URL_WITH_CANARY}` })],
  [
    'an error that echoes it escaped',
    () => ({ status: 400, body: `{"error":"X","error_description":"${URL_WITH_CANARY.replaceAll('/', '\\/')}"}` }),
  ],
  [
    'an error that echoes it in lower case',
    () => echoed(404, { error: 'X', error_description: URL_WITH_CANARY.toLowerCase() }),
  ],
  [
    'an error that echoes it at the place of the cut',
    () => echoed(400, { error: 'X', error_description: `${'y'.repeat(1_985)} ${CANARY}` }),
  ],
  ['a code that is the secret', () => echoed(400, { error: CANARY, error_description: '' })],
  ['a long code that ends with the secret', () => echoed(400, { error: `${'Y'.repeat(92)} ${CANARY}` })],
  ['a description that is an object', () => echoed(400, { error: 'X', error_description: { url: URL_WITH_CANARY } })],
  ['wrong credentials', () => echoed(401, { error: 'INVALID_CREDENTIALS', error_description: CANARY })],
  ['a limit', () => echoed(503, { error: 'QUERY_LIMIT_EXCEEDED', error_description: CANARY })],
  ['a page', () => ({ status: 404, body: PAGE })],
  ['a page of a gateway', () => ({ status: 502, body: PAGE })],
  ['cut JSON', () => ({ body: `{"result":"${URL_WITH_CANARY}` })],
  ['no result', () => echoed(200, { answer: URL_WITH_CANARY })],
  [
    'a redirect to another host',
    () => ({ status: 302, headers: { location: URL_WITH_CANARY.replace('shop', 'new') } }),
  ],
  [
    'a redirect to a host named after the secret',
    () => ({ status: 302, headers: { location: `https://${CANARY}.evil.example/` } }),
  ],
  ['a broken redirect', () => ({ status: 302, headers: { location: `http://[${CANARY}` } })],
  ['an error of a library', () => libraryError()],
  ['a rejection that is text', () => rejectWithText()],
  [
    'an AppError of a careless transport',
    () => new AppError('network', URL_WITH_CANARY, { details: { url: URL_WITH_CANARY }, cause: libraryError() }),
  ],
]

/** What is done is recorded with its answer. */
const DONE: readonly [string, ConstructorParameters<typeof FakeTransport>[0]][] = [
  ['an answer that repeats the address', () => echoed(200, { result: { note: URL_WITH_CANARY, [CANARY]: [CANARY] } })],
  ['an answer that repeats it escaped', () => ({ body: `{"result":"${URL_WITH_CANARY.replaceAll('/', '\\/')}"}` })],
]

function echoed(status: number, body: unknown): { status: number; body: string } {
  return { status, body: JSON.stringify(body) }
}

function expectNoTrace(of: unknown): void {
  const shown = inspect(of, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null }).toLowerCase()
  for (const trace of TRACES) expect(shown).not.toContain(trace)
}

describe.each(ANSWERS)('after %s', (_, answering) => {
  it('neither the error nor the log has a trace of the secret', async () => {
    const secrets = new MemorySecretStore()
    await secrets.put('https://shop.example.com/rest/7', CANARY)
    const records: CallRecord[] = []
    const transport = new FakeTransport(answering)
    const client = createPortalClient({
      transport,
      secrets,
      portals: { addressOf: () => Promise.resolve(ADDRESS) },
      clock: { now: () => 0 },
      log: record => records.push(record),
    })

    const error: unknown = await client.call(v.parse(PortalId, 'shop'), 'profile').catch((reason: unknown) => reason)

    expect(transport.sent[0]?.url).toContain(CANARY)
    expect(error).toBeInstanceOf(AppError)
    expect(records).toHaveLength(1)
    expectNoTrace(error)
    expectNoTrace((error as AppError).stack)
    expectNoTrace((error as AppError).toWire())
    expectNoTrace(records)
  })
})

describe.each(DONE)('after %s', (_, answering) => {
  it('the log has no trace of the secret', async () => {
    const secrets = new MemorySecretStore()
    await secrets.put('https://shop.example.com/rest/7', CANARY)
    const records: CallRecord[] = []
    const client = createPortalClient({
      transport: new FakeTransport(answering),
      secrets,
      portals: { addressOf: () => Promise.resolve(ADDRESS) },
      clock: { now: () => 0 },
      log: record => records.push(record),
    })

    await client.call(v.parse(PortalId, 'shop'), 'server.time')

    expect(records).toMatchObject([{ answer: { state: 'whole' } }])
    expectNoTrace(records)
  })
})
