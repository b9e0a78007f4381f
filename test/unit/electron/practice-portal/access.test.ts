import { describe, expect, it } from 'vitest'
import { isCallFromWebsite, isSameSecret, refusalOf } from '../../../../electron/practice-portal/access'

const PORT = 8124

describe('refusalOf', () => {
  it.each(['127.0.0.1:8124', 'localhost:8124'])('serves the host %s', host => {
    expect(refusalOf({ host }, PORT)).toBeNull()
  })

  it('serves its hosts without a port where the port is the usual one', () => {
    expect(refusalOf({ host: 'localhost' }, 80)).toBeNull()
  })

  it.each([
    '',
    'localhost',
    '127.0.0.1',
    '127.0.0.1:8125',
    'evil.example:8124',
    '127.0.0.1.evil.example:8124',
    'localhost:8124.evil.example',
    '0.0.0.0:8124',
  ])('refuses the host %j', host => {
    expect(refusalOf({ host }, PORT)?.status).toBe(421)
  })

  it('refuses a request that names no host', () => {
    expect(refusalOf({}, PORT)?.status).toBe(421)
  })

  it.each(['http://127.0.0.1:8124', 'http://localhost:8124'])('lets its own pages at %s call', origin => {
    expect(refusalOf({ host: 'localhost:8124', origin }, PORT)).toBeNull()
  })

  it.each([
    'https://evil.example',
    'null',
    '',
    'http://localhost:3000',
    'https://localhost:8124',
    'http://localhost:8124.evil.example',
  ])('refuses a call from the site %j', origin => {
    expect(refusalOf({ host: 'localhost:8124', origin }, PORT)?.status).toBe(403)
  })
})

describe('isCallFromWebsite', () => {
  it.each(['cross-site', 'same-site'])('knows a call marked %s', site => {
    expect(isCallFromWebsite({ 'sec-fetch-site': site })).toBe(true)
  })

  it.each(['none', 'same-origin'])('lets a call marked %s pass', site => {
    expect(isCallFromWebsite({ 'sec-fetch-site': site })).toBe(false)
  })

  it('lets a call pass that no browser made', () => {
    expect(isCallFromWebsite({})).toBe(false)
  })
})

describe('isSameSecret', () => {
  it('knows the secret', () => {
    expect(isSameSecret('aB3dEfGh12345678', 'aB3dEfGh12345678')).toBe(true)
  })

  it.each(['', 'aB3dEfGh1234567', 'ab3defgh12345678', 'aB3dEfGh123456789'])('knows that %j is another', given => {
    expect(isSameSecret(given, 'aB3dEfGh12345678')).toBe(false)
  })
})
