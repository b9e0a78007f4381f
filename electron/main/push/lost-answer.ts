import { AppError } from '#common/ipc/app-error'

/** False for what never left this computer and for what the portal refused: then nothing needs to be found out. */
export function mayBeWritten(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code === 'internal') return true
  return error.code === 'network' && error.details['mayHaveArrived'] !== false
}

/** Whether the portal itself refused what it was asked. */
export function isRefusal(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'portal' || error.code === 'unauthorized')
}

/** What reading the portal told of a write whose answer was lost; the first two are still open for a minute. */
export type LostWrite = 'write-unanswered' | 'add-unanswered' | 'write-undecided'

/** The error for a write whose answer was lost, and which cannot be told to be done. */
export function lostAnswer(cause: unknown, reason: LostWrite): AppError {
  return new AppError('network', 'The answer to the write was lost', {
    details: { ...(cause instanceof AppError ? cause.details : {}), reason },
    cause,
  })
}
