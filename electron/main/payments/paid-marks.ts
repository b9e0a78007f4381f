import { randomUUID } from 'node:crypto'
import { AppError } from '#common/ipc/app-error'
import type { JsonValue } from '#common/json/json-value'
import type {
  LivePayment,
  Marking,
  MarkOutcome,
  MarkPlan,
  MarkPlanId,
  MarkResult,
  MarkState,
  PaidMark,
} from '#common/payments/marking.contract'
import type { Failure, ListedPayment } from '#common/payments/payments.contract'
import type { PortalId } from '#common/portals/portals.contract'
import { LONGEST_WORK_MS } from '#common/push/push-record'
import { isRefusal, mayBeWritten } from '../push/lost-answer'
import type { Timer } from '../rest/pace/timer'
import type { PortalCalls } from '../rest/portal-calls'
import { befallsAll } from './befalls-all'
import { failureOf } from './failure-of'
import { readLivePayment } from './live-payments'
import { createToldMarkings } from './told-markings'

export interface PaidMarksParts {
  readonly portal: PortalCalls
  readonly timer: Timer
  readonly planProgressed: (progress: { done: number; total: number }) => void
  readonly changed: (markings: Marking[]) => void
  /** Takes what the portal was seen to say of payments, for its list. */
  readonly seen: (portalId: PortalId, payments: readonly ListedPayment[]) => Promise<void>
  /** Takes why the list could not be brought up to date, or what ended a marking that nobody waits for. */
  readonly report: (fault: unknown) => void
}

export type PaidMarks = ReturnType<typeof createPaidMarks>

const METHODS: Readonly<Record<PaidMark, string>> = { paid: 'crm.item.payment.pay', unpaid: 'crm.item.payment.unpay' }
/** How often the portal is read while an answer is lost, and how long after the latest moment of its work for the last time. */
const LOOK_MS = 5_000
const MARGIN_MS = 1_000

/** A write whose answer was lost, and when it was sent by the timer's clock. */
interface Lost {
  readonly planned: LivePayment
  readonly sentAt: number
  readonly error: Failure
}

/** The one marking that goes on. */
interface Run {
  isStopped: boolean
  /** Ends a pause. */
  wake: () => void
  readonly ended: Promise<MarkResult>
}

/** How far a marking is; what is not among the outcomes up to `next` was left open. */
interface Course {
  readonly outcomes: MarkOutcome[]
  /** The first payment that was not begun with. */
  next: number
  hasFailed: boolean
}

/** Marks payments as paid or unpaid: what was seen before is done once, one after another, and read back. */
export function createPaidMarks(parts: PaidMarksParts) {
  const { portal, timer, planProgressed, changed, seen, report } = parts
  const told = createToldMarkings(changed)
  let planning = new AbortController()
  let planned: MarkPlan | null = null
  let run: Run | null = null
  /** Until when what was sent may still be done, of payments whose answers were lost. */
  const openUntil = new Map<string, number>()
  return {
    plan,
    cancelPlan: () => planning.abort(),
    apply,
    stop,
    list: told.list,
    /** Also for a portal that is gone. */
    dismiss: told.forget,
    settled,
  }

  async function plan(request: {
    readonly portalId: PortalId
    readonly paymentIds: readonly number[]
    readonly mark: PaidMark
  }): Promise<MarkPlan> {
    const { portalId, mark } = request
    planning.abort()
    planning = new AbortController()
    planned = null
    const ids = [...new Set(request.paymentIds)]
    const open = ids.filter(id => isOpen(portalId, id))
    const { found, unread } = await readAll(
      portalId,
      ids.filter(id => !open.includes(id)),
      planning,
    )
    await tellList(portalId, found)
    const isWanted = wantedBy(mark)
    const next: MarkPlan = {
      id: randomUUID() as MarkPlanId,
      portalId,
      mark,
      payments: found.filter(payment => !isWanted(payment)),
      asWanted: found.filter(isWanted).map(({ paymentId }) => paymentId),
      unsettled: open,
      unread,
    }
    planned = next
    told.forget(portalId)
    return next
  }

  /** What hinders one payment is told of it. Errors: what would hinder every other one too; cancelled. */
  async function readAll(
    portalId: PortalId,
    ids: readonly number[],
    reading: AbortController,
  ): Promise<{ readonly found: LivePayment[]; readonly unread: { paymentId: number; error: Failure }[] }> {
    const { signal } = reading
    let done = 0
    planProgressed({ done, total: ids.length })
    const read = await Promise.all(
      ids.map(async paymentId => {
        const outcome = await readOne(paymentId)
        if (!signal.aborted) planProgressed({ done: ++done, total: ids.length })
        return outcome
      }),
    )
    if (signal.aborted) throw new AppError('cancelled', 'The plan was given up')
    return {
      found: read.flatMap(outcome => ('error' in outcome ? [] : outcome)),
      unread: read.flatMap(outcome => ('error' in outcome ? outcome : [])),
    }

    async function readOne(paymentId: number): Promise<LivePayment | { paymentId: number; error: Failure }> {
      try {
        return await readLivePayment(portal, portalId, paymentId, { signal })
      } catch (error) {
        if (!isGeneral(error)) return { paymentId, error: failureOf(error) }
        // The others would only be asked for in vain.
        reading.abort()
        throw error
      }
    }
  }

  /** Begins with it; what fails under way is part of its result. */
  function apply(planId: MarkPlanId): { readonly ended: Promise<MarkResult> } {
    if (run !== null) {
      throw new AppError('conflict', 'Other payments are being marked', { details: { reason: 'marking-goes-on' } })
    }
    if (planned?.id !== planId) {
      throw new AppError('not-found', 'This is not planned any more', { details: { reason: 'mark-plan' } })
    }
    const current = planned
    planned = null
    told.goesOn(current.portalId, current.mark, { done: 0, total: current.payments.length, isWaiting: false })
    const ended = Promise.resolve().then(() => carryOut(current))
    run = { isStopped: false, wake: () => undefined, ended }
    return { ended }
  }

  function stop(): void {
    if (run === null) return
    run.isStopped = true
    run.wake()
  }

  /** Begins with no other payment, and resolves once the one that is being marked is read back. */
  async function settled(): Promise<void> {
    planning.abort()
    stop()
    await run?.ended
  }

  async function carryOut(plan: MarkPlan): Promise<MarkResult> {
    const course: Course = { outcomes: [], next: 0, hasFailed: false }
    try {
      await markAll(plan, course)
    } catch (error) {
      // What is known by then of what was sent must not go with it.
      report(error)
      course.hasFailed = true
    }
    const result = resultOf(plan, course)
    run = null
    told.ended(plan.portalId, result)
    return result
  }

  async function markAll({ portalId, mark, payments }: MarkPlan, course: Course): Promise<void> {
    const { outcomes } = course
    const lost: Lost[] = []
    const live: LivePayment[] = []
    const isWanted = wantedBy(mark)
    while (course.next < payments.length && !course.hasFailed && run?.isStopped === false) {
      const payment = payments[course.next]
      if (payment === undefined) break
      course.next += 1
      await markOne(payment)
      tell(course.next, false)
    }
    while (lost.length > 0) {
      tell(payments.length - lost.length, true)
      await settleOldest()
    }
    await tellList(portalId, live)

    async function markOne(before: LivePayment): Promise<void> {
      const { paymentId } = before
      // Its answer may have been lost since this was planned.
      if (isOpen(portalId, paymentId)) {
        end(paymentId, 'undecided')
        return
      }
      try {
        const now = await read(paymentId)
        if (isWanted(now)) {
          end(paymentId, 'already')
          return
        }
        if (!isSame(now, before)) {
          end(paymentId, 'changed')
          return
        }
      } catch (error) {
        course.hasFailed ||= isGeneral(error)
        end(paymentId, 'not-done', error)
        return
      }
      const sent: { at: number | null } = { at: null }
      let answer: JsonValue
      try {
        const call = await portal.call(portalId, METHODS[mark], JSON.stringify({ id: paymentId }), {
          beforeSending: () => {
            sent.at = timer.now()
            return Promise.resolve()
          },
        })
        answer = call.value
      } catch (error) {
        if (sent.at === null || !mayBeWritten(error)) {
          course.hasFailed ||= isGeneral(error)
          end(paymentId, isRefusal(error) ? 'refused' : 'not-done', error)
          return
        }
        return takeLost({ planned: before, sentAt: sent.at, error: failureOf(error) })
      }
      try {
        const after = await read(paymentId)
        if (!isWanted(after)) {
          end(paymentId, isTrue(answer) ? 'differs' : 'refused')
          return
        }
        end(paymentId, isSame({ ...after, isPaid: before.isPaid }, before) ? 'done' : 'differs')
      } catch (error) {
        course.hasFailed ||= isGeneral(error)
        end(paymentId, 'not-read-back', error)
      }
    }

    async function takeLost(write: Lost): Promise<void> {
      const { paymentId } = write.planned
      openUntil.set(nameOf(portalId, paymentId), write.sentAt + LONGEST_WORK_MS + MARGIN_MS)
      lost.push(write)
      await look(write)
    }

    /** Reads a payment whose answer was lost, once more after the portal cannot be at work on it any longer. */
    async function settleOldest(): Promise<void> {
      const [write] = lost
      if (write === undefined) return
      const lastLookAt = write.sentAt + LONGEST_WORK_MS + MARGIN_MS
      await pause(Math.min(LOOK_MS, Math.max(0, lastLookAt - timer.now())))
      if (run?.isStopped === true) {
        endLost(write, 'undecided')
        return
      }
      const isLast = timer.now() >= lastLookAt
      const standing = await look(write)
      if (standing === 'done' || !isLast) return
      endLost(write, standing === 'not-done' ? 'not-done' : 'undecided')
    }

    /** Null where the portal cannot be read. */
    async function look(write: Lost): Promise<'done' | 'not-done' | null> {
      const now = await read(write.planned.paymentId).catch(() => null)
      if (now === null) return null
      if (!isWanted(now)) return 'not-done'
      endLost(write, isSame({ ...now, isPaid: write.planned.isPaid }, write.planned) ? 'done-unheard' : 'differs')
      return 'done'
    }

    function endLost(write: Lost, became: MarkState): void {
      const { paymentId } = write.planned
      lost.splice(lost.indexOf(write), 1)
      if (became !== 'undecided') openUntil.delete(nameOf(portalId, paymentId))
      outcomes.push({ paymentId, state: became, error: write.error })
    }

    function end(paymentId: number, became: MarkState, error?: unknown): void {
      outcomes.push({ paymentId, state: became, error: error === undefined ? null : failureOf(error) })
    }

    async function read(paymentId: number): Promise<LivePayment> {
      const payment = await readLivePayment(portal, portalId, paymentId)
      live.push(payment)
      return payment
    }

    function tell(done: number, isWaiting: boolean): void {
      told.goesOn(portalId, mark, { done, total: payments.length, isWaiting })
    }
  }

  /** Whether an earlier call may still be at work on a payment. */
  function isOpen(portalId: PortalId, paymentId: number): boolean {
    return (openUntil.get(nameOf(portalId, paymentId)) ?? 0) > timer.now()
  }

  function pause(ms: number): Promise<void> {
    return new Promise(resolve => {
      if (run === null || run.isStopped) return resolve()
      const cancel = timer.after(ms, resolve)
      run.wake = () => {
        cancel()
        resolve()
      }
    })
  }

  async function tellList(portalId: PortalId, live: readonly LivePayment[]): Promise<void> {
    // What was read last of a payment counts.
    const last = new Map(live.map(payment => [payment.paymentId, payment]))
    await seen(portalId, [...last.values()].map(asListed)).catch(report)
  }
}

function resultOf({ mark, payments }: MarkPlan, { outcomes, next, hasFailed }: Course): MarkResult {
  const known = new Set(outcomes.map(({ paymentId }) => paymentId))
  const open = payments.slice(0, next).filter(({ paymentId }) => !known.has(paymentId))
  return {
    mark,
    status: hasFailed ? 'failed' : next < payments.length ? 'stopped' : 'done',
    outcomes: [...outcomes, ...open.map(({ paymentId }) => ({ paymentId, state: 'undecided' as const, error: null }))],
    notSent: payments.slice(next).map(({ paymentId }) => paymentId),
  }
}

function wantedBy(mark: PaidMark): (payment: LivePayment) => boolean {
  return ({ isPaid }) => isPaid === (mark === 'paid')
}

/** Whether it is the payment that a person has seen. */
function isSame(one: LivePayment, other: LivePayment): boolean {
  return (
    one.isPaid === other.isPaid &&
    one.sum === other.sum &&
    one.currency === other.currency &&
    one.paySystemId === other.paySystemId &&
    one.accountNumber === other.accountNumber
  )
}

function isTrue(answer: JsonValue): boolean {
  return answer.kind === 'boolean' && answer.value
}

function asListed({ paySystemId: _, ...payment }: LivePayment): ListedPayment {
  return { ...payment, orderKey: null, due: null, texts: [] }
}

function nameOf(portalId: PortalId, paymentId: number): string {
  return `${portalId} ${String(paymentId)}`
}

function isGeneral(error: unknown): boolean {
  return !(error instanceof AppError) || befallsAll(error)
}
