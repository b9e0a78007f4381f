import { AppError } from '#common/ipc/app-error'
import type { JobStanding } from '#common/print/job-standing'
import { isEnded, type PrintedJob } from '#common/print/print.contract'
import type { Timer } from '../rest/pace/timer'
import type { PrinterPort, PrintJob } from './printer-port'

/** At first a job changes quickly; a printer that has been silent for a while is asked less often. */
const FIRST_LOOK_MS = 400
const LONGEST_PAUSE_MS = 5_000
const PAUSE_GROWTH = 1.5
/** Whoever sees to a printer later than this looks at its queue. */
const WATCHED_MS = 10 * 60_000
/** So many times in a row a service may give no answer before it is said that it gives none. */
const SILENT_LOOKS = 3
const MOST_KEPT = 50

export type PrintJobs = ReturnType<typeof createPrintJobs>

interface Watched {
  job: PrintedJob
  readonly until: number
  pauseMs: number
  silentLooks: number
  /** Ends the pause before the next look. */
  stop: () => void
}

/** Prints, and tells what becomes of each job until it has ended, or nobody waits for it any more. */
export function createPrintJobs(parts: {
  readonly printer: PrinterPort
  readonly timer: Timer
  readonly jobChanged: (job: PrintedJob) => void
}) {
  const { printer, timer, jobChanged } = parts
  /** The oldest first. */
  const watched = new Map<string, Watched>()
  return { printsPages: printer.printsPages, list: () => printer.list(), print, jobs, cancelJob, dispose }

  async function print(request: PrintJob): Promise<string> {
    const name = await printer.print(request)
    const job: PrintedJob = {
      job: name,
      printer: request.printer,
      title: request.sheet.title,
      state: 'queued',
      reason: null,
    }
    watched.get(name)?.stop()
    const entry: Watched = {
      job,
      until: timer.now() + WATCHED_MS,
      pauseMs: FIRST_LOOK_MS,
      silentLooks: 0,
      stop: () => undefined,
    }
    watched.set(name, entry)
    for (const [oldest, { stop }] of watched) {
      if (watched.size <= MOST_KEPT) break
      stop()
      watched.delete(oldest)
    }
    jobChanged(job)
    lookLater(entry)
    return name
  }

  function jobs(): PrintedJob[] {
    return [...watched.values()].map(({ job }) => job).reverse()
  }

  async function cancelJob(name: string): Promise<void> {
    const entry = watched.get(name)
    // SECURITY: only a name that the queue itself gave becomes an argument.
    if (entry === undefined) {
      throw new AppError('not-found', 'No such job was printed', { details: { reason: 'print-job' } })
    }
    await printer.cancel(name)
    entry.stop()
    await look(entry)
  }

  function dispose(): void {
    for (const { stop } of watched.values()) stop()
    watched.clear()
  }

  function lookLater(entry: Watched): void {
    entry.stop = timer.after(entry.pauseMs, () => void look(entry))
    entry.pauseMs = Math.min(entry.pauseMs * PAUSE_GROWTH, LONGEST_PAUSE_MS)
  }

  async function look(entry: Watched): Promise<void> {
    const standing = await printer.standingOf(entry.job)
    if (watched.get(entry.job.job) !== entry || isEnded(entry.job)) return
    entry.silentLooks = standing === null ? entry.silentLooks + 1 : 0
    tell(entry, standing ?? silence(entry))
    if (isEnded(entry.job)) return
    if (timer.now() >= entry.until) tell(entry, { state: 'unknown', reason: entry.job.reason ?? 'watched-too-long' })
    else lookLater(entry)
  }

  function silence({ job, silentLooks }: Watched): JobStanding {
    return { state: job.state, reason: silentLooks < SILENT_LOOKS ? job.reason : 'service-silent' }
  }

  function tell(entry: Watched, { state, reason }: JobStanding): void {
    if (entry.job.state === state && entry.job.reason === reason) return
    entry.job = { ...entry.job, state, reason }
    jobChanged(entry.job)
  }
}
