import { leadsTo, readPaymentLink, type PaymentLink } from '#common/codes/payment-link'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const PAGE = 'https://shop.example/pub/site/10/pay/?orderId=5001&access=0011&paymentId=1063'
const SHORT = 'https://shop.example/~aB3dE'

const answer = (payment: Record<string, unknown>) => ({
  payment: { url: PAGE, shortUrl: SHORT, qr: 'AAAA', ...payment },
})

describe('the answer of getPublicUrl', () => {
  it('gives the link of the asked payment', () => {
    expect(readPaymentLink(answer({}), 1063)).toEqual({
      ok: true,
      link: { url: PAGE, shortUrl: SHORT, image: 'AAAA' },
    })
  })

  it.each([
    { what: 'is absent', qr: undefined },
    { what: 'is empty', qr: '' },
    { what: 'is no text', qr: false },
  ])('is a good one when the picture $what', ({ qr }) => {
    expect(readPaymentLink(answer({ qr }), 1063)).toMatchObject({ ok: true, link: { image: null } })
  })

  it.each([
    {
      what: 'the site has no confirmed phone',
      result: { connectedSiteId: 10, isPhoneConfirmed: false },
      problem: 'phone-not-confirmed',
    },
    { what: 'there is no payment', result: { connectedSiteId: 10, isPhoneConfirmed: true }, problem: 'link-missing' },
    { what: 'it is a list', result: [], problem: 'link-missing' },
    { what: 'it is nothing', result: null, problem: 'link-missing' },
    { what: 'an address is not text', result: answer({ url: 1 }), problem: 'link-missing' },
    {
      what: 'the short link is longer than a code should be',
      result: answer({ shortUrl: `${SHORT}${'x'.repeat(300)}` }),
      problem: 'link-missing',
    },
    { what: 'the page is no address', result: answer({ url: 'pay?paymentId=1063' }), problem: 'link-malformed' },
    { what: 'the short link runs a script', result: answer({ shortUrl: 'javascript:1' }), problem: 'link-malformed' },
    {
      what: 'the short link ends in a line break',
      result: answer({ shortUrl: `${SHORT}\n` }),
      problem: 'link-malformed',
    },
    {
      what: 'the short link holds a password',
      result: answer({ shortUrl: 'https://a:b@shop.example/~aB3dE' }),
      problem: 'link-malformed',
    },
    {
      what: 'the page is of another payment',
      result: answer({ url: PAGE.replace('1063', '1064') }),
      problem: 'wrong-payment',
    },
    {
      what: 'the page names no payment',
      result: answer({ url: PAGE.replace('paymentId', 'id') }),
      problem: 'wrong-payment',
    },
    {
      what: 'the page names two payments',
      result: answer({ url: `${PAGE}&paymentId=1064` }),
      problem: 'wrong-payment',
    },
    {
      what: 'the id is only spelled alike',
      result: answer({ url: PAGE.replace('1063', '01063') }),
      problem: 'wrong-payment',
    },
    {
      what: 'the short link is of another host',
      result: answer({ shortUrl: 'https://shop.example.org/~aB3dE' }),
      problem: 'short-link-elsewhere',
    },
    {
      what: 'the short link is of another scheme',
      result: answer({ shortUrl: SHORT.replace('https', 'http') }),
      problem: 'short-link-elsewhere',
    },
  ])('is refused when $what', ({ result, problem }) => {
    expect(readPaymentLink(result, 1063)).toEqual({ ok: false, problem })
  })

  it('never throws, whatever a portal sends', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.constantFrom('http://', '//', 'https://[', 'https://%', 'http://a:99999', PAGE),
    )
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), texts), texts, (value, text) => {
        fc.pre(value !== PAGE)
        for (const result of [
          value,
          { payment: value },
          answer({ url: value }),
          answer({ url: text, shortUrl: value }),
        ]) {
          expect(readPaymentLink(result, 1063).ok).toBe(false)
        }
      }),
    )
  })
})

describe('the redirect of a short link', () => {
  const link: PaymentLink = { url: PAGE, shortUrl: SHORT, image: null }

  it.each([
    { location: PAGE, leads: true },
    { location: PAGE.replace('https://shop.example', ''), leads: true },
    { location: PAGE.replace('https://shop', 'https://SHOP'), leads: true },
    { location: PAGE.replace('1063', '1064'), leads: false },
    { location: `${PAGE}&x=1`, leads: false },
    { location: PAGE.replace('shop.example', 'shop.example.org'), leads: false },
    { location: '', leads: false },
    { location: 'https://', leads: false },
  ])('to $location leads to the page: $leads', ({ location, leads }) => {
    expect(leadsTo(link, location)).toBe(leads)
  })
})
