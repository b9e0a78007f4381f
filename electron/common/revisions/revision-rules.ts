import type { RevisionId, RevisionKind } from './revisions.contract'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** After so much work, or such a pause in it, the text before the next change becomes a revision. */
export const REVISION_AFTER_MS = 10 * MINUTE_MS
/** How many revisions that were neither named, kept by hand nor pushed a draft has at most. */
export const MAX_PASSING_REVISIONS = 200
/** And how many bytes they have together. */
export const MAX_PASSING_BYTES = 64_000_000

/** Up to which age one revision of each span is kept; up to the first, every one. */
const SPANS = [
  { untilAgeMs: DAY_MS, spanMs: 0 },
  { untilAgeMs: 3 * DAY_MS, spanMs: HOUR_MS },
  { untilAgeMs: 30 * DAY_MS, spanMs: DAY_MS },
  { untilAgeMs: Infinity, spanMs: 7 * DAY_MS },
] as const

/** Whether a text becomes a revision before it changes. All times are in milliseconds since 1970. */
export function isRevisionDue(times: {
  readonly now: number
  /** When the text got what it is about to lose. */
  readonly changedAt: number
  /** When the newest revision was made; null for none, so that what a draft began with is kept. */
  readonly newestAt: number | null
}): boolean {
  const { now, changedAt, newestAt } = times
  return newestAt === null || now - changedAt >= REVISION_AFTER_MS || now - newestAt >= REVISION_AFTER_MS
}

export interface KeptRevision {
  readonly id: RevisionId
  /** In milliseconds since 1970. */
  readonly at: number
  readonly kind: RevisionKind
  readonly name: string | null
  /** In bytes. */
  readonly size: number
}

/** Whether a revision stays however many there are: one that has a name, was kept by hand, or was pushed. */
export function isLasting({ kind, name }: Pick<KeptRevision, 'kind' | 'name'>): boolean {
  return name !== null || kind === 'kept' || kind === 'pushed'
}

/**
 * The revisions that are not kept any longer. The newest one and the lasting ones always are; of the others all of a day,
 * then one an hour up to three days, one a day up to thirty, one a week after that, and never more than the limits say.
 */
export function revisionsToPrune(revisions: readonly KeptRevision[], now: number): RevisionId[] {
  const newestFirst = [...revisions].sort((one, other) => other.at - one.at)
  const seen = new Set<string>()
  let count = 0
  let bytes = 0
  return newestFirst.flatMap((revision, index) => {
    if (index === 0 || isLasting(revision)) return []
    const span = spanOf(revision.at, now)
    const isFirst = span === null || !seen.has(span)
    if (span !== null) seen.add(span)
    const isWithin = count < MAX_PASSING_REVISIONS && bytes + revision.size <= MAX_PASSING_BYTES
    if (!isFirst || !isWithin) return [revision.id]
    count++
    bytes += revision.size
    return []
  })
}

/** What a revision shares with those of which only the newest is kept; null where all are. */
function spanOf(at: number, now: number): string | null {
  const { spanMs } = SPANS.find(({ untilAgeMs }) => now - at <= untilAgeMs) ?? SPANS[0]
  return spanMs === 0 ? null : `${spanMs} ${Math.floor(at / spanMs)}`
}
