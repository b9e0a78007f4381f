import { AppError } from '#common/ipc/app-error'
import type { Failure } from '#common/payments/payments.contract'

/** Why something failed, as it is kept and told; what is no AppError tells nothing of itself. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, details: error.details }
  return { code: 'internal', details: {} }
}
