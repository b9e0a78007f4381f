import { describe, expect, it } from 'vitest'
import { callJson, runningPortal, send } from './running-portal'

const START = Date.UTC(2030, 0, 31, 7, 26, 32)

describe('the limits of a portal', () => {
  it('are off where nothing is said', async () => {
    const portal = await runningPortal({ now: () => START })
    const replies = await Promise.all(Array.from({ length: 60 }, () => send(`${portal.address}profile`)))
    expect(replies.filter(({ status }) => status !== 200)).toEqual([])
    expect(replies[0]?.body).not.toContain('operating')
  })

  it('refuse requests over the rate until some have drained away; a batch counts once', async () => {
    let now = START
    const portal = await runningPortal({ now: () => now, rateLimit: { capacity: 2 } })
    const cmd = JSON.stringify({ cmd: Array.from({ length: 10 }, () => 'server.time') })
    expect((await callJson(portal, 'batch', cmd))[0]).toBe(200)
    expect((await callJson(portal, 'profile'))[0]).toBe(200)
    const refused = { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' }
    expect(await callJson(portal, 'profile')).toEqual([503, refused])
    now += 500
    expect((await callJson(portal, 'profile'))[0]).toBe(200)
  })

  it('refuse a method that has run too long and tell with every answer how long it did', async () => {
    let now = START
    const portal = await runningPortal({ now: () => now, runTimeLimit: { limitSeconds: 3, secondsOf: () => 1.5 } })
    const { body } = await send(`${portal.address}profile`)
    expect(body).toMatch(/"operating_reset_at":1896075360,"operating":1\.5\}\}$/)
    expect((await callJson(portal, 'profile'))[0]).toBe(200)
    const refused = {
      error: 'OPERATION_TIME_LIMIT',
      error_description: 'Method is blocked due to operation time limit.',
    }
    expect(await callJson(portal, 'profile')).toEqual([429, refused])
    expect((await callJson(portal, 'server.time'))[0]).toBe(200)
    now = 1_896_075_360_000
    expect((await callJson(portal, 'profile'))[0]).toBe(200)
  })
})

describe('payment systems over HTTP', () => {
  it('keep the values before one that is refused', async () => {
    const portal = await runningPortal()
    const settings = { NB_SHOP_ID: { TYPE: 'VALUE', VALUE: 'new' }, BAD: 'text' }
    const parameters = JSON.stringify({ ID: 21, PERSON_TYPE_ID: 5, SETTINGS: settings })
    expect(await callJson(portal, 'sale.paysystem.settings.update', parameters)).toEqual([
      400,
      { error: 'ERROR_CHECK_FAILURE', error_description: 'The value of SETTINGS[BAD] is not valid' },
    ])
    const values = portal.state.current.paymentSystems.find(({ id }) => id === 21)?.values
    expect(values?.find(({ code }) => code === 'NB_SHOP_ID')?.value).toBe('new')
  })

  it('page payments by the start in the query or in the body', async () => {
    const portal = await runningPortal()
    const first = await callJson(portal, 'sale.payment.list?start=50', '{"start":-1}')
    expect(first[1]).toMatchObject({ total: 0, result: { payments: { length: 40 } } })
    expect((await callJson(portal, 'sale.payment.list?start=50'))[1]).toEqual({ total: 40, result: { payments: [] } })
  })
})
