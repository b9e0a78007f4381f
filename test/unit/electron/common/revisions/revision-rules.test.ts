import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isLasting,
  isRevisionDue,
  MAX_PASSING_BYTES,
  MAX_PASSING_REVISIONS,
  revisionsToPrune,
  type KeptRevision,
} from '#common/revisions/revision-rules'
import { REVISION_KINDS, type RevisionId } from '#common/revisions/revisions.contract'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const NOW = Date.parse('2031-05-04T10:20:30.400Z')

function revisionAt(at: number, more: Partial<KeptRevision> = {}): KeptRevision {
  return { id: `at ${at}` as RevisionId, at, kind: 'automatic', name: null, size: 1_000, ...more }
}

describe('a revision', () => {
  it.each([
    ['none was made yet', { changedAt: NOW - 1, newestAt: null }, true],
    ['the text has rested for ten minutes', { changedAt: NOW - 10 * MINUTE, newestAt: NOW - 11 * MINUTE }, true],
    ['there was work for ten minutes', { changedAt: NOW - 1, newestAt: NOW - 10 * MINUTE }, true],
    ['the work has only begun', { changedAt: NOW - 1, newestAt: NOW - 9 * MINUTE }, false],
  ])('is due or not when %s', (_when, times, isDue) => {
    expect(isRevisionDue({ now: NOW, ...times })).toBe(isDue)
  })
})

const anyRevisions = fc
  .uniqueArray(
    fc.record({
      at: fc.integer({ min: NOW - 400 * DAY, max: NOW }),
      kind: fc.constantFrom(...REVISION_KINDS),
      name: fc.constantFrom(null, null, 'Before the sale'),
      size: fc.nat({ max: 20_000_000 }),
    }),
    { selector: ({ at }) => at, maxLength: 400 },
  )
  .map(revisions => revisions.map(revision => revisionAt(revision.at, revision)))

describe('what is pruned', () => {
  it('is never the newest one, nor one that lasts, and the rest is within the limits', () => {
    fc.assert(
      fc.property(anyRevisions, revisions => {
        const pruned = new Set(revisionsToPrune(revisions, NOW))
        const kept = revisions.filter(({ id }) => !pruned.has(id))
        const newest = Math.max(...revisions.map(({ at }) => at))
        const passing = kept.filter(revision => !isLasting(revision) && revision.at !== newest)

        expect(revisions.filter(isLasting).every(({ id }) => !pruned.has(id))).toBe(true)
        expect(revisions.length === 0 || kept.some(({ at }) => at === newest)).toBe(true)
        expect(passing.length).toBeLessThanOrEqual(MAX_PASSING_REVISIONS)
        expect(passing.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(MAX_PASSING_BYTES)
      }),
    )
  })

  it('is nothing more when it was pruned already', () => {
    fc.assert(
      fc.property(anyRevisions, revisions => {
        const pruned = new Set(revisionsToPrune(revisions, NOW))
        expect(
          revisionsToPrune(
            revisions.filter(({ id }) => !pruned.has(id)),
            NOW,
          ),
        ).toEqual([])
      }),
    )
  })

  it.each([
    ['nothing of the last day', 20 * MINUTE, 60, 0],
    ['all but one an hour of the two days after', 20 * MINUTE, 144, 72],
    ['all but one a day up to thirty', 6 * HOUR, 100, 100],
  ])('is %s', (_what, every, count, atMost) => {
    const revisions = Array.from({ length: count }, (_, index) => revisionAt(NOW - index * every))
    const pruned = revisionsToPrune(revisions, NOW)

    expect(pruned.length).toBeLessThanOrEqual(atMost)
    expect(atMost === 0 || pruned.length > atMost / 3).toBe(true)
    expect(pruned.every(id => Number(id.slice(3)) < NOW - DAY)).toBe(true)
  })

  it('leaves one a week of what is very old', () => {
    const revisions = Array.from({ length: 70 }, (_, index) => revisionAt(NOW - (40 + index) * DAY))
    const kept = revisions.length - revisionsToPrune(revisions, NOW).length

    expect(kept).toBeGreaterThanOrEqual(10)
    expect(kept).toBeLessThanOrEqual(12)
  })
})
