import { describe, expect, it } from 'vitest'
import { createShortLinks } from '../../../../../electron/main/rest/short-link'
import { FakeTransport } from '../../../../support/fake-transport'

const LINK = 'https://shop.example.com/~Ab3dE'

describe('locationOf', () => {
  it.each([
    ['an address', 'https://shop.example.com/pay/?a=1&b=%20', 'https://shop.example.com/pay/?a=1&b=%20'],
    ['a path', '/pay/?a=1', 'https://shop.example.com/pay/?a=1'],
    ['another host', 'https://other.example/x', 'https://other.example/x'],
  ])('answers %s without going there', async (_, location, expected) => {
    const transport = new FakeTransport(() => ({ status: 301, headers: { location } }))

    expect(await createShortLinks(transport).locationOf(LINK)).toBe(expected)
    expect(transport.sent).toMatchObject([{ url: LINK, method: 'GET', body: null }])
  })

  it.each([
    ['no redirect', { status: 200, headers: {} }],
    ['a page with a location', { status: 200, headers: { location: 'https://shop.example.com/' } }],
    ['a redirect to nowhere', { status: 302, headers: {} }],
    ['a link that is gone', { status: 404, headers: {} }],
    ['a redirect to no page', { status: 302, headers: { location: 'javascript:alert(1)' } }],
    ['a redirect with a password', { status: 302, headers: { location: 'https://a:b@shop.example.com/' } }],
  ])('answers null to %s', async (_, response) => {
    expect(await createShortLinks(new FakeTransport(() => response)).locationOf(LINK)).toBeNull()
  })

  it.each(['file:///etc/passwd', 'javascript:1', 'shop.example.com/~Ab3dE', '', 'https://a:b@shop.example.com/~x'])(
    'does not ask for %s',
    async url => {
      const transport = new FakeTransport(() => ({}))

      await expect(createShortLinks(transport).locationOf(url)).rejects.toMatchObject({
        code: 'network',
        details: { layer: 'address' },
      })
      expect(transport.sent).toEqual([])
    },
  )
})
