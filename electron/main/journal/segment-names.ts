const NAME = /^(calls|pushes)-(\d{4}-\d{2}-\d{2})-(\d{1,6})\.jsonl$/
const DAY_MS = 86_400_000

export type Stream = 'calls' | 'pushes'

/** A file of the journal, named by what is in it, the day on which it was begun, and its number on that day. */
export interface SegmentName {
  readonly stream: Stream
  /** `2031-05-04`, in UTC. */
  readonly day: string
  readonly number: number
}

/** Null for a file that is none of the journal's, or of a form that only a later version knows. */
export function readSegmentName(name: string): SegmentName | null {
  const [, stream, day = '', number = ''] = NAME.exec(name) ?? []
  if (stream !== 'calls' && stream !== 'pushes') return null
  return Number.isNaN(Date.parse(day)) ? null : { stream, day, number: Number(number) }
}

export function printSegmentName({ stream, day, number }: SegmentName): string {
  return `${stream}-${day}-${number}.jsonl`
}

/** The order in which they were begun. */
export function compareSegments(one: SegmentName, other: SegmentName): number {
  if (one.day !== other.day) return one.day < other.day ? -1 : 1
  return one.number - other.number
}

/** The one to begin after another. It never comes before it, even when the clock was put back. */
export function nextSegment(stream: Stream, last: SegmentName | null, nowMs: number): SegmentName {
  const today = new Date(nowMs).toISOString().slice(0, 10)
  if (last === null || last.day < today) return { stream, day: today, number: 1 }
  return { ...last, number: last.number + 1 }
}

/** Whole days from the day it was begun until now; less than none where the clock was put back. */
export function ageInDays({ day }: SegmentName, nowMs: number): number {
  return Math.floor((nowMs - Date.parse(day)) / DAY_MS)
}
