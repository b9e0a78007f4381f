import type { LoggedRequest } from '#common/practice-portal/practice-status'

/** The log as text, one request a line and its parts apart by tabs, fit for a spreadsheet. */
export function requestLines(requests: readonly LoggedRequest[]): string {
  return requests
    .map(({ at, verb, methodName, status, errorCode }) =>
      [at, verb, methodName ?? '', status, errorCode ?? ''].join('\t'),
    )
    .join('\n')
}
