import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createPracticePortalProcess,
  type PracticePortalProcess,
} from '../../../../../electron/main/practice-portal/practice-portal-process'

class FakeChild extends EventEmitter {
  readonly said: unknown[] = []
  postMessage = (message: unknown): void => void this.said.push(message)
  kill = (): boolean => this.emit('exit', 0)
}

const forked = vi.hoisted((): { children: unknown[] } => ({ children: [] }))

vi.mock('electron', () => ({
  utilityProcess: {
    fork: () => {
      const child = new FakeChild()
      forked.children.push(child)
      return child
    },
  },
}))

const ADDRESS = 'http://127.0.0.1:40123/rest/1/practiceSecret1/'

let portal: PracticePortalProcess

beforeEach(() => {
  forked.children.length = 0
  portal = createPracticePortalProcess('practice-portal.js')
})

function child(): FakeChild {
  return forked.children.at(-1) as FakeChild
}

async function started(): Promise<void> {
  const starting = portal.start('/state.json')
  child().emit('message', { kind: 'started', port: 40123, address: ADDRESS })
  await starting
}

describe("the practice portal's process", () => {
  it('answers its address once it listens', async () => {
    const starting = portal.start('/state.json')
    expect(child().said).toEqual([{ kind: 'start', stateFile: '/state.json', port: 0 }])

    child().emit('message', { kind: 'started', port: 40123, address: ADDRESS })
    expect(await starting).toBe(ADDRESS)
  })

  it('says why it does not run', async () => {
    const starting = portal.start('/state.json')
    child().emit('message', { kind: 'failed', reason: 'state-unavailable' })

    await expect(starting).rejects.toMatchObject({ details: { reason: 'practice-state-unavailable' } })
  })

  it('fails what it was asked when it ends before the answer', async () => {
    await started()
    const resetting = portal.reset()
    child().kill()

    await expect(resetting).rejects.toMatchObject({ details: { reason: 'practice-ended' } })
  })

  // A reset was asked of the process that was gone, and waited for ever.
  it('is not asked once it has ended', async () => {
    await started()
    const ended = child()
    ended.kill()
    const said = ended.said.length

    await expect(portal.reset()).rejects.toMatchObject({ details: { reason: 'practice-not-started' } })
    expect(ended.said).toHaveLength(said)
  })

  it('leaves no listeners behind a question', async () => {
    await started()
    const listeners = child().listenerCount('message')
    const resetting = portal.reset()
    child().emit('message', { kind: 'reset-done' })
    await resetting

    expect(child().listenerCount('message')).toBe(listeners)
  })
})
