import type { PrinterList } from '#common/codes/codes.contract'
import type { Sheet } from '../codes/sheet-document'

/** A verified sheet on its way to paper: the file, and what the file was made from. */
export interface PrintJob {
  readonly printer: string
  readonly sheet: Sheet
  readonly pdf: Uint8Array
}

/** This computer's printers. */
export interface PrinterPort {
  list(): Promise<PrinterList>
  /**
   * Hands a job to the printer's queue, at 100 %, and answers the queue's name for it: queued, not yet printed. Error:
   * conflict with reason `printer-not-found`, `print-service-stopped`, `printing-unavailable`, `print-refused` or, when
   * nobody knows whether it was queued, `print-timed-out`.
   */
  print(job: PrintJob): Promise<string>
}
