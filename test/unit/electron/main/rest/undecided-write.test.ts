import { AppError, type AppErrorCode, type AppErrorDetails } from '#common/ipc/app-error'
import { describe, expect, it } from 'vitest'
import { asWriteError } from '../../../../../electron/main/rest/undecided-write'

const UPDATE = 'sale.paysystem.handler.update'

function written(code: AppErrorCode, details: AppErrorDetails): AppError {
  return asWriteError(new AppError(code, 'x', { details }), UPDATE)
}

describe('the error of a write', () => {
  it.each<[string, AppErrorCode, AppErrorDetails, string]>([
    ['a lost answer', 'network', { layer: 'tcp', reason: 'cut-off', mayHaveArrived: true }, 'cut-off'],
    ['half an answer', 'network', { layer: 'body', reason: 'cut-off', mayHaveArrived: true }, 'cut-off'],
    ['a web page', 'network', { layer: 'body', reason: 'not-a-portal', mayHaveArrived: true }, 'not-a-portal'],
    ['a page of a server in front', 'network', { layer: 'http', reason: 'server-error' }, 'server-error'],
    ['no answer in time', 'network', { layer: 'timeout', reason: 'no-answer', mayHaveArrived: true }, 'no-answer'],
    ['being given up under way', 'cancelled', { mayHaveArrived: true }, 'cancelled'],
    ['a 429 that is not the portal’s own', 'rate-limited', { code: '', status: 429 }, 'rate-limited'],
  ])('says after %s that nobody knows whether it was done', (_, code, details, fault) => {
    expect(written(code, details)).toMatchObject({
      code: 'network',
      details: { reason: 'write-undecided', fault, method: UPDATE, mayHaveArrived: true },
    })
  })

  it.each<[string, AppErrorCode, AppErrorDetails]>([
    ['it never left', 'network', { layer: 'dns', reason: 'unknown-host', mayHaveArrived: false }],
    ['it was given up before', 'cancelled', {}],
    ['a portal that moved', 'network', { layer: 'http', reason: 'portal-moved', mayHaveArrived: true }],
    ['the portal refused it', 'portal', { code: 'ACCESS_DENIED', status: 403 }],
    ['its rate', 'rate-limited', { code: 'QUERY_LIMIT_EXCEEDED', status: 503 }],
    ['its run time', 'rate-limited', { code: 'OPERATION_TIME_LIMIT', status: 429 }],
    ['the keychain', 'keychain', { reason: 'unreadable' }],
  ])('stays what it is when it is known: %s', (_, code, details) => {
    expect(written(code, details)).toMatchObject({ code, details })
    expect(written(code, details).details['reason']).toBe(details['reason'])
  })
})
