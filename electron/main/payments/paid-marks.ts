import { randomUUID } from 'node:crypto'
import { AppError } from '#common/ipc/app-error'
import type { JsonValue } from '#common/json/json-value'
import type {
  LivePayment,
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

export interface PaidMarksParts {
  readonly portal: PortalCalls
  readonly timer: Timer
  readonly progressed: (progress: { done: number; total: number; isWaiting: boolean }) => void
  /** Takes what the portal was seen to say of payments, for its list. */
  readonly seen: (portalId: PortalId, payments: readonly ListedPayment[]) => Promise<void>
  /** Takes why the list could not be brought up to date; the marking does not depend on it. */
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

/** Marks payments as paid or unpaid: what was seen before is done once, one after another, and read back. */
export function createPaidMarks(parts: PaidMarksParts) {
  const { portal, timer, progressed, seen, report } = parts
  let planned: MarkPlan | null = null
  let run: { isStopped: boolean; wake: () => void } | null = null
  /** Until when what was sent may still be done, of payments whose answers were lost. */
  const openUntil = new Map<string, number>()
  return { plan, apply, stop }

  async function plan(request: {
    readonly portalId: PortalId
    readonly paymentIds: readonly number[]
    readonly mark: PaidMark
  }): Promise<MarkPlan> {
    const { portalId, mark } = request
    const ids = [...new Set(request.paymentIds)]
    const open = ids.filter(id => isOpen(portalId, id))
    const asked = ids.filter(id => !open.includes(id))
    const read = await Promise.allSettled(asked.map(id => readLivePayment(portal, portalId, id, 'person')))
    const found: LivePayment[] = []
    const unread: { paymentId: number; error: Failure }[] = []
    for (const [index, outcome] of read.entries()) {
      if (outcome.status === 'fulfilled') found.push(outcome.value)
      else if (isGeneral(outcome.reason)) throw outcome.reason
      else unread.push({ paymentId: asked[index] ?? 0, error: failureOf(outcome.reason) })
    }
    await tellList(portalId, found)
    const isWanted = wantedBy(mark)
    planned = {
      id: randomUUID() as MarkPlanId,
      portalId,
      mark,
      payments: found.filter(payment => !isWanted(payment)),
      asWanted: found.filter(isWanted).map(({ paymentId }) => paymentId),
      unsettled: open,
      unread,
    }
    return planned
  }

  async function apply(planId: MarkPlanId): Promise<MarkResult> {
    if (run !== null) {
      throw new AppError('conflict', 'Other payments are being marked', { details: { reason: 'marking-goes-on' } })
    }
    if (planned?.id !== planId) {
      throw new AppError('not-found', 'This is not planned any more', { details: { reason: 'mark-plan' } })
    }
    const current = planned
    planned = null
    run = { isStopped: false, wake: () => undefined }
    try {
      return await markAll(current)
    } finally {
      run = null
    }
  }

  function stop(): void {
    if (run === null) return
    run.isStopped = true
    run.wake()
  }

  async function markAll({ portalId, mark, payments }: MarkPlan): Promise<MarkResult> {
    const outcomes: MarkOutcome[] = []
    const lost: Lost[] = []
    const live: LivePayment[] = []
    const isWanted = wantedBy(mark)
    const course = { hasFailed: false }
    let next = 0
    for (; next < payments.length && !course.hasFailed && run?.isStopped === false; next++) {
      const payment = payments[next]
      if (payment === undefined) break
      tell(next, false)
      await markOne(payment)
    }
    while (lost.length > 0) {
      tell(payments.length - lost.length, true)
      await settleOldest()
    }
    tell(payments.length, false)
    await tellList(portalId, live)
    return {
      mark,
      status: course.hasFailed ? 'failed' : next < payments.length ? 'stopped' : 'done',
      outcomes,
      notSent: payments.slice(next).map(({ paymentId }) => paymentId),
    }

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
      const payment = await readLivePayment(portal, portalId, paymentId, 'person')
      live.push(payment)
      return payment
    }

    function tell(done: number, isWaiting: boolean): void {
      progressed({ done, total: payments.length, isWaiting })
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
