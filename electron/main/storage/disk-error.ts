import { basename } from 'node:path'
import { AppError } from '#common/ipc/app-error'

/** Refusals of the disk that call for words of their own; all others are `disk`. */
const REASONS = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'disk-read-only',
  EACCES: 'disk-forbidden',
  EPERM: 'disk-forbidden',
} as const

/**
 * The error for a refusal of the disk: `internal` with a `reason` that begins with `disk`, the file's name alone, and the
 * system's code. What is known better already stays as it is.
 */
export function diskError(message: string, path: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError('internal', message, {
    details: { reason: reasonOf(error), file: basename(path), disk: diskCodeOf(error) ?? 'unknown' },
    cause: error,
  })
}

function reasonOf(error: unknown): 'disk' | (typeof REASONS)[keyof typeof REASONS] {
  const code = diskCodeOf(error) ?? ''
  return code in REASONS ? REASONS[code as keyof typeof REASONS] : 'disk'
}

/** The system's code of a refusal, such as ENOSPC. */
export function diskCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
