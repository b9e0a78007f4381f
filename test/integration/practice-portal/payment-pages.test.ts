import { describe, expect, it } from 'vitest'
import type { PracticePortal } from '../../../electron/practice-portal/server'
import { callJson, runningPortal, send } from './running-portal'

interface Link {
  readonly url: string
  readonly shortUrl: string
}

async function linkOf(portal: PracticePortal, id: number): Promise<Link> {
  const [, answer] = await callJson(portal, 'salescenter.payment.getPublicUrl', `{"id":${id}}`)
  return (answer as { result: { payment: Link } }).result.payment
}

describe('a short link', () => {
  it('leads to the address of its payment, which shows the payment', async () => {
    const portal = await runningPortal()
    const { url, shortUrl } = await linkOf(portal, 1063)
    const redirect = await send(shortUrl)
    expect([redirect.status, redirect.headers.location, redirect.body]).toEqual([301, url, ''])
    const page = await send(url)
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.body).toContain('<dd>1063</dd>')
    expect(page.body).toContain('Ceramic &#60;set&#62; &#38; bowl')
  })

  it('leads to the host that was asked', async () => {
    const portal = await runningPortal()
    const { shortUrl } = await linkOf(portal, 1063)
    const redirect = await send(shortUrl, { headers: { Host: `localhost:${portal.port}` } })
    expect(redirect.headers.location).toMatch(new RegExp(`^http://localhost:${portal.port}/pub/`))
  })

  it('leads elsewhere while that fault is set, and only then', async () => {
    const portal = await runningPortal()
    const [own, other] = [await linkOf(portal, 1063), await linkOf(portal, 1064)]
    portal.faults.set('short-link-elsewhere', { paymentId: 1063, times: 1 })
    expect((await send(other.shortUrl)).headers.location).toBe(other.url)
    expect((await send(own.shortUrl)).headers.location).toBe(other.url)
    expect((await send(own.shortUrl)).headers.location).toBe(own.url)
  })

  it('is not found when it is none of the portal’s', async () => {
    const portal = await runningPortal()
    expect((await send(`http://127.0.0.1:${portal.port}/~00000`)).status).toBe(404)
  })
})

describe('a payment page', () => {
  it('is not found with a wrong access hash, and says so as a page', async () => {
    const portal = await runningPortal()
    const { url } = await linkOf(portal, 1063)
    const page = await send(url.replace(/access=[0-9a-f]+/, `access=${'0'.repeat(32)}`))
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    expect(page.body).not.toContain('1063')
  })

  it('keeps scripts, frames, caches and referrers to others out', async () => {
    const portal = await runningPortal()
    const { url } = await linkOf(portal, 1063)
    const { headers } = await send(url)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/)
    expect(headers).toMatchObject({
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  })

  it('can only be read', async () => {
    const portal = await runningPortal()
    const { url, shortUrl } = await linkOf(portal, 1063)
    const posted = await Promise.all([url, shortUrl].map(address => send(address, { verb: 'POST' })))
    expect(posted.map(({ status, headers }) => [status, headers.allow])).toEqual([
      [405, 'GET, HEAD'],
      [405, 'GET, HEAD'],
    ])
  })
})

describe('everything else', () => {
  it.each(['/', '/favicon.ico', '/pub/site/10/', '/bitrix/admin/', '/..%2f..%2fetc/passwd', '//evil.example/'])(
    'is not found: %s',
    async path => {
      const portal = await runningPortal()
      const reply = await send(`http://127.0.0.1:${portal.port}${path}`)
      expect([reply.status, reply.body]).toEqual([404, 'Not found.\n'])
    },
  )
})

describe('paying on a payment page', () => {
  it('sends what the handler says to the portal itself, which shows what arrived', async () => {
    const portal = await runningPortal()
    const { url } = await linkOf(portal, 1063)
    const { body } = await send(url)
    const [, path = ''] = /<form action="([^"]+)" method="post">/.exec(body) ?? []
    const names = [...body.matchAll(/<input [^>]*name="([^"]+)"/g)].map(([, name]) => name)
    expect(`http://127.0.0.1:${portal.port}${path}`).toBe(portal.actionAddress)
    expect(names).toEqual([
      ...['shop', 'payment', 'amount', 'currency', 'mode', 'email', 'phone', 'receipt', 'receipt'],
      ...['BX_PAYSYSTEM_ID', 'BX_RETURN_URL'],
    ])
    const { origin } = new URL(url)
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: origin,
      'Sec-Fetch-Site': 'same-origin',
    }
    const arrived = await send(origin + path, { verb: 'POST', headers, body: 'phone=%2B1' })
    expect(arrived.body).toContain('<dt>phone</dt><dd>+1</dd>')
  })
})
