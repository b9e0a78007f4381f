import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { parseWebhookUrl } from '../../../electron/common/portals/parse-webhook-url'
import type { MethodFault } from '../../../electron/practice-portal/method-faults'
import {
  startPracticePortal,
  type PracticePortal,
  type PracticePortalOptions,
} from '../../../electron/practice-portal/server'
import { buildPortalsApp, type PortalsAppBuild, type RunningPortalsApp } from '../../support/portals-app'
import type { Outcome, PacedCall, PacedCalls } from '../../support/portals-app-main'

const LIST = 'sale.paysystem.handler.list'
const UPDATE = 'sale.paysystem.handler.update'

const CALLS = {
  read: { method: LIST, body: '{}', priority: 'person' },
  write: { method: UPDATE, body: '{"ID":1,"FIELDS":{"NAME":"Renamed"}}', priority: 'person' },
  bulk: { method: LIST, body: '{}', priority: 'bulk' },
} as const satisfies Readonly<Record<string, PacedCall>>
type Kind = keyof typeof CALLS

const TOGETHER = [
  { method: 'profile', body: '{}', priority: 'person' },
  { method: 'sale.paysystem.list', body: '{"SELECT":["ID"]}', priority: 'person' },
] as const satisfies readonly PacedCall[]

let build: PortalsAppBuild
let app: RunningPortalsApp

beforeAll(async () => {
  build = await buildPortalsApp()
  app = await build.start()
})

afterAll(async () => {
  await app.close()
  await build.remove()
})

async function runningPortal(options: PracticePortalOptions = {}): Promise<PracticePortal> {
  const portal = await startPracticePortal(options)
  onTestFinished(() => portal.close())
  return portal
}

/** Makes calls side by side with one client over Electron's own network, whose waits are short. */
function callAll(
  portal: PracticePortal,
  calls: readonly PacedCall[],
  isTogether = false,
): Promise<readonly Outcome<string>[]> {
  return callIn(portal, { rounds: [calls], isTogether, isPatient: false })
}

function callIn(
  portal: PracticePortal,
  how: Pick<PacedCalls, 'rounds' | 'isTogether' | 'isPatient'>,
): Promise<readonly Outcome<string>[]> {
  const address = parseWebhookUrl(portal.address)
  if (!address.ok) throw new Error('The address of the practice portal is no webhook')
  const { origin, userId, secret } = address
  return app.electron.evaluate((_, given) => globalThis.portalsApp.callPaced(given), { origin, userId, secret, ...how })
}

/** The outcome in words, and how many requests the portal got. */
async function resultOf(kind: Kind, fault: MethodFault, times?: number): Promise<string> {
  const portal = await runningPortal()
  const call = CALLS[kind]
  portal.faults.onMethod(call.method, fault, times === undefined ? {} : { times })
  const [outcome] = await callAll(portal, [call])
  await portal.close()
  if (kind === 'write') expect(timesRun(portal), 'a write is done once at most').toBeLessThanOrEqual(1)
  return `${wordFor(outcome)} ×${portal.requests.length}`
}

/** As {@link resultOf}, of two reads that share a request which the fault strikes. */
async function resultTogether(fault: MethodFault, times?: number): Promise<string> {
  const portal = await runningPortal()
  portal.faults.onMethod('batch', fault, times === undefined ? {} : { times })
  const outcomes = await callAll(portal, TOGETHER, true)
  await portal.close()
  const named = outcomes.flatMap((outcome, index) =>
    outcome.ok ? [] : [outcome.details['method'] ?? TOGETHER[index]?.method],
  )
  if (named.length > 0)
    expect(named, 'an error names the read that was asked for').toEqual(TOGETHER.map(({ method }) => method))
  return `${[...new Set(outcomes.map(wordFor))].join(', ')} ×${portal.requests.length}`
}

/** How many requests may have been done: all but those that the portal itself refused for a limit. */
function timesRun(portal: PracticePortal): number {
  return portal.requests.filter(({ status }) => status !== 503 && status !== 429).length
}

function wordFor(outcome: Outcome<string> | undefined): string {
  if (outcome === undefined) return 'nothing'
  if (outcome.ok) return 'done'
  const { reason, code } = outcome.details
  return [outcome.code, reason ?? code].filter(part => part !== undefined && part !== '').join(' ')
}

/** What comes of a read, a write and a call of bulk work, if the fault stays; then if it strikes once. */
type Row = readonly [name: string, fault: MethodFault, staying: readonly string[], once: readonly string[]]

const UNDECIDED = 'network write-undecided ×1'
const RECOVERED = ['done ×2', UNDECIDED, 'done ×2']

function error(code: string): MethodFault {
  return { kind: 'error', code }
}

function always(outcome: string): readonly string[] {
  return [outcome, outcome, outcome]
}

const ROWS: readonly Row[] = [
  [
    'refused for the rate',
    error('QUERY_LIMIT_EXCEEDED'),
    [
      'rate-limited QUERY_LIMIT_EXCEEDED ×5',
      'rate-limited QUERY_LIMIT_EXCEEDED ×5',
      'rate-limited QUERY_LIMIT_EXCEEDED ×8',
    ],
    always('done ×2'),
  ],
  [
    'refused for its run time',
    error('OPERATION_TIME_LIMIT'),
    [
      'rate-limited OPERATION_TIME_LIMIT ×2',
      'rate-limited OPERATION_TIME_LIMIT ×2',
      'rate-limited OPERATION_TIME_LIMIT ×11',
    ],
    always('done ×2'),
  ],
  ...[
    ['portal', 'OVERLOAD_LIMIT'],
    ['portal', 'ACCESS_DENIED'],
    ['portal', 'insufficient_scope'],
    ['portal', 'PORTAL_DELETED'],
    ['unauthorized', 'expired_token'],
    ['unauthorized', 'INVALID_CREDENTIALS'],
  ].map(([named = '', code = '']): Row => {
    const refused = always(`${named} ${code} ×1`)
    return [`refused with ${code}`, error(code), refused, refused]
  }),
  ...['INTERNAL_SERVER_ERROR', 'ERROR_UNEXPECTED_ANSWER', 'ERROR_CORE'].map((code): Row => {
    const read = `portal ${code} ×1`
    return [`failed with ${code}`, error(code), [read, UNDECIDED, read], [read, UNDECIDED, read]]
  }),
  [
    'cut before it runs',
    { kind: 'cut-before' },
    ['network empty-answer ×3', UNDECIDED, 'network empty-answer ×4'],
    RECOVERED,
  ],
  [
    'cut after it ran',
    { kind: 'cut-after' },
    ['network empty-answer ×3', UNDECIDED, 'network empty-answer ×4'],
    RECOVERED,
  ],
  [
    'not answered in time',
    { kind: 'delay', milliseconds: 60_000 },
    ['network no-answer ×1', UNDECIDED, 'network no-answer ×4'],
    ['network no-answer ×1', UNDECIDED, 'done ×2'],
  ],
  [
    'answered too slowly',
    { kind: 'slow-drip', bytes: 1, everyMs: 2_000 },
    ['network no-answer ×1', UNDECIDED, 'network no-answer ×4'],
    ['network no-answer ×1', UNDECIDED, 'done ×2'],
  ],
  [
    'answered with half of its JSON',
    { kind: 'truncated-json' },
    ['network cut-off ×3', UNDECIDED, 'network cut-off ×4'],
    RECOVERED,
  ],
  [
    'answered by a page of a server in front',
    { kind: 'html-page', status: 502 },
    ['network server-error ×3', UNDECIDED, 'network server-error ×4'],
    RECOVERED,
  ],
  [
    'answered by a page that says 503',
    { kind: 'html-page', status: 503 },
    ['network server-error ×3', UNDECIDED, 'network server-error ×4'],
    RECOVERED,
  ],
  [
    'answered by a page that says 429',
    { kind: 'html-page', status: 429 },
    ['rate-limited ×5', UNDECIDED, 'rate-limited ×8'],
    RECOVERED,
  ],
  [
    'answered by a page that says 200',
    { kind: 'html-page', status: 200 },
    ['network not-a-portal ×1', UNDECIDED, 'network not-a-portal ×1'],
    ['network not-a-portal ×1', UNDECIDED, 'network not-a-portal ×1'],
  ],
  [
    'sent to another host',
    { kind: 'redirect', location: 'https://renamed.example.com/rest/' },
    always('network portal-moved ×1'),
    always('network portal-moved ×1'),
  ],
  ['answered a little late', { kind: 'delay', milliseconds: 30 }, always('done ×1'), always('done ×1')],
  ['answered drip by drip', { kind: 'slow-drip', bytes: 60, everyMs: 1 }, ['done ×1'], always('done ×1')],
]

/** What a portal refuses only to a batch, and what a read in it may have caused, is asked one by one: if it stays, if it strikes once. */
const ONE_BY_ONE: Readonly<Record<string, readonly [staying: string, once: string]>> = {
  insufficient_scope: ['done ×3', 'done ×3'],
  INTERNAL_SERVER_ERROR: ['done ×3', 'done ×3'],
  ERROR_UNEXPECTED_ANSWER: ['done ×3', 'done ×3'],
  OPERATION_TIME_LIMIT: ['done ×4', 'done ×2'],
}

describe('a call that is', () => {
  it.each(ROWS)('%s ends in the right way, and a write is done once at most', async (_, fault, staying, once) => {
    const kinds: readonly Kind[] = ['read', 'write', 'bulk']
    const ends = await Promise.all(
      kinds.map(async kind => [await resultOf(kind, fault), await resultOf(kind, fault, 1)] as const),
    )

    expect(ends.map(([, end]) => end)).toEqual(once)
    expect(ends.map(([end]) => end)).toEqual(staying.length === 1 ? always(staying[0] ?? '') : staying)
  })

  it.each(ROWS)('%s ends in the right way for each of the reads that share it', async (_, fault, staying, once) => {
    const oneByOne = fault.kind === 'error' ? ONE_BY_ONE[fault.code] : undefined

    expect([await resultTogether(fault), await resultTogether(fault, 1)]).toEqual(oneByOne ?? [staying[0], once[0]])
  })

  it.each([
    ['read', 'cancelled ×1'],
    ['write', UNDECIDED],
  ] as const)('cancelled under way says of a %s what is known', async (kind, expected) => {
    const portal = await runningPortal()
    portal.faults.onMethod(CALLS[kind].method, { kind: 'delay', milliseconds: 60_000 })
    const outcomes = callAll(portal, [CALLS[kind]])
    await vi.waitFor(() => expect(portal.requests).toHaveLength(1), 10_000)
    await app.electron.evaluate(() => globalThis.portalsApp.abortSending())

    expect(`${wordFor((await outcomes)[0])} ×${portal.requests.length}`).toBe(expected)
  })
})

describe('reads that share a request', () => {
  it.each([
    ['ACCESS_DENIED', 'portal ACCESS_DENIED ×1'],
    ['insufficient_scope', 'portal insufficient_scope ×1'],
    ['expired_token', 'unauthorized expired_token ×1'],
    // What has run for too long is asked again by itself, when it may be called again.
    ['OPERATION_TIME_LIMIT', 'rate-limited OPERATION_TIME_LIMIT ×3'],
  ])('get each its own when one of them is refused with %s', async (code, expected) => {
    const portal = await runningPortal()
    portal.faults.onMethod('sale.paysystem.list', error(code))
    const [profile, list] = await callAll(portal, TOGETHER, true)

    expect([wordFor(profile), `${wordFor(list)} ×${portal.requests.length}`]).toEqual(['done', expected])
    expect(list).toMatchObject({ details: { method: 'sale.paysystem.list' } })
  })

  it('are one request, answered as each would be by itself', async () => {
    const portal = await runningPortal()
    const calls = [
      ...TOGETHER,
      { method: 'sale.payment.list', body: '{"select":["id"],"filter":{">=id":2}}', priority: 'person' },
      { method: LIST, body: '{}', priority: 'person' },
      { method: 'sale.paysystem.settings.get', body: '{"ID":99999,"PERSON_TYPE_ID":0}', priority: 'person' },
    ] as const satisfies readonly PacedCall[]
    const apart = await callAll(portal, calls)
    portal.log.clear()
    const together = await callAll(portal, calls, true)

    expect(together.map(told)).toEqual(apart.map(told))
    expect(portal.requests.map(({ methodName }) => methodName)).toEqual(['batch'])
  })

  it('are asked for by fifty, and none is lost', async () => {
    const portal = await runningPortal()
    const outcomes = await callAll(
      portal,
      Array.from({ length: 120 }, () => TOGETHER[0]),
      true,
    )

    expect(outcomes.filter(({ ok }) => !ok)).toEqual([])
    expect(portal.requests).toHaveLength(3)
  })
})

/** The answer, or how the error is named. */
function told(outcome: Outcome<string>): string {
  return outcome.ok ? outcome.value : `${wordFor(outcome)} ${String(outcome.details['description'])}`
}

describe('a portal with a small bucket', () => {
  it('answers all calls of bulk work, the person’s before most of them, and refuses few', async () => {
    const portal = await runningPortal({ rateLimit: { capacity: 5, drainPerSecond: 50 } })
    const bulk = Array.from({ length: 40 }, (): PacedCall => ({ method: 'scope', body: '{}', priority: 'bulk' }))

    const outcomes = await callAll(portal, [...bulk, { method: 'profile', body: '{}', priority: 'person' }])

    expect(outcomes.filter(({ ok }) => !ok)).toEqual([])
    expect(portal.requests.findIndex(({ methodName }) => methodName === 'profile')).toBeLessThan(8)
    // It is learnt from the first refusal; what was under way with it is refused too.
    expect(portal.requests.filter(({ status }) => status === 503).length).toBeLessThanOrEqual(8)
  })
})

describe('a portal whose methods have run for too long', () => {
  /** A portal where one call of a method uses up all of its run time, told so as a person tells it by HTTP. */
  async function usedUpPortal(): Promise<PracticePortal> {
    const portal = await runningPortal({ hasControl: true })
    const { isAdmin, scopes } = portal.conditions.current
    const runTimeLimit = { limitSeconds: 480, secondsPerCall: 480 }
    const reply = await fetch(`http://127.0.0.1:${portal.port}/control/conditions`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${portal.controlToken ?? ''}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ isAdmin, scopes, rateLimit: null, runTimeLimit }),
    })
    expect(reply.status).toBe(200)
    return portal
  }

  const [PROFILE, SYSTEMS] = TOGETHER

  function asked(portal: PracticePortal): readonly string[] {
    return portal.requests.map(({ methodName, status }) => `${methodName ?? ''} ${status}`)
  }

  it('is not asked for one of them again, which is said by its name and for how long, and for others it is', async () => {
    const portal = await usedUpPortal()
    const outcomes = await callIn(portal, {
      rounds: [[CALLS.write], [CALLS.write], [PROFILE], [SYSTEMS, PROFILE]],
      isTogether: false,
      isPatient: true,
    })

    expect(outcomes.map(wordFor)).toEqual([
      'done',
      'rate-limited operation-time-limit',
      'done',
      'done',
      'rate-limited operation-time-limit',
    ])
    expect(outcomes[1]).toMatchObject({ details: { method: UPDATE } })
    // Each minute is forgotten ten minutes after it began, so this is most of ten minutes.
    expect(outcomes[1]).toHaveProperty('details.waitMinutes', expect.toBeOneOf([9, 10]))
    expect(asked(portal)).toEqual([`${UPDATE} 200`, 'profile 200', 'sale.paysystem.list 200'])
  })

  it('counts what runs in a batch, and a batch goes without the methods that have run for too long', async () => {
    const portal = await usedUpPortal()
    const outcomes = await callIn(portal, {
      rounds: [
        [PROFILE, SYSTEMS],
        [PROFILE, CALLS.read, { method: 'scope', body: '{}', priority: 'person' }],
        [SYSTEMS],
      ],
      isTogether: true,
      isPatient: true,
    })

    const refused = 'rate-limited operation-time-limit'
    expect(outcomes.map(wordFor)).toEqual(['done', 'done', refused, 'done', 'done', refused])
    expect(outcomes.at(-1)).toMatchObject({ details: { method: SYSTEMS.method } })
    expect(asked(portal)).toEqual(['batch 200', 'batch 200'])
  })

  it('is asked again after another program used the run time up, and that is told only once it refused', async () => {
    const portal = await usedUpPortal()
    await fetch(`${portal.address}profile`)
    const outcomes = await callIn(portal, { rounds: [[PROFILE]], isTogether: false, isPatient: false })

    expect(outcomes.map(wordFor)).toEqual(['rate-limited OPERATION_TIME_LIMIT'])
    expect(asked(portal)).toEqual(['profile 200', 'profile 429', 'profile 429'])
  })
})
