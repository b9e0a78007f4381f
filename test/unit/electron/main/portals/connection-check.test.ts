import { ConnectionReport, PortalId } from '#common/portals/portals.contract'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { createConnectionCheck } from '../../../../../electron/main/portals/connection-check'
import { createPortalClient } from '../../../../../electron/main/rest/portal-client'
import { FakeTransport } from '../../../../support/fake-transport'
import { MemorySecretStore } from '../../../../support/memory-secret-store'

const PORTAL = v.parse(PortalId, 'shop')
const SECRET = 'k3Yt9vQ2mZ8xB1dL'
const START = Date.UTC(2031, 4, 4)

/** A portal that answers `profile` after 120 ms and `scope` 30 ms later. */
function checkAgainst(profile: string, scope: string, status = 200): Promise<ConnectionReport> {
  let time = START
  const clock = { now: () => time }
  const transport = new FakeTransport(({ url }) => {
    const isProfile = url.endsWith('/profile')
    time += isProfile ? 120 : 30
    return { status, body: isProfile ? profile : scope }
  })
  const secrets = new MemorySecretStore()
  const portals = { addressOf: () => Promise.resolve({ origin: 'https://shop.example.com', userId: 7 }) }
  const client = createPortalClient({ transport, secrets, portals, clock, log: () => undefined })
  const connection = createConnectionCheck({ client, portals, secrets, clock })
  return secrets.put('https://shop.example.com/rest/7', SECRET).then(() => connection.check(PORTAL))
}

const PROFILE = '{"result":{"ID":"7","ADMIN":true,"NAME":"Ada","LAST_NAME":"Byron"}}'
const SCOPE = '{"result":["crm","pay_system","user"]}'

describe('check', () => {
  it('tells who the credential belongs to, what it may do and how long both answers took', async () => {
    const report = await checkAgainst(PROFILE, SCOPE)

    expect(report).toEqual({
      portalId: 'shop',
      checkedAt: '2031-05-04T00:00:00.000Z',
      owner: { id: '7', name: 'Ada Byron', isAdmin: true },
      scopes: [
        { scope: 'pay_system', isGranted: true },
        { scope: 'salescenter', isGranted: false },
        { scope: 'crm', isGranted: true },
        { scope: 'sale', isGranted: false },
      ],
      durationMs: 150,
    })
    expect(v.is(ConnectionReport, report)).toBe(true)
  })

  it.each([
    ['a number as id', '{"result":{"ID":7,"ADMIN":false,"NAME":"Ada"}}', { id: '7', name: 'Ada', isAdmin: false }],
    ['an empty name', '{"result":{"ID":"7","NAME":"","LAST_NAME":" "}}', { id: '7', name: '', isAdmin: false }],
    ['only a last name', '{"result":{"ID":"7","NAME":null,"LAST_NAME":"Byron"}}', { id: '7', name: 'Byron' }],
    ['Y for an administrator', '{"result":{"ID":"7","ADMIN":"Y"}}', { isAdmin: true }],
    ['text that looks true', '{"result":{"ID":"7","ADMIN":"false"}}', { isAdmin: false }],
  ])('understands a profile with %s', async (_, profile, owner) => {
    expect((await checkAgainst(profile, SCOPE)).owner).toMatchObject(owner)
  })

  it.each([['{"result":[]}'], ['{"result":{}}']])('tells that the owner is no longer active from %s', async profile => {
    await expect(checkAgainst(profile, SCOPE)).rejects.toMatchObject({
      code: 'unauthorized',
      details: { reason: 'inactive-user' },
    })
  })

  it.each([
    ['a profile that is text', '{"result":"x"}', SCOPE, 'profile'],
    ['a profile that is a list', '{"result":[1]}', SCOPE, 'profile'],
    ['scopes that are no list', PROFILE, '{"result":{"crm":true}}', 'scope'],
  ])('does not take %s for a portal', async (_, profile, scope, method) => {
    await expect(checkAgainst(profile, scope)).rejects.toMatchObject({
      code: 'network',
      details: { layer: 'body', reason: 'unexpected-result', method },
    })
  })

  it('passes on what the portal refuses', async () => {
    await expect(checkAgainst('{"error":"INVALID_CREDENTIALS"}', SCOPE, 401)).rejects.toMatchObject({
      code: 'unauthorized',
      details: { method: 'profile', code: 'INVALID_CREDENTIALS' },
    })
  })

  it('keeps the secret out of the report when a portal writes it there', async () => {
    const profile = `{"result":{"ID":"${SECRET}","NAME":"https://shop.example.com/rest/7/${SECRET}/","LAST_NAME":"${SECRET}"}}`

    expect(JSON.stringify(await checkAgainst(profile, SCOPE))).not.toContain(SECRET)
  })
})
