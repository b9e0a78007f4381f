import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallEntry, JournalRow } from '../../../electron/common/journal/journal.contract'
import type { PortalId } from '../../../electron/common/portals/portals.contract'
import { createJournalFiles } from '../../../electron/main/journal/journal-files'
import {
  CALL_BOUNDS,
  createJournalService,
  PUSH_BOUNDS,
  type JournalService,
} from '../../../electron/main/journal/journal.service'
import { createPortalClient, type PortalClient } from '../../../electron/main/rest/portal-client'
import type { PortalParameters } from '../../../electron/main/rest/portal-parameters'
import { systemTimer } from '../../../electron/main/rest/pace/timer'
import { secretAccount } from '../../../electron/main/rest/secret-account'
import { systemClock } from '../../../electron/main/storage/clock'
import { filesHolding, holds } from '../../support/canary'
import { startServer, type TestServer } from '../../support/http-server'
import { ALL, SHOP } from '../../support/journal-entries'
import { MemorySecretStore } from '../../support/memory-secret-store'
import { nodeTransport } from '../../support/node-transport'

/** Each looked for by itself, so that a find says where it came from. */
const WEBHOOK = 'cAnArYwebh00kAAAA9'
const SETTING = 'cAnArYsett1ngBBBB8'
const LINK = 'cAnArYl1nkCCCCCCC7'
const DEFAULT = 'canary default 6'
const PERSON = 'Canaria Vögelchen'

const HANDLER = {
  ID: '3',
  NAME: 'Fair till',
  CODE: 'fair_till',
  SETTINGS: {
    FORM_DATA: { ACTION_URI: `https://pay.example/start?shop=5&api_key=${DEFAULT.replaceAll(' ', '-')}` },
    CODES: {
      SHOP: { NAME: 'Shop', DEFAULT: { PROVIDER_KEY: 'VALUE', PROVIDER_VALUE: DEFAULT } },
      SUM: { NAME: 'Sum', DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'SUM' } },
    },
  },
}

type Answer = readonly [status: number, body: unknown]

/** What the server answers to each method, the address it was called at repeated wherever it can be. */
const ANSWERS: Readonly<Record<string, (address: string) => Answer>> = {
  scope: () => [200, { result: ['crm', 'pay_system'] }],
  profile: address => [200, { result: { ID: '7', NAME: PERSON, PHOTO: address } }],
  'app.info': address => [403, { error: 'ACCESS_DENIED', error_description: `No ${address}` }],
  'server.time': () => [401, { error: 'INVALID_CREDENTIALS', error_description: WEBHOOK }],
  methods: () => [503, { error: 'QUERY_LIMIT_EXCEEDED', error_description: '' }],
  'feature.get': address => [200, `<html>${address}</html>`],
  'sale.paysystem.handler.list': address => [200, { result: [{ ...HANDLER, NOTE: address }] }],
  'sale.paysystem.handler.update': () => [502, 'gone'],
  'sale.paysystem.settings.get': () => [200, { result: { KEY: SETTING } }],
  'sale.paysystem.settings.update': () => [400, { error: 'ERROR_CHECK_FAILURE', error_description: `Not ${SETTING}` }],
  'sale.paysystem.add': () => [200, { result: 12 }],
  'salescenter.payment.getPublicUrl': () => [
    200,
    {
      result: {
        payment: { url: `https://s.example/pay?access=${LINK}`, shortUrl: `https://s.example/~${LINK}`, qr: LINK },
      },
    },
  ],
  'sale.payment.list': () => [
    200,
    { result: { payments: [{ id: 1, note: `https://s.example/~${LINK}`, url: LINK }] } },
  ],
  'method.of.tomorrow': () => [200, { result: { secret: SETTING } }],
}

const CALLS: readonly [method: string, parameters?: PortalParameters][] = [
  ...Object.keys(ANSWERS)
    .filter(method => !method.startsWith('sale.paysystem.') || method.endsWith('.list'))
    .map((method): [string] => [method]),
  ['sale.paysystem.handler.update', JSON.stringify({ ID: '3', FIELDS: HANDLER })],
  ['sale.paysystem.settings.get', '{"ID":5}'],
  ['sale.paysystem.settings.update', JSON.stringify({ ID: 5, SETTINGS: { KEY: { TYPE: 'VALUE', VALUE: SETTING } } })],
  ['sale.paysystem.add', JSON.stringify({ NAME: 'Till', SETTINGS: { KEY: { TYPE: 'VALUE', VALUE: SETTING } } })],
  ['method.of.tomorrow', JSON.stringify({ token: SETTING })],
  ['batch', JSON.stringify({ cmd: { a: `sale.paysystem.settings.update?KEY=${SETTING}`, b: 'profile' } })],
  ['salescenter.payment.getPublicUrl', JSON.stringify({ id: 1063, webhook: WEBHOOK })],
  ['scope', '[]'],
  ['not a method', '{}'],
]

let folder: string
let server: TestServer
let secrets: MemorySecretStore
let client: PortalClient
let journal: JournalService
let copied: string
let chosen: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-journal-'))
  server = await startServer(({ url }, response) => answer(url, response))
  secrets = new MemorySecretStore()
  const address = { origin: server.origin, userId: 7 }
  await secrets.put(secretAccount(address), WEBHOOK)
  const place = { folder: join(folder, 'journal'), clock: systemClock, onTrouble: () => undefined }
  journal = createJournalService({
    calls: createJournalFiles({ ...place, stream: 'calls', bounds: CALL_BOUNDS }),
    pushes: createJournalFiles({ ...place, stream: 'pushes', bounds: PUSH_BOUNDS }),
    portals: { list: () => Promise.resolve({ portals: [], currentId: null, keychain: 'available' }) },
    clipboard: { writeText: text => (copied = text) },
    chooseFile: () => Promise.resolve(chosen),
    clock: systemClock,
    timer: systemTimer,
    changed: () => undefined,
    report: fault => {
      throw fault
    },
  })
  client = createPortalClient({
    transport: nodeTransport,
    secrets,
    portals: { addressOf: id => (id === SHOP ? Promise.resolve(address) : Promise.reject(new Error(WEBHOOK))) },
    clock: systemClock,
    log: journal.noteCall,
  })
})

afterEach(async () => {
  journal.dispose()
  await server.stop()
  await rm(folder, { recursive: true })
})

function answer(url: string, response: ServerResponse): void {
  const method = url.split('/').at(-1) ?? ''
  const [status, body] = ANSWERS[method]?.(`${server.origin}${url}`) ?? [200, { result: [] }]
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

async function call(method: string, parameters?: PortalParameters, portalId: PortalId = SHOP): Promise<void> {
  await client.call(portalId, method, parameters).catch(() => undefined)
}

async function rows(): Promise<readonly JournalRow[]> {
  return (await journal.search({ filter: ALL, count: 1_000, cursor: null })).rows
}

async function entries(): Promise<readonly CallEntry[]> {
  const read = await Promise.all((await rows()).map(({ place }) => journal.read(place)))
  return read.filter(entry => entry.kind === 'call')
}

describe('the record of calls to a server', () => {
  it('says of each what came of it', async () => {
    for (const [method, parameters] of CALLS) await call(method, parameters)
    await call('scope', '{}', 'gone' as PortalId)
    await client.call(SHOP, 'scope', '{}', { signal: AbortSignal.abort() }).catch(() => undefined)
    await server.stop()
    await call('scope')
    await secrets.remove(secretAccount({ origin: server.origin, userId: 7 }))
    await call('scope')
    server = await startServer(() => undefined)

    const outcomes = (await entries()).map(
      ({ method, outcome, details }) => `${method}: ${outcome} ${reasonOf(details)}`,
    )
    expect(outcomes.toReversed()).toEqual([
      'scope: done ',
      'profile: done ',
      'app.info: portal ACCESS_DENIED',
      'server.time: unauthorized INVALID_CREDENTIALS',
      'methods: rate-limited QUERY_LIMIT_EXCEEDED',
      'feature.get: network not-a-portal',
      'sale.paysystem.handler.list: done ',
      'salescenter.payment.getPublicUrl: done ',
      'sale.payment.list: done ',
      'method.of.tomorrow: done ',
      'sale.paysystem.handler.update: network write-undecided',
      'sale.paysystem.settings.get: done ',
      'sale.paysystem.settings.update: portal ERROR_CHECK_FAILURE',
      'sale.paysystem.add: done ',
      'method.of.tomorrow: done ',
      'batch: done ',
      'salescenter.payment.getPublicUrl: done ',
      'scope: invalid-input parameters',
      ': internal ',
      'scope: internal ',
      'scope: cancelled ',
      'scope: network refused',
      'scope: keychain lost',
    ])
  })

  it('has no secret in any file, export, command or answer to the window', async () => {
    for (const [method, parameters] of CALLS) await call(method, parameters)
    const all = await entries()
    expect(all.length).toBe(CALLS.length)
    const texts = [JSON.stringify(await rows()), JSON.stringify(all)]
    for (const { place } of await rows()) {
      await journal.copyAsCurl(place)
      texts.push(copied)
    }
    for (const form of ['json', 'csv'] as const) {
      chosen = join(folder, `export.${form}`)
      await journal.exportAs(ALL, form)
      texts.push(await readFile(chosen, 'utf8'))
    }
    await journal.settled()

    for (const canary of [WEBHOOK, SETTING, LINK, DEFAULT, DEFAULT.replaceAll(' ', '-'), PERSON]) {
      expect(await filesHolding(folder, canary), canary).toEqual([])
      for (const text of texts) expect(holds(text, canary), `${canary} in ${text.slice(0, 200)}`).toBe(false)
    }
  })

  it('has what is no secret', async () => {
    await call('sale.paysystem.handler.list')
    await call('sale.paysystem.handler.update', JSON.stringify({ ID: '3', FIELDS: HANDLER }))
    await call('batch', JSON.stringify({ cmd: { a: 'sale.paysystem.list?x=1', b: 'profile' } }))

    const [batch, update, list] = await entries()
    expect(batch?.request).toEqual({ state: 'whole', text: '{"sale.paysystem.list":1,"profile":1}' })
    expect(update?.request).toMatchObject({ state: 'whole' })
    expect(JSON.stringify(update?.request)).toContain('shop=5&api_key=***')
    expect(JSON.stringify(list?.answer)).toContain(String.raw`\"PROVIDER_KEY\":\"PAYMENT\",\"PROVIDER_VALUE\":\"SUM\"`)
  })
})

function reasonOf(details: CallEntry['details']): string {
  return String(details['reason'] ?? details['code'] ?? '')
}
