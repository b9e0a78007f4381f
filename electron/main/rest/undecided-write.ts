import { AppError } from '#common/ipc/app-error'
import { limitOf } from './pace/retry-policy'

/** What says by itself that the write was not done: a server in front of the portal answered, and passed nothing on. */
const NOT_PASSED_ON: ReadonlySet<unknown> = new Set(['portal-moved', 'redirected', 'password-wanted'])

/**
 * What a portal refuses before it runs a method, so that these say by themselves that the write was not done, whatever the
 * status they come with (reference 1.7, server-behaviour 4). In upper case: portals write some in lower case.
 */
const REFUSED_BEFORE: ReadonlySet<string> = new Set([
  'ERROR_METHOD_NOT_FOUND',
  'INVALID_REQUEST',
  'NO_AUTH_FOUND',
  'INVALID_CREDENTIALS',
  'EXPIRED_TOKEN',
  'INSUFFICIENT_SCOPE',
  'USER_ACCESS_ERROR',
  'METHOD_CONFIRM_WAITING',
  'METHOD_CONFIRM_DENIED',
  'ACCESS_DENIED',
  'OVERLOAD_LIMIT',
  'QUERY_LIMIT_EXCEEDED',
  'OPERATION_TIME_LIMIT',
  'PORTAL_DELETED',
  'ERROR_MANIFEST_IS_NOT_AVAILABLE',
])
/** What says that a method broke while it ran, or that only its answer could not be written, whatever the status. */
const BROKEN_UNDER_WAY: ReadonlySet<string> = new Set(['INTERNAL_SERVER_ERROR', 'ERROR_CORE', 'WRONG_ENCODING'])
const SERVER_FAULT = 500

/**
 * The error of a write. An answer that was lost, cut off, a web page, a fault of the server or given up leaves open whether
 * the portal did what it was asked, which is all that counts then: the write must not be sent again before the portal was
 * read. What the portal itself refused, and what never left this computer, stays as it is.
 */
export function asWriteError(error: AppError, method: string): AppError {
  if (!isUndecided(error)) return error
  const { reason, ...facts } = error.details
  const fault = error.code === 'network' ? (reason ?? '') : error.code
  return new AppError('network', 'It is not known whether the portal did what it was asked', {
    details: { ...facts, method, fault, reason: 'write-undecided', mayHaveArrived: true },
    cause: error,
  })
}

function isUndecided(error: AppError): boolean {
  const { mayHaveArrived, reason } = error.details
  switch (error.code) {
    case 'network':
      return mayHaveArrived !== false && !NOT_PASSED_ON.has(reason)
    case 'cancelled':
      return mayHaveArrived === true
    case 'rate-limited':
      return limitOf(error) === null
    case 'portal':
    case 'unauthorized':
      return isServerFault(error)
    default:
      return false
  }
}

/** A server that failed may have done it before it did; only some codes tell that it had not begun. */
function isServerFault({ details: { code, status } }: AppError): boolean {
  const name = String(code ?? '').toUpperCase()
  if (REFUSED_BEFORE.has(name)) return false
  return BROKEN_UNDER_WAY.has(name) || Number(status) >= SERVER_FAULT
}
