import { AppError, type AppErrorDetails } from '#common/ipc/app-error'
import { parseJson } from '#common/json/json-value'
import { PortalId, type LimitWait } from '#common/portals/portals.contract'
import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PortalAnswer } from '../../../../../../electron/main/rest/answer'
import type { BatchOutcome } from '../../../../../../electron/main/rest/batch/batch-answer'
import { createPacedClient, type PacedClient } from '../../../../../../electron/main/rest/pace/paced-client'
import { FakeTimer, settled } from '../../../../../support/fake-timer'

const SHOP = v.parse(PortalId, 'shop')
const SHOP_TWO = v.parse(PortalId, 'shop-2')
const OTHER = v.parse(PortalId, 'other')
const ORIGINS: Readonly<Record<string, string>> = {
  [SHOP]: 'https://shop.example',
  [SHOP_TWO]: 'https://shop.example',
  [OTHER]: 'https://other.example',
}
const READ = 'sale.paysystem.handler.list'
const WRITE = 'sale.paysystem.handler.update'
const START = Date.UTC(2031, 4, 4)
const DONE: PortalAnswer = { value: { kind: 'boolean', value: true } }

let timer: FakeTimer
let sent: string[]
let answers: (PortalAnswer | AppError)[]
let outcomes: readonly BatchOutcome[]
let removed: Set<string>
/** What was told of waiting, one line a time. */
let told: string[]
let client: PacedClient

beforeEach(() => {
  timer = new FakeTimer()
  sent = []
  answers = []
  removed = new Set()
  told = []
  client = createPacedClient({
    client: {
      call(portalId, method) {
        sent.push(`${portalId} ${method}`)
        return nextAnswer()
      },
      async readTogether(portalId, reads) {
        sent.push(`${portalId} batch ${reads.map(({ method }) => method).join(' ')}`)
        await nextAnswer()
        return outcomes
      },
    },
    portals: {
      addressOf(id) {
        if (removed.has(id)) return Promise.reject(new AppError('not-found', 'x'))
        return Promise.resolve({ origin: ORIGINS[id] ?? '', userId: 1 })
      },
    },
    timer,
    clock: { now: () => START + timer.now() },
    limitWaitsChanged: waits => told.push(waits.map(lineOf).join(', ')),
    random: () => 0,
  })
})

function lineOf({ portalId, callCount, until }: LimitWait): string {
  return `${portalId} ${callCount} until ${(Date.parse(until) - START) / 1000} s`
}

function nextAnswer(): Promise<PortalAnswer> {
  const answer = answers.shift() ?? DONE
  return answer instanceof AppError ? Promise.reject(answer) : Promise.resolve(answer)
}

function limited(code: string): AppError {
  return new AppError('rate-limited', 'x', { details: { code } })
}

function cut(details: AppErrorDetails = {}): AppError {
  return new AppError('network', 'x', {
    details: { layer: 'tcp', reason: 'cut-off', mayHaveArrived: true, ...details },
  })
}

function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'done',
    (error: unknown) => error,
  )
}

describe('a call', () => {
  it.each([READ, WRITE])('of %s is made again after a refusal for the rate', async method => {
    answers = [limited('QUERY_LIMIT_EXCEEDED'), limited('QUERY_LIMIT_EXCEEDED')]
    const outcome = outcomeOf(client.call(SHOP, method))
    await timer.passAll()

    expect(await outcome).toBe('done')
    expect([sent.length, timer.now(), timer.pending]).toEqual([3, 3_000, 0])
  })

  it('is made again a minute after a refusal for its run time', async () => {
    answers = [limited('OPERATION_TIME_LIMIT')]
    const outcome = outcomeOf(client.call(SHOP, WRITE))
    await timer.passAll()

    expect(await outcome).toBe('done')
    expect([sent.length, timer.now()]).toEqual([2, 60_000])
  })

  it('that reads is made again after a fault of the network, and given up after three', async () => {
    answers = [cut(), cut(), cut(), cut()]
    const outcome = outcomeOf(client.call(SHOP, READ))
    await timer.passAll()

    expect(await outcome).toMatchObject({ code: 'network' })
    expect([sent.length, timer.pending]).toEqual([3, 0])
  })

  it('that writes is not made again after a fault of the network', async () => {
    answers = [cut()]

    expect(await outcomeOf(client.call(SHOP, WRITE))).toMatchObject({ code: 'network' })
    expect([sent.length, timer.pending]).toEqual([1, 0])
  })

  it('is given up while it waits to be made again, and leaves no timer', async () => {
    for (const answer of [cut(), limited('QUERY_LIMIT_EXCEEDED'), limited('OPERATION_TIME_LIMIT')]) {
      answers = [answer]
      const controller = new AbortController()
      const outcome = outcomeOf(client.call(SHOP, READ, '{}', { signal: controller.signal }))
      await settled()
      expect(timer.pending).toBeGreaterThan(0)
      controller.abort()

      expect(await outcome).toMatchObject({ code: 'cancelled' })
      expect(timer.pending).toBe(0)
      await timer.pass(120_000)
    }
    expect(sent).toHaveLength(3)
  })
})

describe('reads that go together', () => {
  const READS = [
    { method: READ, query: '' },
    { method: 'profile', query: '' },
  ]
  const ANSWERED: BatchOutcome = { kind: 'answered', answer: DONE }

  it('are one request, made again as a whole after a refusal for the rate and a fault of the network', async () => {
    answers = [limited('QUERY_LIMIT_EXCEEDED'), cut()]
    outcomes = [ANSWERED, ANSWERED]
    const made = client.readTogether(SHOP, READS)
    await timer.passAll()

    expect(await made).toBe(outcomes)
    expect(sent).toEqual(Array(3).fill(`shop batch ${READ} profile`))
  })

  it('tell which method ran for too long, and only that one waits', async () => {
    outcomes = [{ kind: 'refused', error: limited('OPERATION_TIME_LIMIT') }, ANSWERED]
    await client.readTogether(SHOP, READS)

    expect(await Promise.all([READ, 'profile', 'batch'].map(method => client.isHeld(SHOP, method)))).toEqual([
      true,
      false,
      false,
    ])
    await timer.pass(60_000)
    expect(await client.isHeld(SHOP, READ)).toBe(false)
  })

  it('count the run time that each answer tells', async () => {
    const told = parseJson('{"operating":480,"operating_reset_at":1090,"finish":1000}')
    if (!told.ok || told.value.kind !== 'object') throw new Error('No object')
    outcomes = [ANSWERED, { kind: 'answered', answer: { ...DONE, time: told.value } }]
    await client.readTogether(SHOP, READS)

    expect(await outcomeOf(client.call(SHOP, 'profile'))).toMatchObject({
      code: 'rate-limited',
      details: { reason: 'operation-time-limit', method: 'profile', waitMinutes: 2 },
    })
    expect(await outcomeOf(client.call(SHOP, READ))).toBe('done')
  })
})

describe('the limits of a portal', () => {
  it('are kept together by all its credentials, and by no other portal', async () => {
    answers = [limited('QUERY_LIMIT_EXCEEDED')]
    const outcomes = [outcomeOf(client.call(SHOP, READ))]
    await settled()
    outcomes.push(outcomeOf(client.call(SHOP_TWO, READ)), outcomeOf(client.call(OTHER, READ)))
    await settled()
    expect(sent).toEqual([`shop ${READ}`, `other ${READ}`])

    await timer.passAll()
    expect(await Promise.all(outcomes)).toEqual(['done', 'done', 'done'])
  })

  const SAVED = { id: SHOP, origin: 'https://shop.example', userId: 1, secretSavedAt: '2031-05-04T00:00:00.000Z' }

  it('are forgotten with a credential that was replaced', async () => {
    client.keepOnly([SAVED])
    answers = [limited('OPERATION_TIME_LIMIT')]
    const outcome = outcomeOf(client.call(SHOP, READ))
    await settled()
    client.keepOnly([SAVED])
    await settled()
    expect(sent).toHaveLength(1)

    client.keepOnly([{ ...SAVED, secretSavedAt: '2031-05-05T00:00:00.000Z' }])

    expect(await outcome).toBe('done')
    expect([sent.length, timer.pending]).toEqual([2, 0])
  })

  it('are forgotten with a portal that was removed, and what waited for it is told so', async () => {
    client.keepOnly([SAVED])
    answers = [limited('OPERATION_TIME_LIMIT')]
    const outcome = outcomeOf(client.call(SHOP, READ))
    await settled()
    removed.add(SHOP)
    client.keepOnly([])

    expect(await outcome).toMatchObject({ code: 'not-found' })
    expect([sent.length, timer.pending]).toEqual([1, 0])
  })

  it('hold nothing up when the app quits', async () => {
    answers = [limited('OPERATION_TIME_LIMIT'), cut()]
    const outcomes = [outcomeOf(client.call(SHOP, READ)), outcomeOf(client.call(OTHER, READ))]
    await settled()
    client.dispose()

    expect(await Promise.all(outcomes)).toMatchObject([{ code: 'cancelled' }, { code: 'cancelled' }])
    expect(timer.pending).toBe(0)
  })
})

describe('a person who waits for a limit', () => {
  it('is told after a second, for how long, and when it is over', async () => {
    answers = [limited('OPERATION_TIME_LIMIT')]
    const outcome = outcomeOf(client.call(SHOP, READ))
    await timer.pass(999)
    expect(told).toEqual([])

    await timer.pass(1)
    expect(told).toEqual(['shop 1 until 60 s'])
    await timer.passAll()

    expect(await outcome).toBe('done')
    expect(told).toEqual(['shop 1 until 60 s', ''])
  })

  it('is told once of a call that is refused again and again', async () => {
    answers = Array.from({ length: 3 }, () => limited('QUERY_LIMIT_EXCEEDED'))
    const outcome = outcomeOf(client.call(SHOP, READ))
    await timer.passAll()

    expect(await outcome).toBe('done')
    // The portal is given one second, then two, then four.
    expect(told).toEqual(['shop 1 until 3 s', 'shop 1 until 7 s', ''])
  })

  it('is told how many wait, of each portal, and when the last of them can leave', async () => {
    answers = [limited('QUERY_LIMIT_EXCEEDED'), limited('QUERY_LIMIT_EXCEEDED'), limited('QUERY_LIMIT_EXCEEDED')]
    const first = outcomeOf(client.call(SHOP, READ))
    await timer.pass(1_000)
    const others = [client.call(SHOP, READ), client.call(SHOP_TWO, READ), client.call(OTHER, READ)].map(outcomeOf)
    await timer.pass(1_500)

    expect(told.at(-1)).toBe('shop 2 until 3 s, shop-2 1 until 3 s')
    await timer.passAll()
    expect(new Set(await Promise.all([first, ...others]))).toEqual(new Set(['done']))
    expect(told.at(-1)).toBe('')
  })

  it('is told nothing of bulk work, of a network that fails, and of a call that was given up', async () => {
    const controller = new AbortController()
    answers = [limited('OPERATION_TIME_LIMIT'), cut()]
    const bulk = outcomeOf(client.call(SHOP, READ, '{}', { priority: 'bulk', signal: controller.signal }))
    await settled()
    const person = outcomeOf(client.call(OTHER, READ))
    await timer.pass(30_000)
    expect(await person).toBe('done')
    const givenUp = outcomeOf(client.call(SHOP, READ, '{}', { signal: controller.signal }))
    await timer.pass(900)
    controller.abort()
    await timer.passAll()

    expect([await bulk, await givenUp]).toMatchObject([{ code: 'cancelled' }, { code: 'cancelled' }])
    expect([told, timer.pending]).toEqual([[], 0])
  })
})
