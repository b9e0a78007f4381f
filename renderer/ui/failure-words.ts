import { AppError } from '#common/ipc/app-error'
import type { Failure } from '#common/payments/payments.contract'
import { wordsOf } from './error-words'
import type { Text } from './use-text'

/** A failure that was kept, as the error that it was. */
export function errorOf({ code, details }: Failure): AppError {
  return new AppError(code, '', { details })
}

/** What happened, what was and was not changed, and what to do, where there is no room for the details. */
export function wordsOfFailure(failure: Failure, text: Text): string {
  return wordsOf(errorOf(failure), text).message
}
