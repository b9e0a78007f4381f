import { describe, expect, it } from 'vitest'
import type { FaultDescription } from '#common/practice-portal/fault-description'
import { SYSTEM_ERRORS } from '#common/practice-portal/system-errors'
import type { PracticePortal } from '../../../electron/practice-portal/server'
import { callJson, runningPortal, send, type Reply } from './running-portal'

const LINK = 'salescenter.payment.getPublicUrl'
const UPDATE = 'sale.paysystem.handler.update'

/** Every code of the reference's table of system errors, and of those missing from it, with a status that portals give. */
const REFERENCE_CODES: readonly (readonly [code: string, status: number])[] = [
  ['INTERNAL_SERVER_ERROR', 500],
  ['ERROR_UNEXPECTED_ANSWER', 500],
  ['QUERY_LIMIT_EXCEEDED', 503],
  ['ERROR_BATCH_METHOD_NOT_ALLOWED', 405],
  ['ERROR_BATCH_LENGTH_EXCEEDED', 400],
  ['NO_AUTH_FOUND', 401],
  ['INVALID_REQUEST', 401],
  ['OVERLOAD_LIMIT', 401],
  ['ACCESS_DENIED', 403],
  ['INVALID_CREDENTIALS', 401],
  ['ERROR_MANIFEST_IS_NOT_AVAILABLE', 404],
  ['insufficient_scope', 401],
  ['expired_token', 401],
  ['user_access_error', 403],
  ['PORTAL_DELETED', 403],
  ['OPERATION_TIME_LIMIT', 429],
  ['ERROR_METHOD_NOT_FOUND', 404],
  ['METHOD_CONFIRM_WAITING', 401],
  ['METHOD_CONFIRM_DENIED', 403],
  ['ENTITY_TYPE_NOT_SUPPORTED', 400],
  ['ERROR_CORE', 500],
  ['ERROR_ARGUMENT', 400],
]

async function faulty(description: FaultDescription): Promise<PracticePortal> {
  const portal = await runningPortal()
  portal.faults.arm(description)
  return portal
}

function linkOf(portal: PracticePortal): Promise<[number, unknown]> {
  return callJson(portal, LINK, '{"id":1063}')
}

describe('a system error', () => {
  it('can be picked for every code that portals have', () => {
    expect(SYSTEM_ERRORS.map(({ code }) => code).toSorted()).toEqual(REFERENCE_CODES.map(([code]) => code).toSorted())
  })

  it.each(REFERENCE_CODES)('%s is answered with %i once, and then the call succeeds', async (code, status) => {
    const portal = await faulty({ kind: 'error', code, times: 1 })
    const description = SYSTEM_ERRORS.find(error => error.code === code)?.description
    expect(await callJson(portal, 'profile')).toEqual([status, { error: code, error_description: description }])
    expect((await callJson(portal, 'profile'))[0]).toBe(200)
  })

  it('is answered with a status and a description of its own where they are given', async () => {
    const portal = await faulty({
      kind: 'error',
      code: 'ACCESS_DENIED',
      status: 401,
      description: 'Only by subscription',
    })
    expect(await callJson(portal, 'profile')).toEqual([
      401,
      { error: 'ACCESS_DENIED', error_description: 'Only by subscription' },
    ])
  })

  it('strikes inside a batch the method it is meant for', async () => {
    const portal = await faulty({ kind: 'error', code: 'ERROR_CORE', methodName: 'server.time' })
    const [status, answer] = await callJson(portal, 'batch', '{"cmd":{"a":"profile","b":"server.time"}}')
    expect(status).toBe(200)
    const errors = { b: { error: 'ERROR_CORE', error_description: 'SQL query error!' } }
    expect(answer).toMatchObject({ result: { result: { a: { ID: '1' } }, result_error: errors } })
  })
})

describe('a fault by its description', () => {
  it('lets a credential expire', async () => {
    const portal = await faulty({ kind: 'expired-credential' })
    const answer = { error: 'expired_token', error_description: 'The access token provided has expired.' }
    expect(await callJson(portal, 'profile')).toEqual([401, answer])
  })

  it.each(['cut-before', 'cut-after'] as const)('cuts the connection: %s', async kind => {
    const portal = await faulty({ kind, methodName: UPDATE })
    const renaming = callJson(portal, UPDATE, '{"ID":1,"FIELDS":{"NAME":"Renamed"}}')
    await expect(renaming).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(portal.state.current.handlers[0]?.name === 'Renamed').toBe(kind === 'cut-after')
  })

  it.each<[FaultDescription, (reply: Reply) => void]>([
    [{ kind: 'truncated-json' }, ({ body }) => expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError)],
    [{ kind: 'html-page', status: 500 }, ({ status, body }) => expect([status, body[0]]).toEqual([500, '<'])],
    [
      { kind: 'redirect', location: 'https://renamed.example.com/', status: 308 },
      ({ status, headers }) => expect([status, headers.location]).toEqual([308, 'https://renamed.example.com/']),
    ],
    [{ kind: 'slow-drip', bytes: 50, everyMs: 1 }, ({ body }) => expect(body).toMatch(/^\{"result":.*\}$/)],
    [{ kind: 'delay', milliseconds: 1 }, ({ status }) => expect(status).toBe(200)],
  ])('plays %j, once', async (description, expectFault) => {
    const portal = await faulty({ ...description, times: 1 })
    expectFault(await send(`${portal.address}profile`))
    expect(portal.faults.armed).toEqual([])
    expect((await send(`${portal.address}profile`)).body).toMatch(/^\{"result":.*\}$/)
  })

  it('lets somebody else change a handler right before a call', async () => {
    const portal = await faulty({ kind: 'handler-changed', handlerId: 2, methodName: 'sale.paysystem.handler.list' })
    const before = portal.state.current.handlers.map(({ sort }) => sort)
    await callJson(portal, 'profile')
    expect(portal.state.current.handlers.map(({ sort }) => sort)).toEqual(before)
    const [, answer] = await callJson(portal, 'sale.paysystem.handler.list')
    expect((answer as { result: { SORT: string }[] }).result.map(({ SORT }) => Number(SORT))).toEqual(
      before.map((sort, index) => (index === 1 ? sort + 1 : sort)),
    )
  })

  it('lets somebody else change every handler where none is named', async () => {
    const portal = await faulty({ kind: 'handler-changed' })
    const before = portal.state.current.handlers.map(({ sort }) => sort)
    await callJson(portal, 'profile')
    expect(portal.state.current.handlers.map(({ sort }) => sort)).toEqual(before.map(sort => sort + 1))
  })

  it('lets the links of payments go wrong', async () => {
    const portal = await runningPortal()
    const right = await linkOf(portal)
    portal.faults.arm({ kind: 'wrong-link', paymentId: 1063, times: 1 })
    portal.faults.arm({ kind: 'damaged-qr', paymentId: 1063, times: 2 })
    const [wrong, damaged] = [await linkOf(portal), await linkOf(portal)]
    const { url, shortUrl, qr } = linkIn(right)
    expect(linkIn(wrong).url).not.toBe(url)
    expect(linkIn(damaged)).toMatchObject({ url, shortUrl })
    expect(linkIn(damaged).qr).not.toBe(qr)
    expect(await linkOf(portal)).toEqual(right)

    portal.faults.arm({ kind: 'short-link-elsewhere', times: 1 })
    expect((await send(shortUrl)).headers.location).not.toBe(url)
    expect((await send(shortUrl)).headers.location).toBe(url)

    portal.faults.arm({ kind: 'unconfirmed-phone', times: 1 })
    expect(await linkOf(portal)).toEqual([200, { result: { connectedSiteId: 10, isPhoneConfirmed: false } }])
  })
})

function linkIn([, answer]: [number, unknown]): { url: string; shortUrl: string; qr: string } {
  return (answer as { result: { payment: { url: string; shortUrl: string; qr: string } } }).result.payment
}
