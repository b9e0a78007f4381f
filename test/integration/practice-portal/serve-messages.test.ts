import { describe, expect, it } from 'vitest'
import type { PracticePortalReport } from '#common/practice-portal/practice-portal-messages'
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
    expect(started).toEqual({ kind: 'started', port: portal?.port, address: portal?.address })
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
  ])('throws on the message %o, which is none of ours', async message => {
    await expect(new FakeMain().ask(message)).rejects.toThrow()
  })
})
