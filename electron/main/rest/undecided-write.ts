import { AppError } from '#common/ipc/app-error'
import { limitOf } from './pace/retry-policy'

/** What says by itself that the write was not done: a server in front of the portal answered, and passed nothing on. */
const NOT_PASSED_ON: ReadonlySet<unknown> = new Set(['portal-moved', 'redirected', 'password-wanted'])

/**
 * The error of a write. An answer that was lost, cut off, a web page or given up leaves open whether the portal did what it
 * was asked, which is all that counts then: the write must not be sent again before the portal was read. What the portal
 * itself refused, and what never left this computer, stays as it is.
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
    default:
      return false
  }
}
