/** A bucket that every request fills by one and time drains. */
export interface RateLimit {
  readonly capacity: number
  readonly drainPerSecond: number
}

/** Whether a person looks at the screen until the call is done, or the call is one of many that go on behind. */
export type Priority = 'person' | 'bulk'

/** Why a call is made again: the portal took no more requests, the method ran too long, or no usable answer came. */
export type RetryReason = 'rate' | 'run-time' | 'network'

/** The limits of portals, and how patient a call is with them. */
export interface Pace {
  /** What portals take: those on the Enterprise plan the second, all others in the cloud the first (reference 1.10). */
  readonly standard: RateLimit
  readonly enterprise: RateLimit
  /** How many seconds a method may run within ten minutes. */
  readonly runTimeLimitSeconds: number
  /** The run time is forgotten in pieces of so long. */
  readonly runTimePieceMs: number
  /** How many calls of one portal are under way at once. Bulk work leaves one of them to the person. */
  readonly atOnce: number
  /** The first wait after a refusal, or after an answer that did not come; each one after it is twice as long. */
  readonly firstWaitMs: Readonly<Record<'rate' | 'network', number>>
  /** No wait that doubles gets longer than this. */
  readonly longestStepMs: number
  /** How often a call is made in all before it is given up for one and the same reason. */
  readonly attempts: Readonly<Record<Priority, Readonly<Record<RetryReason, number>>>>
  /** A limit that holds a call longer than this ends it at once, and says how long it holds. */
  readonly longestHoldMs: Readonly<Record<Priority, number>>
  /** When the person is told that a limit is waited for. */
  readonly tellAfterMs: number
}

const MINUTE_MS = 60_000

export const PACE: Pace = {
  standard: { capacity: 50, drainPerSecond: 2 },
  enterprise: { capacity: 250, drainPerSecond: 5 },
  runTimeLimitSeconds: 480,
  runTimePieceMs: MINUTE_MS,
  atOnce: 4,
  firstWaitMs: { rate: 1_000, network: 500 },
  longestStepMs: 30_000,
  attempts: {
    person: { rate: 5, 'run-time': 2, network: 3 },
    // A piece of run time is forgotten each minute, and after ten of them everything is.
    bulk: { rate: 8, 'run-time': 11, network: 4 },
  },
  longestHoldMs: { person: MINUTE_MS + 5_000, bulk: 11 * MINUTE_MS },
  tellAfterMs: 1_000,
}

/** The wait after so many failures in a row, longer by up to a half, so that several callers do not come back together. */
export function growingWaitMs(failures: number, firstMs: number, pace: Pace, random: number): number {
  const step = Math.min(firstMs * 2 ** (failures - 1), pace.longestStepMs)
  return step * (1 + random / 2)
}
