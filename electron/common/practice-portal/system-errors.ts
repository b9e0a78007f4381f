/**
 * The errors that any method may end with (reference 1.7, server-behaviour 4), each with the status and the description
 * that portals usually give with it.
 */
export const SYSTEM_ERRORS = [
  { code: 'QUERY_LIMIT_EXCEEDED', status: 503, description: 'Too many requests' },
  { code: 'OPERATION_TIME_LIMIT', status: 429, description: 'Method is blocked due to operation time limit.' },
  { code: 'OVERLOAD_LIMIT', status: 401, description: 'REST API is blocked due to overload.' },
  { code: 'INTERNAL_SERVER_ERROR', status: 500, description: 'Internal server error' },
  { code: 'ERROR_UNEXPECTED_ANSWER', status: 500, description: 'Server returned an unexpected response' },
  { code: 'ERROR_CORE', status: 500, description: 'SQL query error!' },
  { code: 'ACCESS_DENIED', status: 403, description: 'Access denied!' },
  { code: 'NO_AUTH_FOUND', status: 401, description: 'Wrong authorization data' },
  { code: 'INVALID_CREDENTIALS', status: 401, description: 'Invalid request credentials' },
  { code: 'expired_token', status: 401, description: 'The access token provided has expired.' },
  {
    code: 'insufficient_scope',
    status: 401,
    description: 'The request requires higher privileges than provided by the webhook token',
  },
  { code: 'user_access_error', status: 403, description: 'The user does not have access to the application.' },
  { code: 'METHOD_CONFIRM_WAITING', status: 401, description: 'Waiting for confirmation' },
  { code: 'METHOD_CONFIRM_DENIED', status: 403, description: 'Method call denied' },
  { code: 'PORTAL_DELETED', status: 403, description: 'Portal was deleted' },
  { code: 'INVALID_REQUEST', status: 401, description: 'Https required.' },
  { code: 'ERROR_METHOD_NOT_FOUND', status: 404, description: 'Method not found!' },
  { code: 'ERROR_BATCH_METHOD_NOT_ALLOWED', status: 405, description: 'Method is not allowed for batch usage' },
  { code: 'ERROR_BATCH_LENGTH_EXCEEDED', status: 400, description: 'Max batch length exceeded' },
  { code: 'ERROR_MANIFEST_IS_NOT_AVAILABLE', status: 404, description: 'Manifest is not available' },
  { code: 'ERROR_ARGUMENT', status: 400, description: 'Invalid argument' },
  { code: 'ENTITY_TYPE_NOT_SUPPORTED', status: 400, description: 'Entity type is not supported' },
] as const

export type SystemErrorCode = (typeof SYSTEM_ERRORS)[number]['code']
