import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { runningPortal, send } from './running-portal'

/** Whether something listens at an address. */
function isListening(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host, port }, () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => {
      resolve(false)
    })
  })
}

function otherAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap(addresses => addresses ?? [])
  return all.filter(address => !address.internal && address.family === 'IPv4').map(address => address.address)
}

describe('the practice portal', () => {
  it('listens on the loopback interface alone', async () => {
    const { port } = await runningPortal()
    expect(await isListening('127.0.0.1', port)).toBe(true)
    for (const address of [...otherAddresses(), '::1']) {
      expect([address, await isListening(address, port)]).toEqual([address, false])
    }
  })

  it('refuses another host name, even with the right secret', async () => {
    const portal = await runningPortal()
    const reply = await send(`${portal.address}profile`, { headers: { Host: `rebound.example:${portal.port}` } })
    expect([reply.status, reply.body]).toEqual([421, 'This host is not served here.\n'])
    expect(reply.headers).not.toHaveProperty('access-control-allow-origin')
  })

  it.each(['https://evil.example', 'null', 'http://localhost:3000'])(
    'refuses a call from the site %s, even with the right secret, and does nothing',
    async origin => {
      const portal = await runningPortal()
      const reply = await send(`${portal.address}sale.paysystem.handler.delete?ID=3`, { headers: { Origin: origin } })
      expect([reply.status, reply.body]).toEqual([403, 'Calls from websites are refused.\n'])
      expect(reply.headers).not.toHaveProperty('access-control-allow-origin')
      expect(portal.state.current.handlers).toHaveLength(3)
    },
  )

  it('refuses a preflight from a website', async () => {
    const portal = await runningPortal()
    const headers = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' }
    expect((await send(`${portal.address}profile`, { verb: 'OPTIONS', headers })).status).toBe(403)
  })

  it.each(['cross-site', 'same-site'])('refuses a call that a page makes as an image or script (%s)', async site => {
    const portal = await runningPortal()
    const headers = { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': 'no-cors' }
    expect((await send(`${portal.address}sale.paysystem.handler.delete?ID=3`, { headers })).status).toBe(403)
    expect(portal.state.current.handlers).toHaveLength(3)
  })

  it('opens a payment page from a link on a website', async () => {
    const portal = await runningPortal()
    const { body } = await send(`${portal.address}salescenter.payment.getPublicUrl?id=1063`)
    const { shortUrl } = (JSON.parse(body) as { result: { payment: { shortUrl: string } } }).result.payment
    expect((await send(shortUrl, { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(301)
  })

  it('has another secret in each installation', async () => {
    const [one, other] = [await runningPortal(), await runningPortal()]
    const secrets = [one, other].map(portal => new URL(portal.address).pathname.split('/')[3])
    expect(secrets[0]).toMatch(/^[0-9A-Za-z]{16}$/)
    expect(secrets[1]).not.toBe(secrets[0])
  })
})
