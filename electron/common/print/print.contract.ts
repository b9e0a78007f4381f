import * as v from 'valibot'
import { method, push } from '../ipc/contract'

const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(400))

/**
 * What became of a job. `done` is what the printer took whole; `stopped` does not go on by itself; `unknown` is watched no
 * more, or was never told of.
 */
export const PrintJobState = v.picklist([
  'queued',
  'printing',
  'held',
  'stopped',
  'done',
  'cancelled',
  'failed',
  'unknown',
])
export type PrintJobState = v.InferOutput<typeof PrintJobState>

/** Why a job stands still, ended otherwise than it should, or is not known of. */
export const PrintJobReason = v.picklist([
  'printer-paused',
  'printer-not-reached',
  'no-paper',
  'paper-jam',
  'cover-open',
  'no-ink',
  'job-not-listed',
  'service-silent',
  'watched-too-long',
  'system-does-not-tell',
])
export type PrintJobReason = v.InferOutput<typeof PrintJobReason>

/** A job that was handed to a printer's queue since the app was started. */
export const PrintedJob = v.object({
  /** As the queue names it. */
  job: Name,
  printer: v.string(),
  title: v.string(),
  state: PrintJobState,
  reason: v.nullable(PrintJobReason),
})
export type PrintedJob = v.InferOutput<typeof PrintedJob>

/** What becomes of print jobs after they were queued. */
export const printContract = {
  /** The jobs since the start of the app, the newest first; the oldest of many are forgotten. */
  jobs: method(v.void(), v.array(PrintedJob)),
  /** Errors: not-found with reason `print-job`; conflict with reason `print-job-not-cancelled`, e.g. because it is printed. */
  cancelJob: method(Name, v.void()),
  jobChanged: push(PrintedJob),
} as const

/** Whether nothing more will become of it. */
export function isEnded({ state }: Pick<PrintedJob, 'state'>): boolean {
  return state === 'done' || state === 'cancelled' || state === 'failed' || state === 'unknown'
}
