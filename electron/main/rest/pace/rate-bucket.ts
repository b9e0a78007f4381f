import type { Pace, RateLimit } from './pace'

/** Which of the limits a portal has, as far as its answers have shown. */
export type Plan = 'unknown' | 'standard' | 'enterprise'

interface Level {
  readonly amount: number
  readonly atMs: number
}

/** What this computer has asked of a portal lately. All times are of one clock that only goes forward. */
export interface RateBucket {
  readonly plan: Plan
  /** Requests that were sent and have not drained away under the limit that is kept now. */
  readonly sent: Level
  /** Requests the portal took, drained as the smaller bucket would: more than fits into that proves the larger one. */
  readonly taken: Level
  /** Refusals since the last request the portal took; those of requests sent side by side count as one. */
  readonly refusals: number
  readonly refusedAtMs: number
  readonly pausedUntilMs: number
}

type Limits = Pick<Pace, 'standard' | 'enterprise'>

/** As many requests as are under way at once may be taken later than they were sent; that proves nothing yet. */
const PROOF_MARGIN = 5
/** Sums of fractions of a request are not exact. */
const TOLERANCE = 1e-9

export function emptyBucket(): RateBucket {
  const nothing = { amount: 0, atMs: 0 }
  return { plan: 'unknown', sent: nothing, taken: nothing, refusals: 0, refusedAtMs: -Infinity, pausedUntilMs: 0 }
}

/**
 * The limit that is kept. As long as nothing was refused that is the larger one: only a request more than the smaller
 * bucket holds can show which one the portal has, and the refusal of that request changes nothing.
 */
export function limitOf(bucket: RateBucket, limits: Limits): RateLimit {
  return bucket.plan === 'standard' ? limits.standard : limits.enterprise
}

/** When the next request may leave, or one that has some more before it: `nowMs` or later. */
export function freeAtMs(bucket: RateBucket, limits: Limits, nowMs: number, ahead = 0): number {
  const limit = limitOf(bucket, limits)
  const excess = drained(bucket.sent, limit, nowMs) + ahead + 1 - limit.capacity
  const fitsAtMs = excess <= TOLERANCE ? nowMs : nowMs + (excess / limit.drainPerSecond) * 1000
  return Math.max(fitsAtMs, bucket.pausedUntilMs)
}

/** After a request has left. */
export function withSent(bucket: RateBucket, limits: Limits, nowMs: number): RateBucket {
  return { ...bucket, sent: { amount: drained(bucket.sent, limitOf(bucket, limits), nowMs) + 1, atMs: nowMs } }
}

/** After any answer but a refusal for the rate. */
export function withTaken(bucket: RateBucket, limits: Limits, nowMs: number): RateBucket {
  const amount = drained(bucket.taken, limits.standard, nowMs) + 1
  const isProof = bucket.plan === 'unknown' && amount > limits.standard.capacity + PROOF_MARGIN
  return {
    ...bucket,
    plan: isProof ? 'enterprise' : bucket.plan,
    taken: { amount, atMs: nowMs },
    refusals: 0,
  }
}

/**
 * After a refusal for the rate. The portal's bucket is full then, of what this or another program on this network sent.
 * A portal that has not proven to have the larger one is treated as if it had the smaller one from then on. `waitMs`
 * tells how long to wait after so many refusals in a row.
 */
export function withRefusal(
  bucket: RateBucket,
  limits: Limits,
  times: { readonly sentAtMs: number; readonly nowMs: number },
  waitMs: (refusals: number) => number,
): RateBucket {
  const { sentAtMs, nowMs } = times
  const plan = bucket.plan === 'unknown' ? 'standard' : bucket.plan
  const full = { amount: limits[plan].capacity, atMs: nowMs }
  // It was on its way already when the refusal before it came, so it tells nothing new.
  if (sentAtMs <= bucket.refusedAtMs) return { ...bucket, plan, sent: full }
  const refusals = bucket.refusals + 1
  return { ...bucket, plan, sent: full, refusals, refusedAtMs: nowMs, pausedUntilMs: nowMs + waitMs(refusals) }
}

function drained({ amount, atMs }: Level, limit: RateLimit, nowMs: number): number {
  return Math.max(0, amount - (Math.max(0, nowMs - atMs) / 1000) * limit.drainPerSecond)
}
