import { describe, expect, it } from 'vitest'
import { RateBucket } from '../../../../electron/practice-portal/rate-bucket'

const START = Date.UTC(2030, 0, 31)

function taken(bucket: RateBucket, requests: number, nowMs: number): number {
  return Array.from({ length: requests }, () => bucket.takes(nowMs)).filter(Boolean).length
}

describe('RateBucket', () => {
  it('takes fifty requests at once, and two more a second', () => {
    const bucket = new RateBucket({})
    expect([0, 499, 500, 1000, 3000].map(ms => taken(bucket, 60, START + ms))).toEqual([50, 0, 1, 1, 4])
  })

  it('takes two requests a second for ever', () => {
    const bucket = new RateBucket({ capacity: 1 })
    expect(Array.from({ length: 100 }, (_, index) => bucket.takes(START + index * 500))).not.toContain(false)
  })

  it('holds and drains as much as it is told', () => {
    const bucket = new RateBucket({ capacity: 3, drainPerSecond: 5 })
    expect([0, 200, 10_000].map(ms => taken(bucket, 10, START + ms))).toEqual([3, 1, 3])
  })
})
