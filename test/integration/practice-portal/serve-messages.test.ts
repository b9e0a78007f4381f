import { describe, expect, it } from 'vitest'
import type { PracticePortalReport } from '#common/practice-portal/practice-portal-messages'
import type { PracticeStatus } from '#common/practice-portal/practice-status'
import { serveMessages } from '../../../electron/practice-portal/serve-messages'
import {
  StartFailure,
  startPracticePortal,
  type PracticePortal,
  type PracticePortalOptions,
} from '../../../electron/practice-portal/server'

type Listener = (event: { readonly data: unknown }) => void

/** The main process's end of the line, and what came over it. */
class FakeMain {
  #listener: Listener = () => {}
  #awaited: ((report: PracticePortalReport | 'exit') => void) | undefined
  readonly started: PracticePortal[] = []

  constructor(start: (options: PracticePortalOptions) => Promise<PracticePortal> = startPracticePortal) {
    serveMessages({
      parent: {
        on: (_, listener) => (this.#listener = listener),
        postMessage: report => this.#awaited?.(report),
      },
      // In memory, so that the file that is named is never made.
      start: async ({ port = 0 }) => {
        const portal = await start({ port })
        this.started.push(portal)
        return portal
      },
      report: () => {},
      exit: () => this.#awaited?.('exit'),
    })
  }

  /** Resolves with what comes next, unasked. */
  told(): Promise<PracticePortalReport | 'exit'> {
    return new Promise(resolve => (this.#awaited = resolve))
  }

  async command(command: unknown): Promise<PracticeStatus> {
    const report = await this.ask({ kind: 'command', id: 1, command })
    if (report === 'exit' || report.kind !== 'command-done') throw new Error('The command was not obeyed')
    return report.status
  }

  ask(data: unknown): Promise<PracticePortalReport | 'exit'> {
    return new Promise(resolve => {
      this.#awaited = resolve
      this.#listener({ data })
    })
  }
}

const START = { kind: 'start', stateFile: '/nowhere/state.json', port: 0 }

describe('serveMessages', () => {
  it('starts, resets and stops the portal', async () => {
    const main = new FakeMain()
    const started = await main.ask(START)
    const [portal] = main.started
    expect(started).toEqual({
      kind: 'started',
      port: portal?.port,
      address: portal?.address,
      actionAddress: portal?.actionAddress,
    })
    await portal?.state.change(state => ({ state: { ...state, handlers: [] }, value: undefined }))
    expect(await main.ask({ kind: 'reset' })).toEqual({ kind: 'reset-done' })
    expect(portal?.state.current.handlers).toHaveLength(3)
    expect(await main.ask({ kind: 'stop' })).toBe('exit')
    await expect(fetch(`http://127.0.0.1:${portal?.port}/`)).rejects.toThrow()
  })

  it.each([
    [new StartFailure('port-taken', null), 'port-taken'],
    [new StartFailure('state-unavailable', null), 'state-unavailable'],
    [new Error('anything'), 'internal'],
  ])('says why it could not start: %s', async (error, reason) => {
    const main = new FakeMain(() => Promise.reject(error))
    expect(await main.ask(START)).toEqual({ kind: 'failed', reason })
  })

  it('obeys commands and answers what it plays then', async () => {
    const main = new FakeMain()
    await main.ask(START)
    const fault = { kind: 'error', code: 'ERROR_CORE', methodName: 'profile', times: 1 }
    const armed = [{ id: 1, description: fault, strikes: 0, timesLeft: 1, endsAt: null }]
    const granted = { isAdmin: true, scopes: ['pay_system', 'salescenter', 'crm', 'sale'] }
    const conditions = { ...granted, rateLimit: null, runTimeLimit: null }
    expect(await main.command({ name: 'arm', fault })).toEqual({ faults: armed, conditions, requests: [] })

    expect((await fetch(`${main.started[0]?.address}profile`)).status).toBe(500)
    expect(await main.told()).toEqual({ kind: 'active' })
    const requests = [{ number: 1, methodName: 'profile', status: 500, errorCode: 'ERROR_CORE' }]
    expect(await main.command({ name: 'read' })).toMatchObject({ faults: [], requests })
    expect(await main.command({ name: 'clear-requests' })).toMatchObject({ requests: [] })

    const stricter = { ...conditions, isAdmin: false }
    expect(await main.command({ name: 'set-conditions', conditions: stricter })).toMatchObject({ conditions: stricter })
    await main.command({ name: 'arm', fault: { kind: 'cut-before' } })
    await main.command({ name: 'arm', fault: { kind: 'wrong-link' } })
    expect(await main.command({ name: 'stop', faultId: 2 })).toMatchObject({ faults: [{ id: 3 }] })
    expect(await main.command({ name: 'stop-all' })).toMatchObject({ faults: [] })
  })

  it('shows the latest two hundred requests', async () => {
    const main = new FakeMain()
    await main.ask(START)
    const request = { methodName: null, verb: 'GET', contentType: null, status: 200, errorCode: null }
    for (let index = 0; index < 201; index++) main.started[0]?.log.add(request)
    const { requests } = await main.command({ name: 'read' })
    expect([requests.length, requests[0]?.number]).toEqual([200, 2])
  })

  it('obeys no command when nothing was started', async () => {
    const report = await new FakeMain().ask({ kind: 'command', id: 7, command: { name: 'read' } })
    expect(report).toEqual({ kind: 'command-failed', id: 7 })
  })

  it('cannot reset what is not started', async () => {
    expect(await new FakeMain().ask({ kind: 'reset' })).toEqual({ kind: 'reset-failed' })
  })

  it('stops when nothing was started', async () => {
    expect(await new FakeMain().ask({ kind: 'stop' })).toBe('exit')
  })

  it.each([
    null,
    {},
    { kind: 'sing' },
    { kind: 'start', port: 1 },
    { ...START, port: 70_000 },
    { ...START, stateFile: '' },
    { kind: 'command', id: 1 },
    { kind: 'command', id: 1, command: { name: 'sing' } },
    { kind: 'command', id: 1, command: { name: 'arm', fault: { kind: 'delay' } } },
  ])('throws on the message %o, which is none of ours', async message => {
    await expect(new FakeMain().ask(message)).rejects.toThrow()
  })
})
