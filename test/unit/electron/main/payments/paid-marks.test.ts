import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../../../electron/common/ipc/app-error'
import { parseJson, type JsonValue } from '../../../../../electron/common/json/json-value'
import type { Marking, PaidMark } from '../../../../../electron/common/payments/marking.contract'
import type { ListedPayment } from '../../../../../electron/common/payments/payments.contract'
import type { PortalId } from '../../../../../electron/common/portals/portals.contract'
import { createPaidMarks } from '../../../../../electron/main/payments/paid-marks'

const PORTAL = 'till' as PortalId
const IDS = [1, 2, 3]
const LOST = new AppError('network', 'lost', { details: { layer: 'timeout', mayHaveArrived: true } })
const UNREACHED = new AppError('network', 'dns', { details: { layer: 'dns', mayHaveArrived: false } })
const CANCELLED = new AppError('cancelled', 'given up')
const REFUSED = new AppError('portal', 'no', { details: { code: '0', method: 'crm.item.payment.pay' } })

interface PortalPayment {
  id: number
  accountNumber: string
  paid: string
  sum: number
  currency: string
  paySystemId: number
  paySystemName: string
}

let now: number
let alarms: { at: number; work: () => void }[]
let payments: Map<number, PortalPayment>
let writes: string[]
/** What befalls the next write of a payment: before it is done, or after. */
let onWrite: (id: number) => { before?: AppError; after?: AppError; answer?: string; isLeft?: boolean } | undefined
let onRead: (id: number, count: number) => AppError | undefined
let reads: number
let lastSignal: AbortSignal | undefined
let told: Marking[]
let planTold: { done: number; total: number }[]
/** What befalls whoever is told. */
let onTold: () => void
let reported: unknown[]
let seen: ListedPayment[]
let marks: ReturnType<typeof createPaidMarks>

beforeEach(() => {
  now = 0
  alarms = []
  payments = new Map(IDS.map(id => [id, paymentOf(id)]))
  writes = []
  reads = 0
  told = []
  planTold = []
  onTold = () => undefined
  reported = []
  seen = []
  onWrite = () => undefined
  onRead = () => undefined
  marks = createPaidMarks({
    portal: { call },
    timer: {
      now: () => now,
      after(delayMs, work) {
        const alarm = { at: now + delayMs, work }
        alarms.push(alarm)
        return () => (alarms = alarms.filter(other => other !== alarm))
      },
    },
    planProgressed: progress => planTold.push(progress),
    changed: markings => {
      told.push(...markings)
      onTold()
    },
    seen: (_, read) => Promise.resolve(void seen.push(...read)),
    report: fault => void reported.push(fault),
  })
})

function paymentOf(id: number): PortalPayment {
  const facts = { currency: 'EUR', paySystemId: 21, paySystemName: 'Card' }
  return { id, accountNumber: `50/${String(id)}`, paid: 'N', sum: 10 + id, ...facts }
}

async function call(
  _: PortalId,
  method: string,
  body: string,
  options: { beforeSending?: () => Promise<void>; signal?: AbortSignal } = {},
): Promise<{ value: JsonValue }> {
  const { id } = JSON.parse(body) as { id: number }
  const payment = payments.get(id)
  if (method === 'crm.item.payment.get') {
    lastSignal = options.signal
    const error = onRead(id, ++reads)
    if (error !== undefined) throw error
    if (options.signal?.aborted === true) throw CANCELLED
    if (payment === undefined) throw REFUSED
    return { value: json(JSON.stringify(payment)) }
  }
  const befalls = onWrite(id)
  if (befalls?.isLeft !== true) {
    await options.beforeSending?.()
    writes.push(`${method} ${String(id)}`)
  }
  if (befalls?.before !== undefined) throw befalls.before
  if (payment !== undefined && befalls?.answer === undefined) payment.paid = method.endsWith('.pay') ? 'Y' : 'N'
  if (befalls?.after !== undefined) throw befalls.after
  return { value: json(befalls?.answer ?? 'true') }
}

function json(text: string): JsonValue {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}

function planned(mark: PaidMark = 'paid', paymentIds: readonly number[] = IDS) {
  return marks.plan({ portalId: PORTAL, paymentIds, mark })
}

async function marked(mark: PaidMark = 'paid') {
  return marks.apply((await planned(mark)).id).ended
}

/** Lets the time pass as long as something waits for it. */
async function throughTime<Result>(work: Promise<Result>): Promise<Result> {
  const course = { isEnded: false }
  const ended = work.finally(() => (course.isEnded = true))
  while (!course.isEnded) {
    await new Promise(resolve => setImmediate(resolve))
    const [alarm] = alarms.splice(0, 1)
    if (alarm === undefined) continue
    now = Math.max(now, alarm.at)
    alarm.work()
  }
  return ended
}

function errorOf(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown')
}

function states(outcomes: readonly { paymentId: number; state: string }[]): string[] {
  return outcomes.map(({ paymentId, state }) => `${String(paymentId)} ${state}`)
}

describe('a plan', () => {
  it('shows payments as the portal has them, and leaves out what is so already or not there', async () => {
    payments.get(2)!.paid = 'Y'
    payments.delete(3)
    expect(await planned()).toMatchObject({
      mark: 'paid',
      payments: [
        { paymentId: 1, accountNumber: '50/1', isPaid: false, sum: 11, currency: 'EUR', paySystemName: 'Card' },
      ],
      asWanted: [2],
      unread: [{ paymentId: 3, error: { code: 'portal' } }],
      unsettled: [],
    })
    expect(writes).toEqual([])
    expect(seen.map(({ paymentId, isPaid }) => [paymentId, isPaid])).toEqual([
      [1, false],
      [2, true],
    ])
  })

  it('fails where the portal cannot be reached', async () => {
    onRead = () => UNREACHED
    await expect(planned()).rejects.toBe(UNREACHED)
  })

  it('says how many payments were read, also those that cannot be', async () => {
    payments.delete(2)
    await planned()
    expect(planTold).toEqual([0, 1, 2, 3].map(done => ({ done, total: 3 })))
  })

  it('is given up when it is cancelled, and when another one is asked for', async () => {
    const first = planned()
    marks.cancelPlan()
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    const second = planned()
    const third = planned('paid', [1])
    await expect(second).rejects.toMatchObject({ code: 'cancelled' })
    expect(await third).toMatchObject({ payments: [{ paymentId: 1 }] })
    expect(writes).toEqual([])
  })

  it('asks for no more where nothing can come of it, and says why', async () => {
    onRead = id => (id === 2 ? UNREACHED : undefined)
    await expect(planned()).rejects.toBe(UNREACHED)
    expect(lastSignal?.aborted).toBe(true)
  })

  it('takes no answer that is not about the payment', async () => {
    payments.get(1)!.id = 9
    payments.get(2)!.paid = ''
    const { unread } = await planned()
    expect(unread.map(({ paymentId, error }) => [paymentId, error.details['reason']])).toEqual([
      [1, 'unexpected-result'],
      [2, 'unexpected-result'],
    ])
  })
})

describe('marking', () => {
  it.each(['paid', 'unpaid'] as const)('as %s writes each once, and reads it back', async mark => {
    for (const payment of payments.values()) payment.paid = mark === 'paid' ? 'N' : 'Y'
    const result = await marked(mark)
    expect(result).toMatchObject({ mark, status: 'done', notSent: [] })
    expect(states(result.outcomes)).toEqual(['1 done', '2 done', '3 done'])
    expect(writes).toEqual(IDS.map(id => `crm.item.payment.${mark === 'paid' ? 'pay' : 'unpay'} ${String(id)}`))
    const counted = told.map(marking => (marking.kind === 'running' ? marking.done : marking.result.status))
    expect(counted).toEqual([0, 1, 2, 3, 'done'])
    expect(seen.at(-1)).toMatchObject({ paymentId: 3, isPaid: mark === 'paid' })
  })

  it('leaves alone what became another payment since it was planned', async () => {
    const plan = await planned()
    payments.get(1)!.sum = 99
    payments.get(2)!.paid = 'Y'
    const { outcomes } = await marks.apply(plan.id).ended
    expect(states(outcomes)).toEqual(['1 changed', '2 already', '3 done'])
    expect(writes).toEqual(['crm.item.payment.pay 3'])
  })

  it('goes on after a refusal, and says what reads back as something else', async () => {
    onWrite = id => (id === 1 ? { before: REFUSED } : id === 2 ? { answer: 'true' } : { answer: 'false' })
    const { outcomes, status } = await marked()
    expect(status).toBe('done')
    expect(states(outcomes)).toEqual(['1 refused', '2 differs', '3 refused'])
    expect(outcomes[0]?.error?.details).toMatchObject({ code: '0' })
  })

  it('ends where nothing more can come of it', async () => {
    onWrite = id => (id === 2 ? { before: UNREACHED, isLeft: true } : undefined)
    const result = await marked()
    expect(result).toMatchObject({ status: 'failed', notSent: [3] })
    expect(states(result.outcomes)).toEqual(['1 done', '2 not-done'])
  })

  it('says where it could not be read back', async () => {
    const plan = await planned()
    onRead = (_, count) => (count === 5 ? UNREACHED : undefined)
    const result = await marks.apply(plan.id).ended
    expect(states(result.outcomes)).toEqual(['1 not-read-back'])
    expect(result).toMatchObject({ status: 'failed', notSent: [2, 3] })
  })

  it('is ended after the payment that is being marked', async () => {
    onWrite = id => {
      if (id === 2) marks.stop()
      return undefined
    }
    const result = await marked()
    expect(result).toMatchObject({ status: 'stopped', notSent: [3] })
    expect(states(result.outcomes)).toEqual(['1 done', '2 done'])
  })

  it('is done once for a plan, and not twice at a time', async () => {
    const { id } = await planned()
    const first = marks.apply(id)
    expect(errorOf(() => marks.apply(id))).toMatchObject({ code: 'conflict', details: { reason: 'marking-goes-on' } })
    await first.ended
    expect(errorOf(() => marks.apply(id))).toMatchObject({ code: 'not-found', details: { reason: 'mark-plan' } })
    expect(writes).toHaveLength(3)
  })
})

describe('a lost answer', () => {
  it('is no matter where the portal is seen to have done it', async () => {
    onWrite = id => (id === 2 ? { after: LOST } : undefined)
    expect(states((await throughTime(marked())).outcomes)).toEqual(['1 done', '2 done-unheard', '3 done'])
    expect(writes).toHaveLength(3)
  })

  it('is waited for as long as the portal may be at work, and nothing is sent again', async () => {
    onWrite = id => (id === 1 ? { before: LOST } : undefined)
    const result = await throughTime(marked())
    expect(states(result.outcomes)).toEqual(['2 done', '3 done', '1 not-done'])
    expect(now).toBeGreaterThan(60_000)
    expect(now).toBeLessThan(70_000)
    expect(writes).toHaveLength(3)
    expect(told.some(marking => marking.kind === 'running' && marking.isWaiting)).toBe(true)
  })

  it('is found done late', async () => {
    onWrite = id => (id === 1 ? { before: LOST } : undefined)
    onRead = id => {
      if (id === 1 && now > 20_000) payments.get(1)!.paid = 'Y'
      return undefined
    }
    expect(states((await throughTime(marked())).outcomes)).toEqual(['2 done', '3 done', '1 done-unheard'])
    expect(now).toBeLessThan(30_000)
  })

  it('stays open when nobody waits, and the payment is left out until nothing can come of it any more', async () => {
    onWrite = id => (id === 3 ? { before: LOST } : undefined)
    const working = marked()
    while (alarms.length === 0) await new Promise(resolve => setImmediate(resolve))
    marks.stop()
    expect(states((await working).outcomes)).toEqual(['1 done', '2 done', '3 undecided'])
    expect(await planned()).toMatchObject({ unsettled: [3], asWanted: [1, 2], payments: [] })
    now = 61_001
    expect(await planned()).toMatchObject({ unsettled: [], payments: [{ paymentId: 3 }] })
  })

  it('keeps a payment from being sent again by what was planned before it was lost', async () => {
    let early: ReturnType<typeof planned> | undefined
    onWrite = id => {
      if (id === 1) early = planned('paid', [3])
      return id === 3 ? { before: LOST } : undefined
    }
    const working = marked()
    while (alarms.length === 0) await new Promise(resolve => setImmediate(resolve))
    marks.stop()
    expect(states((await working).outcomes)).toContain('3 undecided')
    const plan = await early!
    expect(plan.payments).toHaveLength(1)
    expect(states((await marks.apply(plan.id).ended).outcomes)).toEqual(['3 undecided'])
    expect(writes).toEqual(IDS.map(id => `crm.item.payment.pay ${String(id)}`))
  })
})

describe('what is told of a marking', () => {
  it('is there for whoever asks later, until it is dismissed', async () => {
    const { id } = await planned()
    expect(marks.list()).toEqual([])
    const { ended } = marks.apply(id)
    const running = { kind: 'running', portalId: PORTAL, mark: 'paid', done: 0, total: 3, isWaiting: false }
    expect(marks.list()).toEqual([running])
    marks.dismiss(PORTAL)
    expect(marks.list()).toEqual([running])
    const result = await ended
    expect(marks.list()).toEqual([{ kind: 'ended', portalId: PORTAL, result }])
    marks.dismiss(PORTAL)
    expect(marks.list()).toEqual([])
  })

  it('stays when a new plan fails, and goes once there is one', async () => {
    await marked()
    onRead = () => UNREACHED
    await expect(planned()).rejects.toBe(UNREACHED)
    expect(marks.list()).toMatchObject([{ kind: 'ended', result: { status: 'done' } }])
    onRead = () => undefined
    await planned('unpaid')
    expect(marks.list()).toEqual([])
  })

  it('is of each portal by itself', async () => {
    await marked()
    const other = 'fair' as PortalId
    const { id } = await marks.plan({ portalId: other, paymentIds: [1], mark: 'unpaid' })
    await marks.apply(id).ended
    expect(marks.list().map(({ portalId, kind }) => [portalId, kind])).toEqual([
      [PORTAL, 'ended'],
      [other, 'ended'],
    ])
  })

  it('is what is known by then where something breaks under way, and what was sent is not called unsent', async () => {
    const fault = new Error('broken')
    onTold = () => {
      const last = told.at(-1)
      if (last?.kind === 'running' && last.done === 2) throw fault
    }
    const result = await marked()
    expect(reported).toEqual([fault])
    expect(result).toMatchObject({ status: 'failed', notSent: [3] })
    expect(states(result.outcomes)).toEqual(['1 done', '2 done'])
    expect(marks.list()).toEqual([{ kind: 'ended', portalId: PORTAL, result }])
    await expect(marked()).resolves.toMatchObject({ status: 'done' })
  })

  it('calls undecided what was sent and is not known when something breaks', async () => {
    onWrite = id => (id === 1 ? { before: LOST } : undefined)
    onTold = () => {
      const last = told.at(-1)
      if (last?.kind === 'running' && last.done === 1) throw new Error('broken')
    }
    const result = await marked()
    expect(states(result.outcomes)).toEqual(['1 undecided'])
    expect(result.notSent).toEqual([2, 3])
  })
})

describe('quitting', () => {
  it('begins with no other payment, and waits until the one under way is read back', async () => {
    let settling: Promise<void> | undefined
    onWrite = id => {
      if (id === 2) settling = marks.settled()
      return undefined
    }
    const { ended } = marks.apply((await planned()).id)
    while (settling === undefined) await new Promise(resolve => setImmediate(resolve))
    await settling
    expect(marks.list()).toMatchObject([{ kind: 'ended', result: { status: 'stopped', notSent: [3] } }])
    expect(states((await ended).outcomes)).toEqual(['1 done', '2 done'])
  })

  it('waits for nothing where nothing goes on, and gives a plan up', async () => {
    const reading = planned()
    await marks.settled()
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
  })
})
