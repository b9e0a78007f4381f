import { describe, expect, it } from 'vitest'
import { daysSince } from '#common/codes/link-age'

/** Of this computer's time, whichever that is. */
const at = (...parts: [number, number, number, number, number]) => new Date(...parts)

describe('the age of a link in days', () => {
  it.each([
    { fetched: at(2026, 4, 4, 8, 0), now: at(2026, 4, 4, 23, 59), days: 0 },
    { fetched: at(2026, 4, 4, 23, 59), now: at(2026, 4, 5, 0, 1), days: 1 },
    { fetched: at(2026, 1, 27, 12, 0), now: at(2026, 2, 2, 1, 0), days: 3 },
    { fetched: at(2026, 2, 1, 12, 0), now: at(2026, 10, 15, 12, 0), days: 259 },
    { fetched: at(2026, 4, 6, 8, 0), now: at(2026, 4, 4, 8, 0), days: 0 },
  ])('is $days', ({ fetched, now, days }) => {
    expect(daysSince(fetched.toISOString(), now)).toBe(days)
  })
})
