import { AppError, type AppErrorCode, type AppErrorDetails } from '#common/ipc/app-error'
import { describe, expect, it } from 'vitest'
import { responseOf } from '../../../../support/fake-transport'
import { readAnswer } from '../../../../../electron/main/rest/answer'
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

/** What a portal answers with each status: `!` where the write may have been done, the code of its error where it was not. */
const ANSWERS: readonly (readonly [code: string | null, s200: string, s400: string, s500: string, s503: string])[] = [
  ['INTERNAL_SERVER_ERROR', '!', '!', '!', '!'],
  ['ERROR_CORE', '!', '!', '!', '!'],
  ['WRONG_ENCODING', '!', '!', '!', '!'],
  ['internal_server_error', '!', '!', '!', '!'],
  // For an update with 400 this is a CODE that is taken.
  ['ERROR_UNEXPECTED_ANSWER', 'portal', 'portal', '!', '!'],
  ['ERROR_CHECK_FAILURE', 'portal', 'portal', '!', '!'],
  ['ERROR_HANDLER_UPDATE', 'portal', 'portal', '!', '!'],
  ['SOMETHING_NEW', 'portal', 'portal', '!', '!'],
  ['0', 'portal', 'portal', '!', '!'],
  ['', 'portal', 'portal', '!', '!'],
  [null, '!', 'portal', '!', '!'],
  ['QUERY_LIMIT_EXCEEDED', 'rate-limited', 'rate-limited', 'rate-limited', 'rate-limited'],
  ['OPERATION_TIME_LIMIT', 'rate-limited', 'rate-limited', 'rate-limited', 'rate-limited'],
  ['OVERLOAD_LIMIT', 'portal', 'portal', 'portal', 'portal'],
  ['PORTAL_DELETED', 'portal', 'portal', 'portal', 'portal'],
  ['ACCESS_DENIED', 'portal', 'portal', 'portal', 'portal'],
  ['insufficient_scope', 'portal', 'portal', 'portal', 'portal'],
  ['METHOD_CONFIRM_DENIED', 'portal', 'portal', 'portal', 'portal'],
  ['ERROR_METHOD_NOT_FOUND', 'portal', 'portal', 'portal', 'portal'],
  ['INVALID_CREDENTIALS', 'unauthorized', 'unauthorized', 'unauthorized', 'unauthorized'],
  ['NO_AUTH_FOUND', 'unauthorized', 'unauthorized', 'unauthorized', 'unauthorized'],
  ['expired_token', 'unauthorized', 'unauthorized', 'unauthorized', 'unauthorized'],
]

describe('what a portal answers to a write', () => {
  it.each(ANSWERS)('with the code %s says whether it may have been done, by its status', (code, ...expected) => {
    const seen = [200, 400, 500, 503].map(status => {
      const error = code === null ? {} : { error: code, error_description: 'No' }
      const written = asWriteError(refusalOf(status, error), UPDATE)
      if (written.details['reason'] !== 'write-undecided') return written.code
      expect(written).toMatchObject({ code: 'network', details: { mayHaveArrived: true, status, method: UPDATE } })
      return '!'
    })
    expect(seen).toEqual(expected)
  })

  function refusalOf(status: number, body: object): AppError {
    const asked = { method: UPDATE, origin: 'https://shop.example.com', secret: 'k3Yt9vQ2mZ8xB1dL' }
    try {
      readAnswer(responseOf({ status, body: JSON.stringify(body) }), asked)
    } catch (error) {
      if (error instanceof AppError) return error
    }
    throw new Error('No AppError was thrown')
  }
})
