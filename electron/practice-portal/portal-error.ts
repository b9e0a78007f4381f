import { SYSTEM_ERRORS } from '#common/practice-portal/system-errors'
import type { PortalState } from './portal-state'

/** An error of the portal's own, as a caller sees it. The code is text, also when it is digits. */
export class PortalError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    description: string,
  ) {
    super(description)
  }
}

/** An error in the midst of a change: what came before it stays changed. */
export class PartlyDoneError extends PortalError {
  constructor(
    { status, code, message }: PortalError,
    readonly state: PortalState,
  ) {
    super(status, code, message)
  }
}

/** A system error by its code, or any other one, with the status 400 and no description where none are given. */
export function systemError(code: string, status?: number, description?: string): PortalError {
  const usual = SYSTEM_ERRORS.find(error => error.code === code)
  return new PortalError(status ?? usual?.status ?? 400, code, description ?? usual?.description ?? '')
}

export const methodNotFound = () => systemError('ERROR_METHOD_NOT_FOUND')
export const noAuthFound = () => systemError('NO_AUTH_FOUND')
export const invalidCredentials = () => systemError('INVALID_CREDENTIALS')
export const insufficientScope = () => systemError('insufficient_scope')
export const accessDenied = () => systemError('ACCESS_DENIED')
export const methodNotAllowedInBatch = () => systemError('ERROR_BATCH_METHOD_NOT_ALLOWED')
export const batchLengthExceeded = () => systemError('ERROR_BATCH_LENGTH_EXCEEDED')
export const internalServerError = () => systemError('INTERNAL_SERVER_ERROR')

export const checkFailure = (description: string) => new PortalError(400, 'ERROR_CHECK_FAILURE', description)
