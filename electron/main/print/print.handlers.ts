import type { HandlersOf } from '#common/ipc/contract'
import type { printContract } from '#common/print/print.contract'
import type { PrintJobs } from './print-jobs'

export function printHandlers(jobs: Pick<PrintJobs, 'jobs' | 'cancelJob'>): HandlersOf<typeof printContract> {
  return { jobs: () => jobs.jobs(), cancelJob: job => jobs.cancelJob(job) }
}
