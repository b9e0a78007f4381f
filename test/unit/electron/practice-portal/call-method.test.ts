import { describe, expect, it } from 'vitest'
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
  it.each(['', 'batch', 'profile.xml', 'sale.paysystem.list', 'user.current', 'constructor', '__proto__'])(
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

  it.each(['profile', 'scope', 'methods', 'server.time'])('runs %s without any scope', name => {
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
