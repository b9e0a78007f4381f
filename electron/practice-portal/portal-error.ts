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

/** The errors that any method may end with: the status and the description that portals give with them. */
const SYSTEM_ERRORS = new Map<string, readonly [status: number, description: string]>([
  ['ERROR_METHOD_NOT_FOUND', [404, 'Method not found!']],
  ['INVALID_REQUEST', [401, 'Https required.']],
  ['NO_AUTH_FOUND', [401, 'Wrong authorization data']],
  ['INVALID_CREDENTIALS', [401, 'Invalid request credentials']],
  ['expired_token', [401, 'The access token provided has expired.']],
  ['insufficient_scope', [401, 'The request requires higher privileges than provided by the webhook token']],
  ['user_access_error', [403, 'The user does not have access to the application.']],
  ['METHOD_CONFIRM_WAITING', [401, 'Waiting for confirmation']],
  ['METHOD_CONFIRM_DENIED', [403, 'Method call denied']],
  ['OVERLOAD_LIMIT', [401, 'REST API is blocked due to overload.']],
  ['ACCESS_DENIED', [403, 'Access denied!']],
  ['PORTAL_DELETED', [403, 'Portal was deleted']],
  ['OPERATION_TIME_LIMIT', [429, 'Method is blocked due to operation time limit.']],
  ['QUERY_LIMIT_EXCEEDED', [503, 'Too many requests']],
  ['ERROR_BATCH_METHOD_NOT_ALLOWED', [405, 'Method is not allowed for batch usage']],
  ['ERROR_BATCH_LENGTH_EXCEEDED', [400, 'Max batch length exceeded']],
  ['ERROR_MANIFEST_IS_NOT_AVAILABLE', [404, 'Manifest is not available']],
  ['ERROR_CORE', [500, 'SQL query error!']],
  ['ERROR_UNEXPECTED_ANSWER', [500, 'Server returned an unexpected response']],
  ['INTERNAL_SERVER_ERROR', [500, 'Internal server error']],
])

/** A system error by its code, or any other error when both the status and the description are given with it. */
export function systemError(code: string, status?: number, description?: string): PortalError {
  const [usualStatus, usualDescription] = SYSTEM_ERRORS.get(code) ?? [400, '']
  return new PortalError(status ?? usualStatus, code, description ?? usualDescription)
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
