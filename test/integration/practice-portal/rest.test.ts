import { describe, expect, it } from 'vitest'
import { withHandler } from '../../../electron/practice-portal/portal-state'
import { callJson, runningPortal, send } from './running-portal'

const NEW_HANDLER = {
  NAME: 'Tried',
  CODE: 'tried',
  SETTINGS: { CODES: { A: { NAME: 'A' } }, FORM_DATA: { ACTION_URI: 'https://pay.example.com/a' } },
}
const REST_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'origin, content-type, accept',
  'x-content-type-options': 'nosniff',
  'content-type': 'application/json; charset=utf-8',
}

describe('a REST call', () => {
  it('has the headers of a portal, with a result and with an error', async () => {
    const portal = await runningPortal()
    const result = await send(`${portal.address}profile`)
    const error = await send(`${portal.address}nothing`)
    expect(result.headers).toMatchObject(REST_HEADERS)
    expect(error.headers).toMatchObject(REST_HEADERS)
    expect(result.headers).not.toHaveProperty('access-control-allow-methods')
  })

  it('answers with the portal’s clock', async () => {
    const portal = await runningPortal({ now: () => Date.UTC(2030, 0, 31, 7, 26, 32, 500) })
    const { body } = await send(`${portal.address}server.time`)
    expect(body).toBe(
      '{"result":"2030-01-31T10:26:32+03:00","time":{"start":1896074792,"finish":1896074792.5,"duration":0.5,' +
        '"processing":0,"date_start":"2030-01-31T10:26:32+03:00","date_finish":"2030-01-31T10:26:32+03:00"}}',
    )
  })

  it.each(['profile', 'profile/', 'profile.json', 'PROFILE', 'profile?unknown=1&start=50'])('finds %s', async path => {
    const portal = await runningPortal()
    expect((await send(portal.address + path)).status).toBe(200)
  })

  it.each(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('is served to %s', async verb => {
    const portal = await runningPortal()
    const reply = await send(`${portal.address}salescenter.payment.getPublicUrl?id=1063`, { verb })
    expect([reply.status, reply.body.includes('paymentId=1063')]).toEqual([200, true])
  })

  it('is served to HEAD without a body', async () => {
    const portal = await runningPortal()
    const reply = await send(`${portal.address}profile`, { verb: 'HEAD' })
    expect([reply.status, reply.body]).toEqual([200, ''])
    expect(reply.headers).toMatchObject(REST_HEADERS)
  })

  it('reads the body of a POST only', async () => {
    const portal = await runningPortal()
    const url = `${portal.address}salescenter.payment.getPublicUrl?id=1063`
    const headers = { 'Content-Type': 'application/json' }
    const put = await send(url, { verb: 'PUT', headers, body: '{"id":1}' })
    const post = await send(url, { verb: 'POST', headers, body: '{"id":1}' })
    expect([put.status, post.status]).toEqual([200, 400])
  })

  it('adds, lists, updates and deletes a handler', async () => {
    const portal = await runningPortal()
    const rows = async () => ((await callJson(portal, 'sale.paysystem.handler.list'))[1] as { result: object[] }).result
    expect(await callJson(portal, 'sale.paysystem.handler.add', JSON.stringify(NEW_HANDLER))).toEqual([
      200,
      { result: 4 },
    ])
    expect((await rows())[3]).toEqual({ ID: '4', ...NEW_HANDLER, SORT: '100' })
    const update = JSON.stringify({ ID: 4, FIELDS: { NAME: 'Renamed' } })
    expect(await callJson(portal, 'sale.paysystem.handler.update', update)).toEqual([200, { result: true }])
    expect((await rows())[3]).toMatchObject({ NAME: 'Renamed', CODE: 'tried' })
    expect(await callJson(portal, 'sale.paysystem.handler.delete', '{"ID":4}')).toEqual([200, { result: true }])
    expect(await rows()).toHaveLength(3)
  })

  it('takes the order of keys from the body to the list', async () => {
    const portal = await runningPortal()
    const settings = '{"CODES":{"10":{"NAME":"ten"},"2":{"NAME":"two"},"b":1,"a":1.0},"IFRAME_DATA":{"ACTION_URI":"x"}}'
    await callJson(portal, 'sale.paysystem.handler.add', `{"NAME":"n","CODE":"c","SETTINGS":${settings}}`)
    expect((await send(`${portal.address}sale.paysystem.handler.list`)).body).toContain(`"SETTINGS":${settings}}`)
  })

  it('ignores JSON that is broken and runs with the query alone', async () => {
    const portal = await runningPortal()
    const broken = JSON.stringify(NEW_HANDLER).slice(0, -1)
    expect(await callJson(portal, 'sale.paysystem.handler.add', broken)).toEqual([
      400,
      { error: 'ERROR_CHECK_FAILURE', error_description: 'Parameter NAME is not defined' },
    ])
    expect((await callJson(portal, 'salescenter.payment.getPublicUrl?id=1063', '{"id":'))[0]).toBe(200)
  })

  it.each([
    ['/rest/profile', 401, 'NO_AUTH_FOUND'],
    ['/rest/profile?auth=token', 401, 'NO_AUTH_FOUND'],
    ['/rest/nothing', 404, 'ERROR_METHOD_NOT_FOUND'],
    ['/rest/1/0000000000000000/profile', 401, 'INVALID_CREDENTIALS'],
    ['/rest/1/0000000000000000/nothing', 404, 'ERROR_METHOD_NOT_FOUND'],
    ['/rest/0000000000000000/profile', 404, 'ERROR_METHOD_NOT_FOUND'],
    ['/rest/api/1/0000000000000000/profile', 404, 'ERROR_METHOD_NOT_FOUND'],
    ['/rest/', 404, 'ERROR_METHOD_NOT_FOUND'],
  ])('is refused at %s with %d %s', async (path, status, error) => {
    const portal = await runningPortal()
    const reply = await send(`http://127.0.0.1:${portal.port}${path}`)
    expect(reply.status).toBe(status)
    expect(JSON.parse(reply.body)).toEqual({ error, error_description: expect.any(String) })
  })

  it('is refused when the webhook lacks the scope, or its owner the rights', async () => {
    const narrow = await runningPortal({ scopes: ['salescenter'] })
    const employee = await runningPortal({ isAdmin: false })
    expect(await callJson(narrow, 'sale.paysystem.handler.list')).toMatchObject([401, { error: 'insufficient_scope' }])
    expect(await callJson(employee, 'sale.paysystem.handler.list')).toMatchObject([403, { error: 'ACCESS_DENIED' }])
  })

  it('takes a body of eight megabytes and no larger one', async () => {
    const portal = await runningPortal()
    const sized = (bytes: number) => {
      const body = Buffer.alloc(bytes, ' ')
      return send(`${portal.address}profile`, { verb: 'POST', headers: { 'Content-Type': 'application/json' }, body })
    }
    expect((await sized(8 * 1024 * 1024)).status).toBe(200)
    const refused = await sized(8 * 1024 * 1024 + 1)
    expect([refused.status, refused.headers['content-type']]).toEqual([413, 'text/plain; charset=utf-8'])
  })

  it('gives every one of many calls at once an id of its own', async () => {
    const portal = await runningPortal()
    const codes = Array.from({ length: 20 }, (_, index) => `many_${index}`)
    const answers = await Promise.all(
      codes.map(CODE => callJson(portal, 'sale.paysystem.handler.add', JSON.stringify({ ...NEW_HANDLER, CODE }))),
    )
    const ids = answers.map(([, answer]) => (answer as { result: number }).result)
    expect(new Set(ids).size).toBe(20)
  })
})

describe('the practice portal beside its REST calls', () => {
  it('returns to the seed under the same address', async () => {
    const portal = await runningPortal()
    const { address } = portal
    const link = await callJson(portal, 'salescenter.payment.getPublicUrl', '{"id":1063}')
    await callJson(portal, 'sale.paysystem.delete', '{"ID":23}')
    expect(await callJson(portal, 'sale.paysystem.handler.delete', '{"ID":3}')).toEqual([200, { result: true }])
    await portal.reset()
    expect(portal.address).toBe(address)
    expect(portal.state.current.handlers).toHaveLength(3)
    expect(await callJson(portal, 'salescenter.payment.getPublicUrl', '{"id":1063}')).toEqual(link)
  })

  it('shows callers what somebody else changed in the meantime', async () => {
    const portal = await runningPortal()
    const name = 'Changed by a colleague'
    await portal.state.change(state => ({ state: withHandler(state, 1, { name }), value: undefined }))
    expect((await send(`${portal.address}sale.paysystem.handler.list`)).body).toContain('"Changed by a colleague"')
  })

  it('remembers requests without anything secret', async () => {
    const portal = await runningPortal({ now: () => Date.UTC(2030, 0, 31, 7, 26, 32) })
    const secret = portal.state.current.installation.webhookSecret
    await callJson(portal, 'Profile')
    await send(`http://127.0.0.1:${portal.port}/rest/${secret}`)
    await send(`http://127.0.0.1:${portal.port}/rest/1/x/${secret}.json`)
    await send(`http://127.0.0.1:${portal.port}/nowhere?${secret}`)
    const unnamed = { at: '2030-01-31T07:26:32.000Z', methodName: null, verb: 'GET', contentType: null, status: 404 }
    expect(portal.requests).toEqual([
      {
        number: 1,
        ...unnamed,
        methodName: 'Profile',
        verb: 'POST',
        contentType: 'application/json',
        status: 200,
        errorCode: null,
      },
      { number: 2, ...unnamed, errorCode: 'ERROR_METHOD_NOT_FOUND' },
      { number: 3, ...unnamed, errorCode: 'ERROR_METHOD_NOT_FOUND' },
      { number: 4, ...unnamed, errorCode: null },
    ])
  })

  it('does not start on a port that is taken', async () => {
    const { port } = await runningPortal()
    await expect(runningPortal({ port })).rejects.toMatchObject({ reason: 'port-taken' })
  })
})
