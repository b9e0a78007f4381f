import { AppError, type AppErrorDetails } from '#common/ipc/app-error'

export type PrintProblem =
  | 'printer-not-found'
  | 'print-service-stopped'
  | 'printing-unavailable'
  | 'paper-not-offered'
  | 'print-refused'
  | 'print-timed-out'

export function printError(reason: PrintProblem, details: AppErrorDetails = {}, cause?: unknown): AppError {
  return new AppError('conflict', 'The job did not reach a printer', { details: { reason, ...details }, cause })
}
