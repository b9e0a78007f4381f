import type { AppError } from '#common/ipc/app-error'

/** What is not about one payment would come back for each of the others. Only an answer that cannot be read may be. */
export function befallsAll({ code, details }: AppError): boolean {
  switch (code) {
    case 'conflict':
    case 'portal':
      return false
    case 'not-found':
      return details['reason'] !== 'payment'
    case 'network':
      return details['layer'] !== 'body'
    case 'invalid-input':
    case 'unauthorized':
    case 'rate-limited':
    case 'cancelled':
    case 'keychain':
    case 'internal':
      return true
  }
}
