import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact } from '../../../../../electron/main/rest/redact'

const SECRET = 'k3Yt9vQ2mZ8xB1dL'

describe('redact', () => {
  it.each([
    ['as it is', `the secret ${SECRET}!`, 'the secret ***!'],
    ['in other case', `the secret ${SECRET.toUpperCase()}!`, 'the secret ***!'],
    ['twice', `${SECRET}${SECRET}`, '******'],
  ])('removes a known secret %s', (_, text, expected) => {
    expect(redact(text, SECRET)).toBe(expected)
  })

  it('removes a known secret with characters that an address or JSON escapes', () => {
    const secret = 'a+b/c"d e'
    const text = `${secret} ${encodeURIComponent(secret)} ${JSON.stringify(secret)}`

    expect(redact(text, secret)).toBe('*** *** "***"')
  })

  it.each([
    [
      'a webhook',
      'see https://shop.example.com/rest/7/AbCd1234/profile.json',
      'see https://shop.example.com/rest/7/***/profile.json',
    ],
    [
      'a webhook in JSON',
      '"https:\\/\\/a.example\\/rest\\/7\\/AbCd1234\\/"',
      '"https:\\/\\/a.example\\/rest\\/7\\/***\\/"',
    ],
    [
      'a webhook in a query',
      '?u=https%3A%2F%2Fa.example%2Frest%2F7%2FAbCd1234%2F',
      '?u=https%3A%2F%2Fa.example%2Frest%2F7%2F***%2F',
    ],
    ['a token', 'https://a.example/rest/profile?auth=0123456789abcdef', 'https://a.example/rest/profile?auth=***'],
    ['a token in JSON', '{"access_token":"0123456789abcdef"}', '{"access_token":"***"}'],
    [
      'a payment link',
      'https://a.example/pay/?orderId=5&access=0123456789abcdef0123456789abcdef&paymentId=9',
      'https://a.example/pay/?orderId=5&access=***&paymentId=9',
    ],
    ['a short link', 'https://a.example/~Ab3dE', 'https://a.example/~***'],
  ])('removes what opens something in %s nobody named', (_, text, expected) => {
    expect(redact(text)).toBe(expected)
  })

  it.each([
    ['plain words', 'Parameter NAME is not defined'],
    ['a method', 'sale.paysystem.handler.list'],
    ['an address that opens nothing', 'https://shop.example.com/crm/deal/details/7/'],
    ['words about access', 'The access token provided has expired'],
    ['nothing', ''],
  ])('leaves %s alone', (_, text) => {
    expect(redact(text, SECRET)).toBe(text)
  })

  it('removes any secret from any text', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/=_-]{8,40}$/)
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (code, before, after) => {
        const text = `${before}${code}${after}${encodeURIComponent(code)}${code.toLowerCase()}`
        expect(redact(text, code).toLowerCase()).not.toContain(code.toLowerCase())
      }),
      { numRuns: 500 },
    )
  })
})
