import { basename } from 'node:path'
import { AppError } from '#common/ipc/app-error'

/** The error for a refusal of the disk: `internal` with `reason` `disk`, the file's name alone, and the system's code. */
export function diskError(message: string, path: string, error: unknown): AppError {
  return new AppError('internal', message, {
    details: { reason: 'disk', file: basename(path), disk: diskCodeOf(error) ?? 'unknown' },
    cause: error,
  })
}

/** The system's code of a refusal, such as ENOSPC. */
export function diskCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
