import type { PrinterList } from '#common/codes/codes.contract'
import type { JobStanding } from '#common/print/job-standing'
import type { PrintedJob } from '#common/print/print.contract'
import type { Sheet } from '../codes/sheet-document'

/** Pages from 1, both printed. */
export interface PageRange {
  readonly from: number
  readonly to: number
}

/** A verified sheet on its way to paper: the file, and what the file was made from. */
export interface PrintJob {
  readonly printer: string
  readonly sheet: Sheet
  readonly pdf: Uint8Array
  readonly copies: number
  /** Null for all. */
  readonly pages: PageRange | null
}

export type FoundPrinters = Omit<PrinterList, 'printsPages'>

export type QueuedJob = Pick<PrintedJob, 'job' | 'printer'>

/** This computer's printers. */
export interface PrinterPort {
  /** Whether it prints the pages from which a file was made, and not the file. */
  readonly printsPages: boolean
  list(): Promise<FoundPrinters>
  /**
   * Hands a job to the printer's queue, at 100 %, and answers the queue's name for it: queued, not yet printed. Error:
   * conflict with reason `printer-not-found`, `print-service-stopped`, `printing-unavailable`, `print-refused`,
   * `paper-not-offered` (with `needed` and `offered`, sizes in words) or, when nobody knows whether it was queued,
   * `print-timed-out`.
   */
  print(job: PrintJob): Promise<string>
  /** How a job that was queued stands now; null when the print service gave no answer. Never rejects. */
  standingOf(job: QueuedJob): Promise<JobStanding | null>
  /** Takes a job out of its queue. Error: conflict with reason `print-job-not-cancelled`. */
  cancel(job: string): Promise<void>
}
