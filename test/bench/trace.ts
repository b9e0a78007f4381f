import { quantile } from './figures'

/** What a page puts into its trace at each key; with `-frame` behind it, when the frame after the key was drawn. */
export const KEY_MARK = 'bench-key'

export interface MeasuredTyping {
  /** From a key until the frame after it is drawn: the median of all keys. */
  readonly frameMedianMs: number
  /** What 95 of 100 keys do not exceed. */
  readonly frameMostMs: number
  /** The longest task of the page between a key and its frame: what 95 of 100 keys do not exceed. */
  readonly taskMostMs: number
  /** The longest task of the page in all, whatever it belongs to. */
  readonly taskLongestMs: number
}

/** An event of Chromium's trace. */
export interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** In microseconds, as is `dur`. */
  readonly ts: number
  readonly dur?: number
}

/** Reads what was recorded while keys were pressed. */
export function readTrace(events: readonly TraceEvent[]): MeasuredTyping {
  const keys = events.filter(({ name }) => name === KEY_MARK).sort(byTime)
  const frames = events.filter(({ name }) => name === `${KEY_MARK}-frame`).sort(byTime)
  const [first] = keys
  if (first === undefined) throw new Error('No key was recorded')
  const tasks = events.filter(
    ({ name, pid, tid, dur }) =>
      name.endsWith('RunTask') && pid === first.pid && tid === first.tid && dur !== undefined,
  )
  const frameTimes: number[] = []
  const taskTimes: number[] = []
  for (const key of keys) {
    const frame = frames.find(({ ts }) => ts > key.ts)
    if (frame === undefined) continue
    frameTimes.push((frame.ts - key.ts) / 1000)
    const between = tasks.filter(({ ts, dur = 0 }) => ts < frame.ts && ts + dur > key.ts)
    taskTimes.push(Math.max(0, ...between.map(({ dur = 0 }) => dur)) / 1000)
  }
  return {
    frameMedianMs: quantile(frameTimes, 0.5),
    frameMostMs: quantile(frameTimes, 0.95),
    taskMostMs: quantile(taskTimes, 0.95),
    taskLongestMs: Math.max(0, ...tasks.filter(({ ts }) => ts >= first.ts).map(({ dur = 0 }) => dur)) / 1000,
  }
}

function byTime(one: TraceEvent, other: TraceEvent): number {
  return one.ts - other.ts
}
