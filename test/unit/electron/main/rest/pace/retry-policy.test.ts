import { AppError, type AppErrorDetails } from '#common/ipc/app-error'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultOf } from '../../../../../../electron/main/rest/net-errors'
import { PACE } from '../../../../../../electron/main/rest/pace/pace'
import { afterFailure, type FailedCall } from '../../../../../../electron/main/rest/pace/retry-policy'

const READ: FailedCall = { isRead: true, priority: 'person', failures: { rate: 1, 'run-time': 1, network: 1 } }
const WRITE: FailedCall = { ...READ, isRead: false }

function rateLimited(details: AppErrorDetails): AppError {
  return new AppError('rate-limited', 'x', { details })
}

function network(layer: string, reason: string): AppError {
  return new AppError('network', 'x', { details: { layer, reason, mayHaveArrived: true } })
}

function verdictOf(error: unknown, call: FailedCall): string {
  const verdict = afterFailure(error, call, PACE, 0.5)
  return verdict.kind === 'again' ? verdict.after : verdict.kind
}

describe('a call that failed', () => {
  const CASES: readonly [string, unknown, string, string][] = [
    ['503 QUERY_LIMIT_EXCEEDED', rateLimited({ code: 'QUERY_LIMIT_EXCEEDED', status: 503 }), 'rate', 'rate'],
    ['429 OPERATION_TIME_LIMIT', rateLimited({ code: 'OPERATION_TIME_LIMIT', status: 429 }), 'run-time', 'run-time'],
    ['a 429 that is not the portal’s own', rateLimited({ code: '', status: 429 }), 'rate', 'give-up'],
    ['OVERLOAD_LIMIT', new AppError('portal', 'x', { details: { code: 'OVERLOAD_LIMIT', status: 503 } }), '', ''],
    ['INTERNAL_SERVER_ERROR', new AppError('portal', 'x', { details: { code: 'INTERNAL_SERVER_ERROR' } }), '', ''],
    ['ACCESS_DENIED', new AppError('portal', 'x', { details: { code: 'ACCESS_DENIED', status: 403 } }), '', ''],
    ['an expired credential', new AppError('unauthorized', 'x', { details: { code: 'expired_token' } }), '', ''],
    ['a cut connection', network('tcp', 'cut-off'), 'network', 'give-up'],
    ['a refused connection', network('tcp', 'refused'), 'network', 'give-up'],
    ['a page of a server in front', network('http', 'server-error'), 'network', 'give-up'],
    ['half an answer', network('body', 'cut-off'), 'network', 'give-up'],
    ['an empty answer', network('body', 'empty'), 'network', 'give-up'],
    ['a resolver that failed', network('dns', 'resolver-failed'), 'network', 'give-up'],
    ['a timeout', network('timeout', 'no-answer'), '', ''],
    ['a host that is not known', network('dns', 'unknown-host'), '', ''],
    ['a certificate', network('tls', 'untrusted-certificate'), '', ''],
    ['a proxy', network('proxy', 'refused'), '', ''],
    ['a portal that moved', network('http', 'portal-moved'), '', ''],
    ['a web page', network('body', 'not-a-portal'), '', ''],
    ['too large an answer', network('body', 'too-large'), '', ''],
    ['no network', network('tcp', 'offline'), '', ''],
    ['a write that nobody knows of', network('http', 'write-undecided'), 'network', 'give-up'],
    ['cancelling', new AppError('cancelled', 'x'), '', ''],
    ['the keychain', new AppError('keychain', 'x', { details: { reason: 'unreadable' } }), '', ''],
    ['a fault of our own', new AppError('internal', 'x'), '', ''],
    ['what is no error of ours', new Error('x'), '', ''],
  ]

  it.each(CASES)('by %s is made again only where that is known to be right', (_, error, read, write) => {
    expect(verdictOf(error, READ)).toBe(read || 'give-up')
    expect(verdictOf(error, WRITE)).toBe(write || 'give-up')
  })

  it('is made again after a timeout when nobody looks on', () => {
    expect(verdictOf(network('timeout', 'no-answer'), { ...READ, priority: 'bulk' })).toBe('network')
    expect(verdictOf(network('timeout', 'no-answer'), { ...WRITE, priority: 'bulk' })).toBe('give-up')
  })

  it.each(['rate', 'run-time', 'network'] as const)('for its %s is given up after a number of attempts', reason => {
    const error = {
      rate: rateLimited({ code: 'QUERY_LIMIT_EXCEEDED' }),
      'run-time': rateLimited({ code: 'OPERATION_TIME_LIMIT' }),
      network: network('tcp', 'cut-off'),
    }[reason]
    for (const priority of ['person', 'bulk'] as const) {
      const most = PACE.attempts[priority][reason]
      const failedOften = (times: number): FailedCall => ({
        ...READ,
        priority,
        failures: { ...READ.failures, [reason]: times },
      })

      expect(verdictOf(error, failedOften(most - 1))).toBe(reason)
      expect(verdictOf(error, failedOften(most))).toBe('give-up')
    }
  })

  it('waits twice as long each time, and up to a half longer by chance', () => {
    const waitOf = (times: number, random: number): unknown =>
      afterFailure(network('tcp', 'cut-off'), { ...READ, failures: { ...READ.failures, network: times } }, PACE, random)

    expect(waitOf(1, 0)).toMatchObject({ waitMs: 500 })
    expect(waitOf(2, 0)).toMatchObject({ waitMs: 1_000 })
    expect(waitOf(2, 0.5)).toMatchObject({ waitMs: 1_250 })
  })
})

describe('a write', () => {
  it('is made again after nothing but the two refusals of the portal itself', () => {
    const details = fc.record({
      code: fc.constantFrom('', 'OVERLOAD_LIMIT', 'ACCESS_DENIED', 'INTERNAL_SERVER_ERROR', 'ERROR_CORE', '429', '503'),
      status: fc.constantFrom(200, 400, 429, 500, 502, 503, 504),
      layer: fc.constantFrom('tcp', 'http', 'body', 'timeout', 'dns', 'tls', 'proxy', 'address'),
      reason: fc.string(),
      mayHaveArrived: fc.boolean(),
    })
    const code = fc.constantFrom('portal', 'network', 'rate-limited', 'unauthorized', 'cancelled', 'internal' as const)
    const priority = fc.constantFrom('person', 'bulk' as const)
    fc.assert(
      fc.property(code, details, priority, (errorCode, given, how) => {
        const error = new AppError(errorCode, 'x', { details: given })
        return verdictOf(error, { ...WRITE, priority: how }) === 'give-up'
      }),
    )
  })

  it('is made again after no fault of the network, not even one of before it was sent', () => {
    const names = ['NAME_NOT_RESOLVED', 'CONNECTION_REFUSED', 'CONNECTION_RESET', 'EMPTY_RESPONSE', 'TIMED_OUT', 'X']
    for (const name of names) {
      const error = new AppError('network', 'x', { details: { ...faultOf(`net::ERR_${name}`) } })
      expect(verdictOf(error, WRITE)).toBe('give-up')
    }
  })
})
