import { describe, expect, it } from 'vitest'
import { Faults } from '../../../../electron/practice-portal/faults'
import { findMethod } from '../../../../electron/practice-portal/methods/method-table'
import type { Method } from '../../../../electron/practice-portal/methods/method'
import { errorOf, resultOf, SECRET, stateAfter, type CallSetting } from './practice-calls'

const METHOD_NOT_FOUND = [404, 'ERROR_METHOD_NOT_FOUND', 'Method not found!']
const NO_AUTH_FOUND = [401, 'NO_AUTH_FOUND', 'Wrong authorization data']
const INVALID_CREDENTIALS = [401, 'INVALID_CREDENTIALS', 'Invalid request credentials']
const INSUFFICIENT_SCOPE = [
  401,
  'insufficient_scope',
  'The request requires higher privileges than provided by the webhook token',
]
const ACCESS_DENIED = [403, 'ACCESS_DENIED', 'Access denied!']

const stranger: CallSetting = { credentials: { userId: '1', secret: 'Practice00Secreu' } }
const withoutScopes: CallSetting = { webhook: { userId: '1', isAdmin: true, scopes: [] } }
const employee: CallSetting = { webhook: { userId: '1', isAdmin: false, scopes: ['pay_system', 'salescenter'] } }
const ADD = 'sale.paysystem.handler.add'

describe('callMethod', () => {
  it.each(['', 'profile.xml', 'sale.order.list', 'user.current', 'constructor', '__proto__'])(
    'does not know the method %j',
    name => {
      expect(errorOf(name)).toEqual(METHOD_NOT_FOUND)
    },
  )

  it.each([
    ['looks for the method before the credentials', 'nothing.here', stranger, METHOD_NOT_FOUND],
    ['refuses a method without credentials', 'profile', { credentials: null }, NO_AUTH_FOUND],
    ['refuses a wrong secret', 'profile', stranger, INVALID_CREDENTIALS],
    ['refuses another user id', 'profile', { credentials: { userId: '2', secret: SECRET } }, INVALID_CREDENTIALS],
    ['refuses an empty secret', 'profile', { credentials: { userId: '1', secret: '' } }, INVALID_CREDENTIALS],
    ['looks at the credentials before the scope', ADD, { ...withoutScopes, ...stranger }, INVALID_CREDENTIALS],
    ['refuses a method outside the granted scopes', ADD, withoutScopes, INSUFFICIENT_SCOPE],
    ['refuses a link without its scope', 'salescenter.payment.getPublicUrl', withoutScopes, INSUFFICIENT_SCOPE],
    [
      'looks at the scope before the rights',
      ADD,
      { webhook: { userId: '1', isAdmin: false, scopes: [] } },
      INSUFFICIENT_SCOPE,
    ],
    ['refuses who is no administrator', ADD, employee, ACCESS_DENIED],
  ] satisfies [string, string, CallSetting, unknown][])('%s', (_, name, setting, error) => {
    expect(errorOf(name, '{}', setting)).toEqual(error)
  })

  it.each(['add', 'update', 'delete', 'list'])(
    'keeps handler.%s to administrators, before looking at parameters',
    verb => {
      expect(errorOf(`sale.paysystem.handler.${verb}`, '{}', employee)).toEqual(ACCESS_DENIED)
    },
  )

  it('lets any employee fetch a link', () => {
    expect(resultOf('salescenter.payment.getPublicUrl', '{"id":1063}', employee)).toContain('shortUrl')
  })

  it.each(['batch', 'profile', 'scope', 'methods', 'server.time'])('runs %s without any scope', name => {
    expect(() => resultOf(name, '{}', withoutScopes)).not.toThrow()
  })

  it.each(['Sale.PaySystem.Handler.LIST', 'SALESCENTER.PAYMENT.GETPUBLICURL', 'Server.Time'])(
    'finds %s in any case',
    name => {
      expect(() => resultOf(name, '{"id":1063}')).not.toThrow()
    },
  )

  it('changes nothing when it refuses', () => {
    expect(() => stateAfter(ADD, '{}', employee)).toThrow('Access denied!')
  })
})

describe('an error that is armed', () => {
  it.each([
    [401, 'INVALID_REQUEST', 'Https required.'],
    [401, 'NO_AUTH_FOUND', 'Wrong authorization data'],
    [401, 'INVALID_CREDENTIALS', 'Invalid request credentials'],
    [401, 'expired_token', 'The access token provided has expired.'],
    [401, 'insufficient_scope', INSUFFICIENT_SCOPE[2]],
    [401, 'OVERLOAD_LIMIT', 'REST API is blocked due to overload.'],
    [401, 'METHOD_CONFIRM_WAITING', 'Waiting for confirmation'],
    [403, 'METHOD_CONFIRM_DENIED', 'Method call denied'],
    [403, 'user_access_error', 'The user does not have access to the application.'],
    [403, 'ACCESS_DENIED', 'Access denied!'],
    [403, 'PORTAL_DELETED', 'Portal was deleted'],
    [404, 'ERROR_METHOD_NOT_FOUND', 'Method not found!'],
    [404, 'ERROR_MANIFEST_IS_NOT_AVAILABLE', 'Manifest is not available'],
    [405, 'ERROR_BATCH_METHOD_NOT_ALLOWED', 'Method is not allowed for batch usage'],
    [400, 'ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded'],
    [429, 'OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.'],
    [500, 'ERROR_CORE', 'SQL query error!'],
    [500, 'ERROR_UNEXPECTED_ANSWER', 'Server returned an unexpected response'],
    [500, 'INTERNAL_SERVER_ERROR', 'Internal server error'],
    [503, 'QUERY_LIMIT_EXCEEDED', 'Too many requests'],
  ])('is answered with %d %s', (status, code, description) => {
    const faults = new Faults()
    faults.onMethod('profile', { kind: 'error', code }, { times: 1 })
    expect(errorOf('Profile', '{}', { faults })).toEqual([status, code, description])
    expect(() => resultOf('profile', '{}', { faults })).not.toThrow()
  })

  it('may have another status and description, as other portals give', () => {
    const faults = new Faults()
    const description = 'REST is available only by subscription.'
    faults.onMethod(null, { kind: 'error', code: 'ACCESS_DENIED', status: 401, description })
    expect(errorOf('profile', '{}', { faults })).toEqual([401, 'ACCESS_DENIED', description])
  })

  it('may be none that every portal has', () => {
    const faults = new Faults()
    faults.onMethod('profile', { kind: 'error', code: '0', description: 'Fatal' })
    expect(errorOf('profile', '{}', { faults })).toEqual([400, '0', 'Fatal'])
  })

  it('stands behind a batch as the error of its command', () => {
    const faults = new Faults()
    faults.onMethod('profile', { kind: 'error', code: 'INTERNAL_SERVER_ERROR' })
    expect(resultOf('batch', '{"cmd":["profile"]}', { faults })).toContain(
      '"result_error":[{"error":"INTERNAL_SERVER_ERROR","error_description":"Internal server error"}]',
    )
  })

  it('leaves a stranger with the refusal of the credentials', () => {
    const faults = new Faults()
    faults.onMethod('profile', { kind: 'error', code: 'ERROR_CORE' })
    expect(errorOf('profile', '{}', { faults, ...stranger })).toEqual(INVALID_CREDENTIALS)
  })
})

describe('findMethod', () => {
  const method = (name: string): Method => ({ name, scope: null, needsAdmin: false, run: () => ({ result: null }) })

  it('prefers the name in small letters to the name as sent', () => {
    const methods = [method('My.Method'), method('my.method')]
    expect(findMethod(methods, 'My.Method')?.name).toBe('my.method')
  })

  it('falls back to the name as sent', () => {
    expect(findMethod([method('My.Method')], 'My.Method')?.name).toBe('My.Method')
  })
})
