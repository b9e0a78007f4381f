import type { OutgoingHttpHeaders } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { PracticePortal } from '../../../electron/practice-portal/server'
import { callJson, runningPortal, send, type Reply } from './running-portal'

const DELAY = { kind: 'delay', milliseconds: 1, methodName: 'profile' }
const CONDITIONS = {
  isAdmin: false,
  scopes: ['pay_system'],
  rateLimit: { capacity: 2, drainPerSecond: 0.001 },
  runTimeLimit: { limitSeconds: 10, secondsPerCall: 4 },
}

function controlled(): Promise<PracticePortal> {
  return runningPortal({ hasControl: true })
}

interface Asking {
  readonly verb?: string
  readonly body?: unknown
  readonly headers?: OutgoingHttpHeaders
}

function ask(portal: PracticePortal, path: string, { verb = 'GET', body, headers = {} }: Asking = {}): Promise<Reply> {
  return send(`http://127.0.0.1:${portal.port}/control/${path}`, {
    verb,
    headers: { Authorization: `Bearer ${portal.controlToken}`, ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}

async function json(reply: Promise<Reply>): Promise<[number, unknown]> {
  const { status, body } = await reply
  return [status, JSON.parse(body)]
}

describe('the control of the practice portal', () => {
  it('arms faults, lists what became of them and stops them', async () => {
    const portal = await controlled()
    const armed = { id: 1, description: DELAY, strikes: 0, timesLeft: null, endsAt: null }
    expect(await json(ask(portal, 'faults', { verb: 'POST', body: DELAY }))).toEqual([201, armed])
    await callJson(portal, 'profile')
    expect(await json(ask(portal, 'faults'))).toEqual([200, { faults: [{ ...armed, strikes: 1 }] }])
    expect(await json(ask(portal, 'faults/1', { verb: 'DELETE' }))).toEqual([200, { faults: [] }])
    expect((await ask(portal, 'faults/1', { verb: 'DELETE' })).status).toBe(404)
  })

  it('stops all faults at once', async () => {
    const portal = await controlled()
    await ask(portal, 'faults', { verb: 'POST', body: { kind: 'cut-before' } })
    await ask(portal, 'faults', { verb: 'POST', body: { kind: 'wrong-link' } })
    expect(await json(ask(portal, 'faults', { verb: 'DELETE' }))).toEqual([200, { faults: [] }])
    expect((await callJson(portal, 'profile'))[0]).toBe(200)
  })

  it('tells what was received, without what was asked of itself, and forgets it', async () => {
    const portal = await controlled()
    await callJson(portal, 'nothing')
    const requests = [
      { number: 1, methodName: 'nothing', verb: 'POST', status: 404, errorCode: 'ERROR_METHOD_NOT_FOUND' },
    ]
    expect(await json(ask(portal, 'requests'))).toMatchObject([200, { requests }])
    expect(await json(ask(portal, 'requests', { verb: 'DELETE' }))).toEqual([200, { requests: [] }])
    expect(portal.requests).toEqual([])
  })

  it('never tells a secret, wherever it stood in a path', async () => {
    const portal = await controlled()
    const token = portal.controlToken ?? ''
    for (const path of [`rest/${token}`, `rest/1/x/${token}.json`, `control/${token}`, token]) {
      await send(`http://127.0.0.1:${portal.port}/${path}`)
    }
    const { body } = await ask(portal, 'requests')
    expect(body).not.toContain(token)
    expect(body).not.toContain(portal.state.current.installation.webhookSecret)
  })

  it('changes the conditions of the webhook, from the next call on', async () => {
    const portal = await controlled()
    const granted = ['pay_system', 'salescenter', 'crm', 'sale']
    const before = { isAdmin: true, scopes: granted, rateLimit: null, runTimeLimit: null }
    expect(await json(ask(portal, 'conditions'))).toEqual([200, before])
    expect(await json(ask(portal, 'conditions', { verb: 'POST', body: CONDITIONS }))).toEqual([200, CONDITIONS])
    expect((await callJson(portal, 'sale.paysystem.handler.list'))[1]).toMatchObject({ error: 'ACCESS_DENIED' })
    expect((await callJson(portal, 'sale.payment.list'))[1]).toMatchObject({ error: 'insufficient_scope' })
    expect((await callJson(portal, 'profile'))[1]).toMatchObject({ error: 'QUERY_LIMIT_EXCEEDED' })

    // A limit that is not touched does not begin anew.
    await ask(portal, 'conditions', { verb: 'POST', body: { ...CONDITIONS, isAdmin: true } })
    expect((await callJson(portal, 'profile'))[1]).toMatchObject({ error: 'QUERY_LIMIT_EXCEEDED' })

    await ask(portal, 'conditions', { verb: 'POST', body: { ...CONDITIONS, rateLimit: null } })
    for (let call = 0; call < 3; call++) expect((await callJson(portal, 'profile'))[0]).toBe(200)
    expect((await callJson(portal, 'profile'))[1]).toMatchObject({ error: 'OPERATION_TIME_LIMIT' })
  })

  it('resets the data, the faults and the conditions', async () => {
    const portal = await controlled()
    await callJson(portal, 'sale.paysystem.handler.update', '{"ID":1,"FIELDS":{"NAME":"Renamed"}}')
    await ask(portal, 'faults', { verb: 'POST', body: { kind: 'cut-before' } })
    await ask(portal, 'conditions', { verb: 'POST', body: CONDITIONS })
    expect(await json(ask(portal, 'reset', { verb: 'POST' }))).toEqual([200, { isReset: true }])
    expect(portal.state.current.handlers[0]?.name).not.toBe('Renamed')
    expect(portal.conditions.current).toMatchObject({ isAdmin: true, rateLimit: null })
    expect((await callJson(portal, 'profile'))[0]).toBe(200)
  })

  it.each([
    ['faults', 'no JSON'],
    ['faults', ''],
    ['faults', '[]'],
    ['faults', { kind: 'sing' }],
    ['faults', { kind: 'delay', milliseconds: 0 }],
    ['conditions', { isAdmin: true }],
    ['conditions', { ...CONDITIONS, rateLimit: { capacity: 0, drainPerSecond: 1 } }],
    ['conditions', { ...CONDITIONS, more: 1 }],
  ])('refuses at %s the body %j and changes nothing', async (path, body) => {
    const portal = await controlled()
    const [before, faults] = [portal.conditions.current, portal.faults.armed]
    const [status, answer] = await json(ask(portal, path, { verb: 'POST', body }))
    expect([status, answer]).toMatchObject([400, { error: 'invalid-input', message: expect.any(String) as string }])
    expect([portal.conditions.current, portal.faults.armed]).toEqual([before, faults])
  })

  it.each([
    ['', 'GET', 404],
    ['nothing', 'GET', 404],
    ['toString', 'GET', 404],
    ['faults/x', 'DELETE', 404],
    ['faults/1/2', 'DELETE', 404],
    ['requests/1', 'DELETE', 404],
    ['faults', 'PUT', 405],
    ['faults', 'OPTIONS', 405],
    ['faults/1', 'GET', 405],
    ['reset', 'GET', 405],
  ])('answers at “%s” to %s with %i', async (path, verb, status) => {
    expect((await ask(await controlled(), path, { verb })).status).toBe(status)
  })
})

describe('the control is closed', () => {
  it('to everybody where nobody was let in', async () => {
    const portal = await runningPortal()
    expect(portal.controlToken).toBeNull()
    for (const Authorization of ['Bearer null', 'Bearer ', undefined]) {
      const headers = Authorization === undefined ? {} : { Authorization }
      expect((await send(`http://127.0.0.1:${portal.port}/control/faults`, { headers })).status).toBe(404)
    }
  })

  it.each([
    ['no token', {}],
    ['an empty one', { Authorization: 'Bearer ' }],
    ['another one', { Authorization: `Bearer ${'x'.repeat(32)}` }],
    ['another scheme', { Authorization: 'Basic dG9rZW4=' }],
  ])('with %s', async (_, headers) => {
    const portal = await controlled()
    const url = `http://127.0.0.1:${portal.port}/control/faults`
    const reply = await send(url, { verb: 'POST', headers, body: '{"kind":"cut-before"}' })
    expect([reply.status, portal.faults.armed]).toEqual([401, []])
  })

  it('with the secret of the webhook, and the webhook with the token', async () => {
    const portal = await controlled()
    const { webhookSecret } = portal.state.current.installation
    expect((await ask(portal, 'faults', { headers: { Authorization: `Bearer ${webhookSecret}` } })).status).toBe(401)
    const call = await send(`http://127.0.0.1:${portal.port}/rest/1/${portal.controlToken}/profile`)
    expect(JSON.parse(call.body)).toMatchObject({ error: 'INVALID_CREDENTIALS' })
  })

  it.each([
    ['another host name', { Host: 'rebound.example' }, 421],
    ['a website', { Origin: 'https://evil.example' }, 403],
    ['a page that does not say which', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ])('to %s, even with the right token', async (_, headers, status) => {
    const portal = await controlled()
    const reply = await ask(portal, 'faults', { verb: 'POST', body: { kind: 'cut-before' }, headers })
    expect([reply.status, portal.faults.armed]).toEqual([status, []])
  })

  it('to pages of any site: no answer lets them read it', async () => {
    const portal = await controlled()
    const replies = [
      await ask(portal, 'faults'),
      await ask(portal, 'x'),
      await ask(portal, 'faults', { verb: 'OPTIONS' }),
    ]
    for (const { headers } of replies) expect(headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('on another start with the token of this one', async () => {
    const [one, other] = [await controlled(), await controlled()]
    expect(one.controlToken).toMatch(/^[0-9A-Za-z]{32}$/)
    expect(other.controlToken).not.toBe(one.controlToken)
  })
})
