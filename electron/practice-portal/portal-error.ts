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

export const methodNotFound = () => new PortalError(404, 'ERROR_METHOD_NOT_FOUND', 'Method not found!')
export const noAuthFound = () => new PortalError(401, 'NO_AUTH_FOUND', 'Wrong authorization data')
export const invalidCredentials = () => new PortalError(401, 'INVALID_CREDENTIALS', 'Invalid request credentials')
export const accessDenied = () => new PortalError(403, 'ACCESS_DENIED', 'Access denied!')
export const internalServerError = () => new PortalError(500, 'INTERNAL_SERVER_ERROR', 'Internal server error')

export const insufficientScope = () =>
  new PortalError(
    401,
    'insufficient_scope',
    'The request requires higher privileges than provided by the webhook token',
  )

export const checkFailure = (description: string) => new PortalError(400, 'ERROR_CHECK_FAILURE', description)
