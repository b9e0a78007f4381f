import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { MethodFault } from '../../../electron/practice-portal/method-faults'
import { withHandler } from '../../../electron/practice-portal/portal-state'
import type { PracticePortal } from '../../../electron/practice-portal/server'
import { parseState } from '../../../electron/practice-portal/state-file'
import { callJson, runningPortal, send } from './running-portal'

const UPDATE = 'sale.paysystem.handler.update'
const RENAME = '{"ID":1,"FIELDS":{"NAME":"Renamed"}}'
const SEED_NAME = 'Northbank card form'

async function faulty(fault: MethodFault, times?: number): Promise<PracticePortal> {
  const portal = await runningPortal()
  portal.faults.onMethod(UPDATE, fault, times === undefined ? {} : { times })
  return portal
}

function rename(portal: PracticePortal) {
  return send(portal.address + UPDATE, {
    verb: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: RENAME,
  })
}

function nameIn(portal: PracticePortal): string | undefined {
  return portal.state.current.handlers[0]?.name
}

describe('a call whose method is faulty', () => {
  it('is refused with a system error and changes nothing, once', async () => {
    const portal = await faulty({ kind: 'error', code: 'QUERY_LIMIT_EXCEEDED' }, 1)
    const answer = { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' }
    expect(await callJson(portal, UPDATE, RENAME)).toEqual([503, answer])
    expect(nameIn(portal)).toBe(SEED_NAME)
    expect(await callJson(portal, UPDATE, RENAME)).toEqual([200, { result: true }])
  })

  it('is cut before it runs, and changes nothing', async () => {
    const portal = await faulty({ kind: 'cut-before' })
    await expect(rename(portal)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(nameIn(portal)).toBe(SEED_NAME)
  })

  it('is cut when the portal has changed, on disk too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'practice-portal-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const stateFile = join(folder, 'state.json')
    const portal = await runningPortal({ stateFile })
    portal.faults.onMethod(UPDATE, { kind: 'cut-after' })
    await expect(rename(portal)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(nameIn(portal)).toBe('Renamed')
    expect(parseState(await readFile(stateFile, 'utf8'))?.handlers[0]?.name).toBe('Renamed')
  })

  it('runs after somebody else has changed the portal', async () => {
    const change: MethodFault = { kind: 'change-before', change: state => withHandler(state, 1, { code: 'theirs' }) }
    const portal = await faulty(change, 1)
    expect(await callJson(portal, UPDATE, RENAME)).toEqual([200, { result: true }])
    expect(portal.state.current.handlers[0]).toMatchObject({ name: 'Renamed', code: 'theirs' })
  })

  it('is answered late, with its change made in the meantime', async () => {
    const portal = await faulty({ kind: 'delay', milliseconds: 40 })
    const startedMs = performance.now()
    const { status, body } = await rename(portal)
    expect([status, body.startsWith('{"result":true,')]).toEqual([200, true])
    // A timer may fire within the millisecond before it is due.
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(39)
  })

  it('is answered drip by drip, whole in the end', async () => {
    const portal = await faulty({ kind: 'slow-drip', bytes: 40, everyMs: 2 })
    const { headers, body } = await rename(portal)
    expect(Number(headers['content-length'])).toBe(body.length)
    expect(JSON.parse(body)).toMatchObject({ result: true })
  })

  it('is answered with half of its JSON after it has run', async () => {
    const portal = await faulty({ kind: 'truncated-json' })
    const { status, body } = await rename(portal)
    expect(status).toBe(200)
    expect(body).toMatch(/^\{"result":true,"time"/)
    expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError)
    expect(nameIn(portal)).toBe('Renamed')
  })

  it.each([
    [undefined, 502],
    [200, 200],
  ])('is answered with a page with the status %s', async (status, expected) => {
    const portal = await faulty({ kind: 'html-page', ...(status !== undefined && { status }) })
    const reply = await rename(portal)
    expect([reply.status, reply.headers['content-type']]).toEqual([expected, 'text/html; charset=utf-8'])
    expect(reply.body).toMatch(/^<!doctype html>/)
    expect(nameIn(portal)).toBe(SEED_NAME)
  })

  it('is sent to another host and does not run', async () => {
    const portal = await faulty({ kind: 'redirect', location: 'https://renamed.example.com/rest/' })
    const { status, headers } = await rename(portal)
    expect([status, headers.location]).toEqual([302, 'https://renamed.example.com/rest/'])
    expect(nameIn(portal)).toBe(SEED_NAME)
  })

  it('leaves other methods alone', async () => {
    const portal = await faulty({ kind: 'cut-before' })
    expect((await send(`${portal.address}profile`)).status).toBe(200)
  })

  it('is in the log without a status when it was cut', async () => {
    const portal = await faulty({ kind: 'cut-after' })
    await rename(portal).catch(() => {})
    expect(portal.requests).toMatchObject([
      { methodName: UPDATE, verb: 'POST', contentType: 'application/json', status: 0, errorCode: null },
    ])
  })

  it.each<MethodFault>([
    { kind: 'delay', milliseconds: 600_000 },
    { kind: 'slow-drip', bytes: 1, everyMs: 600_000 },
  ])('does not keep the portal from closing while it waits: $kind', async fault => {
    const portal = await faulty(fault)
    const ended = rename(portal).catch((error: unknown) => error)
    await vi.waitFor(() => expect(portal.requests).toHaveLength(1), 10_000)
    await portal.close()
    expect(await ended).toMatchObject({ code: 'ECONNRESET' })
  })
})
