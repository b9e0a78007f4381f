import { AppError } from '#common/ipc/app-error'
import { printJson } from '#common/json/json-value'
import { PortalId } from '#common/portals/portals.contract'
import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { createPortalClient, type CallRecord, type PortalClient } from '../../../../../electron/main/rest/portal-client'
import type { PortalParameters } from '../../../../../electron/main/rest/portal-parameters'
import { FakeTransport } from '../../../../support/fake-transport'
import { MemorySecretStore } from '../../../../support/memory-secret-store'

const PORTAL = v.parse(PortalId, 'shop')
const ADDRESS = { origin: 'https://shop.example.com:8443', userId: 7 }
const ACCOUNT = 'https://shop.example.com:8443/rest/7'
const SECRET = 'k3Yt9vQ2mZ8xB1dL'
const LIST = 'sale.paysystem.handler.list'

let secrets: MemorySecretStore
let records: CallRecord[]
let time: number

beforeEach(async () => {
  secrets = new MemorySecretStore()
  await secrets.put(ACCOUNT, SECRET)
  records = []
  time = Date.UTC(2031, 4, 4)
})

function clientOver(transport: FakeTransport, address = ADDRESS): PortalClient {
  return createPortalClient({
    transport,
    secrets,
    portals: { addressOf: () => Promise.resolve(address) },
    clock: { now: () => (time += 25) },
    log: record => records.push(record),
  })
}

function answering(body: string): FakeTransport {
  return new FakeTransport(() => ({ body }))
}

describe('a call', () => {
  it('posts JSON to the saved address', async () => {
    const transport = answering('{"result":[]}')

    await clientOver(transport).call(PORTAL, LIST)

    expect(transport.sent).toEqual([
      {
        url: `https://shop.example.com:8443/rest/7/${SECRET}/sale.paysystem.handler.list`,
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: '{}',
        maxBytes: 20_000_000,
        timeoutMs: 65_000,
        isRepeatable: true,
      },
    ])
  })

  it('answers the result with what stands beside it', async () => {
    const answer = await clientOver(answering('{"result":{"10":1.0,"2":0},"next":50}')).call(PORTAL, LIST)

    expect(printJson(answer.value, 0)).toBe('{"10":1.0,"2":0}')
    expect(answer.next).toBe(50)
  })

  const PARAMETERS: readonly [string, PortalParameters, string][] = [
    ['ready text as it is', '{ "10": 1.0, "2": [] }', '{ "10": 1.0, "2": [] }'],
    ['a JSON object', { kind: 'object', entries: [['ID', { kind: 'number', lexeme: '5.0' }]] }, '{"ID":5.0}'],
    ['entries', [['ID', { kind: 'string', value: '5' }]], '{"ID":"5"}'],
    ['no entries', [], '{}'],
  ]

  it.each(PARAMETERS)('sends %s', async (_, parameters, body) => {
    const transport = answering('{"result":true}')

    await clientOver(transport).call(PORTAL, LIST, parameters)

    expect(transport.sent[0]?.body).toBe(body)
  })

  it.each<[string, PortalParameters]>([
    ['text that is no JSON', '{"ID":5'],
    ['text of a list', '[5]'],
    ['empty text', ''],
    ['a list', { kind: 'array', items: [] }],
    ['a value that is no object', { kind: 'null' }],
  ])('does not send %s, which a portal would ignore', async (_, parameters) => {
    const transport = answering('{"result":true}')

    await expect(clientOver(transport).call(PORTAL, LIST, parameters)).rejects.toMatchObject({ code: 'invalid-input' })
    expect(transport.sent).toEqual([])
  })

  it('lets nothing but reads be sent twice', async () => {
    const transport = answering('{"result":true}')
    const client = clientOver(transport)

    for (const method of [LIST, 'sale.paysystem.handler.update', 'batch']) await client.call(PORTAL, method)

    expect(transport.sent.map(({ isRepeatable }) => isRepeatable)).toEqual([true, false, false])
  })

  it('is sent once, whatever comes of it', async () => {
    const transport = new FakeTransport(() => ({ status: 503, body: '{"error":"QUERY_LIMIT_EXCEEDED"}' }))

    await expect(clientOver(transport).call(PORTAL, LIST)).rejects.toMatchObject({ code: 'rate-limited' })
    expect(transport.sent).toHaveLength(1)
  })

  it.each(['../../evil', 'profile?x=1', 'profile/../x', 'https://evil.example/', '', 'a b', 'profile#'])(
    'of %j is none',
    async method => {
      const transport = answering('{"result":true}')

      await expect(clientOver(transport).call(PORTAL, method)).rejects.toMatchObject({ code: 'internal' })
      expect(transport.sent).toEqual([])
    },
  )
})

describe('a secret', () => {
  it('is used for the host it was saved for and no other', async () => {
    const transport = answering('{"result":true}')
    const elsewhere = clientOver(transport, { ...ADDRESS, origin: 'https://evil.example' })

    await expect(elsewhere.call(PORTAL, LIST)).rejects.toMatchObject({ code: 'keychain' })
    expect(transport.sent).toEqual([])
  })

  it.each(['/../../../', '@evil.example/', '?', '#', '\\evil.example\\', '//evil.example/'])(
    'cannot change where it is sent, not even as %s',
    async secret => {
      const transport = answering('{"result":true}')
      await secrets.put(ACCOUNT, secret)

      await clientOver(transport).call(PORTAL, LIST)

      const url = new URL(transport.sent[0]?.url ?? '')
      expect(url.origin).toBe(ADDRESS.origin)
      expect(url.pathname).toBe(`/rest/7/${encodeURIComponent(secret)}/${LIST}`)
    },
  )

  it('that cannot be read stops the call', async () => {
    secrets = secrets.restarted()
    secrets.setState('locked')
    const transport = answering('{"result":true}')

    await expect(clientOver(transport).call(PORTAL, LIST)).rejects.toMatchObject({ code: 'keychain' })
    expect(transport.sent).toEqual([])
  })
})

describe('cancelling', () => {
  it('before the call sends nothing', async () => {
    const transport = answering('{"result":true}')
    const signal = AbortSignal.abort()

    await expect(clientOver(transport).call(PORTAL, LIST, '{}', { signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(transport.sent).toEqual([])
  })

  it('while the keychain waits for the person ends the call, and sends nothing later', async () => {
    const transport = answering('{"result":true}')
    const controller = new AbortController()
    let unlock = (): void => undefined
    const unlocked = new Promise<void>(resolve => (unlock = resolve))
    let isAsked = (): void => undefined
    const asked = new Promise<void>(resolve => (isAsked = resolve))
    let finished: Promise<unknown> = Promise.resolve()
    const waiting: Pick<MemorySecretStore, 'use'> = {
      use(_account, work) {
        isAsked()
        const result = unlocked.then(() => work(SECRET))
        finished = result.catch(() => undefined)
        return result
      },
    }
    const client = createPortalClient({
      transport,
      secrets: waiting,
      portals: { addressOf: () => Promise.resolve(ADDRESS) },
      clock: { now: () => 0 },
      log: () => undefined,
    })

    const call = client.call(PORTAL, LIST, '{}', { signal: controller.signal })
    await asked
    controller.abort()
    await expect(call).rejects.toMatchObject({ code: 'cancelled' })
    unlock()
    await finished

    expect(transport.sent).toEqual([])
  })

  it('during the call reaches the transport', async () => {
    const controller = new AbortController()
    const transport = new FakeTransport((_, signal) => {
      controller.abort()
      return new AppError(signal?.aborted === true ? 'cancelled' : 'internal', 'x')
    })

    const call = clientOver(transport).call(PORTAL, LIST, '{}', { signal: controller.signal })
    await expect(call).rejects.toMatchObject({ code: 'cancelled' })
    expect(transport.sent).toHaveLength(1)
  })
})

describe('the record of a call', () => {
  it('tells what was asked, what came, how long it took and that it was done', async () => {
    await clientOver(answering('{"result":{"ID":1.0}}')).call(PORTAL, LIST, '{ "SORT": 5 }')

    expect(records).toEqual([
      {
        portalId: 'shop',
        method: LIST,
        startedAt: '2031-05-04T00:00:00.025Z',
        durationMs: 25,
        outcome: 'done',
        details: {},
        request: { state: 'whole', text: '{"SORT":5}' },
        answer: { state: 'whole', text: '{"ID":1.0}' },
      },
    ])
  })

  it.each([
    ['a refusal', { status: 403, body: '{"error":"ACCESS_DENIED"}' }, 'portal', { code: 'ACCESS_DENIED', status: 403 }],
    ['an answer that is none', { body: '' }, 'network', { layer: 'body', reason: 'empty' }],
    ['an unexpected error', new Error('x'), 'internal', {}],
  ])('tells of %s', async (_, answer, outcome, details) => {
    await clientOver(new FakeTransport(() => answer))
      .call(PORTAL, LIST)
      .catch(() => undefined)

    expect(records).toMatchObject([{ outcome, details, request: { text: '{}' }, answer: { state: 'none' } }])
  })

  it('has neither request nor answer of what was not sent', async () => {
    await clientOver(answering('{}'))
      .call(PORTAL, LIST, '{"ID":"k3Yt9vQ2mZ8xB1dL"}', { signal: AbortSignal.abort() })
      .catch(() => undefined)

    expect(records).toMatchObject([{ outcome: 'cancelled', request: { state: 'none' }, answer: { state: 'none' } }])
  })

  it('has the methods of a batch alone', async () => {
    const reads = ['profile', 'sale.payment.get', 'sale.payment.get'].map((method, id) => ({
      method,
      query: `id=${id}`,
    }))
    await clientOver(answering('{"result":{"result":{"read1":{"NAME":"Ida"}}}}')).readTogether(PORTAL, reads)

    expect(records).toMatchObject([
      {
        method: 'batch',
        request: { state: 'whole', text: '{"profile":1,"sale.payment.get":2}' },
        answer: { state: 'whole', text: '{"done":1}' },
      },
    ])
  })

  it('has nothing of the secret that somebody typed, or that the portal repeats', async () => {
    const echo = JSON.stringify({
      result: { NAME: SECRET, note: `https://shop.example.com/rest/7/${SECRET}/x`, [SECRET]: 1 },
    })
    await clientOver(answering(echo)).call(PORTAL, LIST, `{"NAME":"${SECRET}","a":"x${SECRET}y","${SECRET}":5}`)

    expect(JSON.stringify(records)).not.toContain(SECRET)
    expect(records).toMatchObject([{ request: { text: '{"NAME":"***","a":"x***y","***":5}' } }])
  })
})
