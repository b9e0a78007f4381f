import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PACE, type RateLimit } from '../../../../../../electron/main/rest/pace/pace'
import {
  emptyBucket,
  freeAtMs,
  withRefusal,
  withSent,
  withTaken,
  type RateBucket,
} from '../../../../../../electron/main/rest/pace/rate-bucket'
import { RateBucket as PortalBucket } from '../../../../../../electron/practice-portal/rate-bucket'

/** A portal's own bucket. Its sums are not made in the same way as ours, so they differ in their last digits. */
function portalWith({ capacity, drainPerSecond }: RateLimit): PortalBucket {
  return new PortalBucket({ capacity: capacity + 1e-6, drainPerSecond })
}

const WAIT = (refusals: number): number => refusals * 1_000

/** Sends so many requests as soon as the bucket lets each, and answers when the last one left. */
function sendAll(bucket: RateBucket, count: number, nowMs = 0): { bucket: RateBucket; atMs: number } {
  let atMs = nowMs
  for (let sent = 0; sent < count; sent += 1) {
    atMs = freeAtMs(bucket, PACE, atMs)
    bucket = withSent(bucket, PACE, atMs)
  }
  return { bucket, atMs }
}

function refusedAt(bucket: RateBucket, nowMs: number, sentAtMs = nowMs): RateBucket {
  return withRefusal(bucket, PACE, { sentAtMs, nowMs }, WAIT)
}

describe('the bucket of a portal', () => {
  it('lets 250 requests go at once while nothing was refused, and five a second after that', () => {
    expect(sendAll(emptyBucket(), 250).atMs).toBe(0)
    expect(sendAll(emptyBucket(), 251).atMs).toBeCloseTo(200)
    expect(sendAll(emptyBucket(), 260).atMs).toBeCloseTo(2_000)
  })

  it('keeps two a second once a request was refused, and waits before the first of them', () => {
    const bucket = refusedAt(sendAll(emptyBucket(), 51).bucket, 0)

    expect(bucket.plan).toBe('standard')
    expect(freeAtMs(bucket, PACE, 0)).toBe(1_000)
    expect(sendAll(bucket, 5, 0).atMs).toBeCloseTo(2_500)
  })

  it('lets 50 go at once after a pause long enough to drain it', () => {
    const bucket = refusedAt(emptyBucket(), 0)

    expect(sendAll(bucket, 50, 25_000).atMs).toBe(25_000)
    expect(sendAll(bucket, 51, 25_000).atMs).toBeCloseTo(25_500)
  })

  it('holds a portal that took more than 55 at once for one with the larger limit, whatever it refuses later', () => {
    let bucket = emptyBucket()
    for (let taken = 0; taken < 56; taken += 1) bucket = withTaken(bucket, PACE, 0)

    expect(refusedAt(bucket, 0).plan).toBe('enterprise')
  })

  it('proves nothing by requests that were taken as slowly as any portal takes them', () => {
    let bucket = emptyBucket()
    for (let taken = 0; taken < 500; taken += 1) bucket = withTaken(bucket, PACE, taken * 500)

    expect(bucket.plan).toBe('unknown')
  })

  it('waits longer for each refusal in a row, and forgets that with the first request that is taken', () => {
    const once = refusedAt(emptyBucket(), 0)
    const twice = refusedAt(once, 1_000)

    expect(freeAtMs(twice, PACE, 1_000)).toBe(3_000)
    expect(freeAtMs(refusedAt(withTaken(twice, PACE, 3_000), 4_000), PACE, 4_000)).toBe(5_000)
  })

  it('counts the refusals of requests that were sent side by side once', () => {
    const first = refusedAt(emptyBucket(), 100, 0)

    expect(refusedAt(first, 120, 50)).toMatchObject({ refusals: 1, pausedUntilMs: 1_100 })
  })

  it('never sends what a portal of either plan would refuse', () => {
    const step = fc.record({ pauseMs: fc.integer({ min: 0, max: 40_000 }), count: fc.integer({ min: 1, max: 80 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), fc.constantFrom('standard', 'enterprise'), (steps, plan) => {
        const portal = portalWith(PACE[plan])
        let bucket: RateBucket = { ...emptyBucket(), plan }
        let nowMs = 0
        for (const { pauseMs, count } of steps) {
          nowMs += pauseMs
          for (let sent = 0; sent < count; sent += 1) {
            nowMs = freeAtMs(bucket, PACE, nowMs)
            if (!portal.takes(nowMs)) return false
            bucket = withSent(bucket, PACE, nowMs)
          }
        }
        return true
      }),
    )
  })

  it('keeps a portal of the smaller plan from ever refusing again after it has learnt which one it is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 60, maxLength: 200 }), pauses => {
        const portal = portalWith(PACE.standard)
        let bucket = emptyBucket()
        let nowMs = 0
        let refusals = 0
        for (const pauseMs of pauses) {
          nowMs = freeAtMs(bucket, PACE, nowMs + pauseMs)
          bucket = withSent(bucket, PACE, nowMs)
          if (portal.takes(nowMs)) bucket = withTaken(bucket, PACE, nowMs)
          else {
            bucket = refusedAt(bucket, nowMs)
            refusals += 1
          }
        }
        return refusals <= 1
      }),
    )
  })
})
