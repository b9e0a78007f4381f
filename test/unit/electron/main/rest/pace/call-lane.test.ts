import fc from 'fast-check'
import { parseJson, type JsonObject } from '#common/json/json-value'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  createCallLane,
  LaneClosed,
  type CallLane,
  type LaneCall,
  type Turn,
  type TurnOutcome,
} from '../../../../../../electron/main/rest/pace/call-lane'
import { PACE, type Pace } from '../../../../../../electron/main/rest/pace/pace'
import { RateBucket as PortalBucket } from '../../../../../../electron/practice-portal/rate-bucket'
import { FakeTimer, settled } from '../../../../../support/fake-timer'

const LIST = 'sale.payment.list'
const ANSWERED: TurnOutcome = { kind: 'answered', times: [] }
const REFUSED: TurnOutcome = { kind: 'refused', limit: 'rate' }

let timer: FakeTimer
let order: number

beforeEach(() => {
  timer = new FakeTimer()
  order = 0
})

function laneWith(pace: Partial<Pace> = {}): CallLane {
  return createCallLane({ timer, pace: { ...PACE, ...pace }, random: () => 0 })
}

function callOf(parts: Partial<LaneCall> = {}): LaneCall {
  order += 1
  return { methods: ['profile'], account: 'shop', priority: 'person', order, ...parts }
}

/** Enters and remembers under a name when the turn came. */
function enter(lane: CallLane, names: string[], name: string, parts: Partial<LaneCall> = {}): Promise<Turn> {
  const turn = lane.enter(callOf(parts))
  turn.then(
    () => names.push(name),
    () => undefined,
  )
  return turn
}

function usedUp(restSeconds: number): JsonObject {
  const parsed = parseJson(`{"finish":1000,"operating_reset_at":${1000 + restSeconds},"operating":480}`)
  if (!parsed.ok || parsed.value.kind !== 'object') throw new Error('No time')
  return parsed.value
}

describe('a lane', () => {
  it('lets calls of a person overtake those of bulk work, each kind in its order', async () => {
    const lane = laneWith({ atOnce: 2 })
    const names: string[] = []
    const first = await enter(lane, names, 'first', { priority: 'bulk' })
    const turns = [
      enter(lane, names, 'bulk 1', { priority: 'bulk' }),
      enter(lane, names, 'bulk 2', { priority: 'bulk' }),
      enter(lane, names, 'person 1'),
      enter(lane, names, 'person 2'),
    ]
    first.end(ANSWERED)
    for (const index of [2, 3, 0, 1]) (await turns[index])?.end(ANSWERED)

    expect(names).toEqual(['first', 'person 1', 'person 2', 'bulk 1', 'bulk 2'])
  })

  it('leaves one call under way to the person, however much bulk work there is', async () => {
    const lane = laneWith()
    const names: string[] = []
    for (const name of ['a', 'b', 'c', 'd', 'e']) void enter(lane, names, name, { priority: 'bulk' })
    void enter(lane, names, 'person')
    await settled()

    expect(names).toEqual(['a', 'b', 'c', 'person'])
    expect(timer.pending).toBe(0)
  })

  it('gives a call that is made again its old place', async () => {
    const lane = laneWith({ atOnce: 1 })
    const names: string[] = []
    const call = callOf()
    const turn = await lane.enter(call)
    void enter(lane, names, 'later')
    const again = lane.enter(call).then(next => {
      names.push('again')
      return next
    })
    turn.end(REFUSED)
    await timer.pass(1_000)
    ;(await again).end(ANSWERED)
    await settled()

    expect(names).toEqual(['again', 'later'])
  })

  it('does not let a method that is held keep others back', async () => {
    const lane = laneWith()
    const names: string[] = []
    const turn = await lane.enter(callOf({ methods: [LIST] }))
    turn.end({ kind: 'answered', times: [[LIST, usedUp(30)]] })

    void enter(lane, names, 'held', { methods: [LIST] })
    void enter(lane, names, 'batch with it', { methods: ['profile', LIST] })
    void enter(lane, names, 'other')
    void enter(lane, names, 'other webhook', { methods: [LIST], account: 'shop/2' })
    await timer.pass(29_999)
    expect(names).toEqual(['other', 'other webhook'])

    await timer.pass(1)
    expect(names).toEqual(['other', 'other webhook', 'held', 'batch with it'])
  })

  it('turns a person away at once when a limit holds longer than a person waits, and says for how long', async () => {
    const lane = laneWith()
    const turn = await lane.enter(callOf({ methods: [LIST] }))
    turn.end({ kind: 'answered', times: [[LIST, usedUp(300)]] })

    await expect(lane.enter(callOf({ methods: [LIST] }))).rejects.toMatchObject({
      code: 'rate-limited',
      details: { reason: 'operation-time-limit', method: LIST, waitMinutes: 5 },
    })
    const bulk = lane.enter(callOf({ methods: [LIST], priority: 'bulk' }))
    await timer.pass(300_000)
    await expect(bulk).resolves.toBeDefined()
  })

  it('turns a call away that is held too long by an answer that came while it waited', async () => {
    const lane = laneWith({ atOnce: 1 })
    const turn = await lane.enter(callOf({ methods: [LIST] }))
    const waiting = lane.enter(callOf({ methods: [LIST] }))
    turn.end({ kind: 'answered', times: [[LIST, usedUp(300)]] })

    await expect(waiting).rejects.toMatchObject({ code: 'rate-limited' })
    expect(timer.pending).toBe(0)
  })

  it('waits after a refusal, and tells that it is the limit that is waited for', async () => {
    const lane = laneWith()
    const names: string[] = []
    expect(lane.leavesAtMs(callOf())).toBe(timer.now())
    const turn = await lane.enter(callOf())
    turn.end(REFUSED)
    void enter(lane, names, 'next')

    await timer.pass(999)
    expect(names).toEqual([])
    expect(lane.leavesAtMs(callOf())).toBeCloseTo(1_000)

    await timer.pass(1)
    expect(names).toEqual(['next'])
    expect(lane.leavesAtMs(callOf())).toBe(timer.now())
  })

  it('tells when a call leaves that has others before it', async () => {
    const lane = laneWith()
    const turn = await lane.enter(callOf())
    turn.end(REFUSED)
    // The portal gives a refused second back, and then takes two calls a second.
    await timer.pass(1_000)
    const calls = [callOf(), callOf(), callOf(), callOf({ priority: 'bulk' })]
    for (let sent = 0; sent < 2; sent += 1) await lane.enter(callOf())
    for (const call of calls.toReversed()) void lane.enter(call)
    const [first = callOf(), second = callOf(), third = callOf(), bulk = callOf()] = calls

    expect([first, second, third, bulk].map(call => lane.leavesAtMs(call))).toEqual([1_500, 2_000, 2_500, 3_000])
    expect(lane.leavesAtMs({ ...callOf(), methods: ['scope'] })).toBe(3_000)
  })

  it('takes the end of a turn once', async () => {
    const lane = laneWith({ atOnce: 1 })
    const names: string[] = []
    const turn = await lane.enter(callOf())
    turn.end(ANSWERED)
    void enter(lane, names, 'second')
    await settled()
    turn.end(ANSWERED)
    void enter(lane, names, 'third')
    await settled()

    expect(names).toEqual(['second'])
  })
})

describe('cancelling', () => {
  it('takes a call out of the lane and leaves no timer', async () => {
    const lane = laneWith()
    ;(await lane.enter(callOf())).end(REFUSED)
    const controller = new AbortController()
    const waiting = lane.enter(callOf(), controller.signal)
    expect(timer.pending).toBe(1)
    controller.abort()

    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    expect(timer.pending).toBe(0)
  })

  it('before entering refuses at once', async () => {
    await expect(laneWith().enter(callOf(), AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
    expect(timer.pending).toBe(0)
  })

  it('of one call leaves the others their turn', async () => {
    const lane = laneWith()
    const names: string[] = []
    ;(await lane.enter(callOf())).end(REFUSED)
    const controller = new AbortController()
    const gone = lane.enter(callOf(), controller.signal)
    void enter(lane, names, 'left')
    controller.abort()
    await expect(gone).rejects.toMatchObject({ code: 'cancelled' })
    await timer.pass(1_000)

    expect(names).toEqual(['left'])
  })
})

describe('a lane that is closed', () => {
  it('turns away what waits and what comes, and leaves no timer', async () => {
    const lane = laneWith()
    const turn = await lane.enter(callOf())
    turn.end(REFUSED)
    const waiting = lane.enter(callOf())
    lane.close()

    await expect(waiting).rejects.toBeInstanceOf(LaneClosed)
    await expect(lane.enter(callOf())).rejects.toBeInstanceOf(LaneClosed)
    expect(timer.pending).toBe(0)
  })
})

describe('any schedule of calls', () => {
  const step = fc.record({
    pauseMs: fc.integer({ min: 0, max: 5_000 }),
    count: fc.integer({ min: 1, max: 30 }),
    priority: fc.constantFrom('person', 'bulk' as const),
    answerMs: fc.integer({ min: 0, max: 3_000 }),
    isCancelled: fc.boolean(),
  })

  it('never fills the bucket of the portal above its rim, ends every call, and leaves no timer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), async (steps, capacity) => {
        timer = new FakeTimer()
        order = 0
        const limit = { capacity, drainPerSecond: 2 }
        const lane = laneWith({ standard: limit, enterprise: limit, longestStepMs: 1_000 })
        // The sums of the two are not made in the same way, so they differ in their last digits.
        const portal = new PortalBucket({ ...limit, capacity: capacity + 1e-6 })
        const ends: Promise<unknown>[] = []
        let refusals = 0
        for (const { pauseMs, count, priority, answerMs, isCancelled } of steps) {
          await timer.pass(pauseMs)
          const controller = new AbortController()
          for (let made = 0; made < count; made += 1) {
            const isSent = lane.enter(callOf({ priority }), controller.signal).then(turn => {
              if (!portal.takes(timer.now())) refusals += 1
              timer.after(answerMs, () => turn.end(ANSWERED))
            })
            ends.push(isSent.catch(() => undefined))
          }
          if (isCancelled) timer.after(Math.floor(pauseMs / 2), () => controller.abort())
        }
        await timer.passAll()
        await Promise.all(ends)
        expect([refusals, timer.pending]).toEqual([0, 0])
      }),
      { numRuns: 60 },
    )
  })
})
