import { describe, expect, it } from 'vitest'
import { routeOf } from '../../../../electron/practice-portal/routing'

const credentials = { userId: '1', secret: 'abc' }

describe('routeOf', () => {
  it.each([
    '/rest/1/abc/profile',
    '/rest/1/abc/profile/',
    '/rest/1/abc/profile.json',
    '/rest/1/abc/profile.json/',
    '/rest/1/abc//profile',
  ])('finds the method and the credentials in %s', path => {
    expect(routeOf(path)).toEqual({ kind: 'rest', methodName: 'profile', credentials })
  })

  it('keeps the method as it was sent', () => {
    expect(routeOf('/rest/1/abc/Sale.PaySystem.Handler.LIST')).toMatchObject({
      methodName: 'Sale.PaySystem.Handler.LIST',
    })
  })

  it('finds a method without credentials', () => {
    expect(routeOf('/rest/profile')).toEqual({ kind: 'rest', methodName: 'profile', credentials: null })
  })

  it.each([
    '/rest',
    '/rest/',
    '/rest/abc/profile',
    '/rest/1/abc/profile/more',
    '/rest/api/abc/profile',
    '/rest/api/1/abc/profile',
  ])('finds no method in %s', path => {
    expect(routeOf(path)).toEqual({ kind: 'rest', methodName: '', credentials: null })
  })

  it('leaves the suffix .xml to the method, which then does not exist', () => {
    expect(routeOf('/rest/1/abc/profile.xml')).toMatchObject({ methodName: 'profile.xml' })
  })

  it('finds a short link', () => {
    expect(routeOf('/~aB3dE')).toEqual({ kind: 'short-link', code: 'aB3dE' })
  })

  it('finds the payment page', () => {
    expect(routeOf('/pub/site/10/checkout/')).toEqual({ kind: 'payment-page' })
  })

  it.each([
    '',
    '/',
    '*',
    '/index.html',
    '/~aB3d',
    '/~aB3dEf',
    '/~aB3d/',
    '/pub/site/10/',
    '/REST/1/abc/profile',
    'http://127.0.0.1/rest/profile',
  ])('knows nothing at %j', path => {
    expect(routeOf(path)).toEqual({ kind: 'unknown' })
  })
})
