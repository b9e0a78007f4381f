import { AppError } from '#common/ipc/app-error'

/** False for what never left this computer and for what the portal refused: then nothing needs to be found out. */
export function mayBeWritten(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code === 'internal') return true
  return error.code === 'network' && error.details['mayHaveArrived'] !== false
}
