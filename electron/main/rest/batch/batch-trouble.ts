import { AppError } from '#common/ipc/app-error'
import { limitOf } from '../pace/retry-policy'

/** What the portal refused for a limit, or only inside a batch, can be had in another way. */
export function isPassing(error: AppError): boolean {
  return limitOf(error) !== null || isCodeIn(error, NOT_IN_BATCHES)
}

const NOT_IN_BATCHES: ReadonlySet<string> = new Set(['ERROR_BATCH_METHOD_NOT_ALLOWED', 'ERROR_BATCH_LENGTH_EXCEEDED'])
/** The portal has no batches, lets nobody use them, or broke down at one of the reads. */
const NOT_THIS_BATCH: ReadonlySet<string> = new Set([
  ...NOT_IN_BATCHES,
  'ERROR_METHOD_NOT_FOUND',
  'INSUFFICIENT_SCOPE',
  'OPERATION_TIME_LIMIT',
  'INTERNAL_SERVER_ERROR',
  'ERROR_UNEXPECTED_ANSWER',
])
/** What may lie at one of the reads: an answer too large or not in UTF-8, or a method that is held meanwhile. */
const OF_ONE: ReadonlySet<unknown> = new Set(['too-large', 'not-utf-8', 'not-json', 'operation-time-limit'])

/** Whether only the batch as such failed, so that its reads may go well one by one. */
export function isOfTheBatch(error: unknown): boolean {
  return error instanceof AppError && (isCodeIn(error, NOT_THIS_BATCH) || OF_ONE.has(error.details['reason']))
}

function isCodeIn({ details }: AppError, codes: ReadonlySet<string>): boolean {
  return codes.has(String(details['code'] ?? '').toUpperCase())
}
