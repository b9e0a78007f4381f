import { AppError, type AppErrorDetails } from '#common/ipc/app-error'

export type PrintProblem =
  | 'printer-not-found'
  | 'print-service-stopped'
  | 'printing-unavailable'
  | 'paper-not-offered'
  | 'print-refused'
  | 'print-timed-out'
  | 'print-job-not-cancelled'

export function printError(reason: PrintProblem, details: AppErrorDetails = {}, cause?: unknown): AppError {
  return new AppError('conflict', 'Printing failed', { details: { reason, ...details }, cause })
}
