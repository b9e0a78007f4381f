import { AppError, type AppErrorDetails } from '#common/ipc/app-error'
import { redact } from './redact'

/**
 * The same error without the secret, in its message, details, cause and stack. Anything but an AppError becomes
 * `internal`: what a library throws may quote the whole request.
 */
export function withoutSecret(error: unknown, secret: string): AppError {
  if (!(error instanceof AppError)) {
    return new AppError('internal', 'The call failed in an unexpected way', { cause: copyOf(error, secret) })
  }
  const cause = error.cause === undefined ? {} : { cause: copyOf(error.cause, secret) }
  return new AppError(error.code, redact(error.message, secret), { details: redacted(error.details, secret), ...cause })
}

function redacted(details: AppErrorDetails, secret: string): AppErrorDetails {
  const pairs = Object.entries(details).map(([key, value]) => [
    key,
    typeof value === 'string' ? redact(value, secret) : value,
  ])
  return Object.fromEntries(pairs) as AppErrorDetails
}

/** Only message and stack are taken over: an error of a library carries its request in properties of its own. */
function copyOf(cause: unknown, secret: string): Error {
  const copy = new Error(redact(cause instanceof Error ? cause.message : String(cause), secret))
  if (cause instanceof Error && cause.stack !== undefined) copy.stack = redact(cause.stack, secret)
  return copy
}
