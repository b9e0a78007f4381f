import { setMaxListeners } from 'node:events'
import { AppError } from '#common/ipc/app-error'
import type { JsonObject } from '#common/json/json-value'
import { growingWaitMs, type Pace, type Priority } from './pace'
import { emptyBucket, freeAtMs, withRefusal, withSent, withTaken } from './rate-bucket'
import { createRunTimes } from './run-times'
import type { Timer } from './timer'

export interface LaneCall {
  /** What runs on the portal: one method, or all that a batch calls. */
  readonly methods: readonly string[]
  /** Whose run time counts: the portal counts it for each webhook by itself. */
  readonly account: string
  readonly priority: Priority
  /** Calls of the same priority go in this order; a call that is made again keeps its place. */
  readonly order: number
}

/** What came of a request: an answer, with the times it told; a refusal; or nothing that says whether it was counted. */
export type TurnOutcome =
  | { readonly kind: 'answered'; readonly times: readonly (readonly [method: string, time: JsonObject | undefined])[] }
  | { readonly kind: 'refused'; readonly limit: 'rate' }
  | { readonly kind: 'refused'; readonly limit: 'run-time'; readonly methods: readonly string[] }
  | { readonly kind: 'unanswered' }

/** The right to send one request now. Its owner ends it, whatever came of the request. */
export interface Turn {
  end(...outcomes: readonly TurnOutcome[]): void
}

/** The way to one portal: lets calls through one by one, no faster than the portal takes them. */
export interface CallLane {
  /**
   * Waits for the turn of a call. What a person waits for goes first. Errors: cancelled; rate-limited with
   * `waitSeconds` when a limit holds the call longer than it is worth; {@link LaneClosed}.
   */
  enter(call: LaneCall, signal?: AbortSignal): Promise<Turn>
  /**
   * When the limits of the portal let a call leave that waits, or would wait, behind those before it: now or later, and as
   * far as is known. That other calls are still under way is no limit.
   */
  leavesAtMs(call: LaneCall): number
  /** Whether a method of an account ran for so long that it cannot be called now. */
  isTooLong(method: string, account: string): boolean
  /** Turns all that wait away with {@link LaneClosed}, and leaves no timer. */
  close(): void
}

/** The lane a call waited in is no more; it may ask for another. */
export class LaneClosed extends Error {
  override readonly name = 'LaneClosed'
}

interface Waiting {
  readonly call: LaneCall
  readonly admit: (turn: Turn) => void
  readonly refuse: (error: Error) => void
}

export function createCallLane(parts: {
  readonly timer: Timer
  readonly pace: Pace
  /** A number from 0 up to 1, different each time. */
  readonly random: () => number
}): CallLane {
  const { timer, pace, random } = parts
  const runTimes = createRunTimes(pace)
  let bucket = emptyBucket()
  let waiting: readonly Waiting[] = []
  let underWay = 0
  let isClosed = false
  let stopTimer = (): void => undefined
  return { enter, leavesAtMs, isTooLong, close }

  function enter(call: LaneCall, signal?: AbortSignal): Promise<Turn> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(cancelled())
      if (isClosed) return reject(new LaneClosed())
      const onAbort = (): void => {
        waiting = waiting.filter(other => other !== entry)
        reject(cancelled())
        admitNext()
      }
      const release = (): void => signal?.removeEventListener('abort', onAbort)
      const entry: Waiting = {
        call,
        admit(turn) {
          release()
          resolve(turn)
        },
        refuse(error) {
          release()
          reject(error)
        },
      }
      if (signal !== undefined) {
        // Node takes more than ten listeners for a leak, but all calls of one bulk work hang on one signal.
        setMaxListeners(0, signal)
        signal.addEventListener('abort', onAbort, { once: true })
      }
      waiting = [...waiting, entry].sort(byPriority)
      admitNext()
    })
  }

  function leavesAtMs(call: LaneCall): number {
    const nowMs = timer.now()
    const ahead = waiting.filter(other => byPriority(other, { call }) < 0).length
    return Math.max(freeAtMs(bucket, pace, nowMs, ahead), methodsFreeAtMs(call, nowMs))
  }

  function isTooLong(method: string, account: string): boolean {
    const nowMs = timer.now()
    return runTimes.freeAtMs(keyOf(account, method), nowMs) > nowMs
  }

  function close(): void {
    isClosed = true
    stopTimer()
    const left = waiting
    waiting = []
    for (const { refuse } of left) refuse(new LaneClosed())
  }

  /** Lets everything through that may leave now, and comes back when the next one may. */
  function admitNext(): void {
    stopTimer()
    stopTimer = () => undefined
    if (isClosed) return
    const nowMs = timer.now()
    refuseHeldTooLong(nowMs)
    for (let entry = nextFree(nowMs); entry !== undefined; entry = nextFree(nowMs)) admit(entry, nowMs)
    const wakeAtMs = Math.min(...waiting.filter(({ call }) => hasRoom(call)).map(({ call }) => freeAt(call, nowMs)))
    // A timer may fire a little early, so the wait is rounded up.
    if (Number.isFinite(wakeAtMs)) stopTimer = timer.after(Math.max(1, Math.ceil(wakeAtMs - nowMs)), admitNext)
  }

  function nextFree(nowMs: number): Waiting | undefined {
    return waiting.find(({ call }) => hasRoom(call) && freeAt(call, nowMs) <= nowMs)
  }

  function admit(entry: Waiting, sentAtMs: number): void {
    waiting = waiting.filter(other => other !== entry)
    underWay += 1
    bucket = withSent(bucket, pace, sentAtMs)
    let isEnded = false
    entry.admit({
      end(...outcomes) {
        if (isEnded) return
        isEnded = true
        underWay -= 1
        for (const outcome of outcomes) note(outcome, entry.call, sentAtMs)
        admitNext()
      },
    })
  }

  function note(outcome: TurnOutcome, { account }: LaneCall, sentAtMs: number): void {
    const nowMs = timer.now()
    switch (outcome.kind) {
      case 'answered':
        bucket = withTaken(bucket, pace, nowMs)
        for (const [method, time] of outcome.times) runTimes.answered(keyOf(account, method), time, nowMs)
        break
      case 'refused':
        if (outcome.limit === 'rate') {
          bucket = withRefusal(bucket, pace, { sentAtMs, nowMs }, refusals =>
            growingWaitMs(refusals, pace.firstWaitMs.rate, pace, random()),
          )
        } else {
          bucket = withTaken(bucket, pace, nowMs)
          for (const method of outcome.methods) runTimes.refused(keyOf(account, method), nowMs)
        }
        break
      case 'unanswered':
        break
    }
  }

  function refuseHeldTooLong(nowMs: number): void {
    for (const entry of waiting) {
      const heldMs = methodsFreeAtMs(entry.call, nowMs) - nowMs
      if (heldMs <= pace.longestHoldMs[entry.call.priority]) continue
      waiting = waiting.filter(other => other !== entry)
      entry.refuse(heldTooLong(entry.call, heldMs))
    }
  }

  function hasRoom({ priority }: LaneCall): boolean {
    return underWay < (priority === 'person' ? pace.atOnce : pace.atOnce - 1)
  }

  function freeAt(call: LaneCall, nowMs: number): number {
    return Math.max(freeAtMs(bucket, pace, nowMs), methodsFreeAtMs(call, nowMs))
  }

  function methodsFreeAtMs({ methods, account }: LaneCall, nowMs: number): number {
    return Math.max(nowMs, ...methods.map(method => runTimes.freeAtMs(keyOf(account, method), nowMs)))
  }
}

const RANK: Readonly<Record<Priority, number>> = { person: 0, bulk: 1 }

function byPriority(one: Pick<Waiting, 'call'>, other: Pick<Waiting, 'call'>): number {
  return RANK[one.call.priority] - RANK[other.call.priority] || one.call.order - other.call.order
}

function keyOf(account: string, method: string): string {
  return `${account} ${method}`
}

function heldTooLong({ methods }: LaneCall, heldMs: number): AppError {
  return new AppError('rate-limited', 'The portal refuses a method for longer than a call waits', {
    details: {
      reason: 'operation-time-limit',
      method: methods.join(', '),
      waitMinutes: Math.ceil(heldMs / 60_000),
    },
  })
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The call was cancelled')
}
