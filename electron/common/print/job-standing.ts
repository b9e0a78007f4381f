import type { PrintedJob, PrintJobReason, PrintJobState } from './print.contract'

/** How a job stands. */
export type JobStanding = Pick<PrintedJob, 'state' | 'reason'>

/** What a print service says of a job and of its printer (RFC 8011: `job-state`, `printer-state`, `printer-state-reasons`). */
export interface ServiceWords {
  readonly jobState: number | undefined
  readonly printerState: number | undefined
  readonly printerReasons: readonly string[]
}

const STOPPED_PRINTER = 5
const JOB_STATES: ReadonlyMap<number | undefined, PrintJobState> = new Map([
  [3, 'queued'],
  [4, 'held'],
  [5, 'printing'],
  [6, 'stopped'],
  [7, 'cancelled'],
  [8, 'failed'],
  [9, 'done'],
])

/** In the order of what a person has to see to first. */
const REASONS: readonly (readonly [pattern: RegExp, reason: PrintJobReason])[] = [
  [/^media-jam/, 'paper-jam'],
  [/^media-(?:empty|needed)/, 'no-paper'],
  [/^(?:cover|door|interlock)-open/, 'cover-open'],
  [/^(?:toner|marker-supply)-empty/, 'no-ink'],
  [/^(?:offline|connecting-to-device|timed-out|shutdown)/, 'printer-not-reached'],
]

/** How a job stands: a job waits in silence for a printer that was paused, so what is wrong there is said of the job. */
export function jobStanding({ jobState, printerState, printerReasons }: ServiceWords): JobStanding {
  const state = JOB_STATES.get(jobState) ?? 'unknown'
  if (state !== 'queued' && state !== 'printing' && state !== 'stopped') return { state, reason: null }
  const trouble = REASONS.find(([pattern]) => printerReasons.some(reason => pattern.test(reason)))?.[1] ?? null
  if (printerState === STOPPED_PRINTER) return { state: 'stopped', reason: trouble ?? 'printer-paused' }
  return { state, reason: trouble }
}
