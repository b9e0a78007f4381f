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
const ACTION_ADDRESS = 'http://127.0.0.1:40123/action/practiceToken1'

let portal: PracticePortalProcess
let activities: number

beforeEach(() => {
  forked.children.length = 0
  activities = 0
  portal = createPracticePortalProcess('practice-portal.js', () => (activities += 1))
})

function child(): FakeChild {
  return forked.children.at(-1) as FakeChild
}

async function started(): Promise<void> {
  const starting = portal.start('/state.json')
  child().emit('message', { kind: 'started', port: 40123, address: ADDRESS, actionAddress: ACTION_ADDRESS })
  await starting
}

describe("the practice portal's process", () => {
  it('answers its address once it listens', async () => {
    const starting = portal.start('/state.json')
    expect(child().said).toEqual([{ kind: 'start', stateFile: '/state.json', port: 0 }])

    child().emit('message', { kind: 'started', port: 40123, address: ADDRESS, actionAddress: ACTION_ADDRESS })
    expect(await starting).toBe(ADDRESS)
  })

  it('knows where payments are sent while it runs, and no longer', async () => {
    expect(portal.actionAddress()).toBeNull()
    await started()
    expect(portal.actionAddress()).toBe(ACTION_ADDRESS)
    child().kill()
    expect(portal.actionAddress()).toBeNull()
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

  it('gives each command its own answer, whichever comes first', async () => {
    await started()
    const [one, other] = [portal.command({ name: 'read' }), portal.command({ name: 'stop', faultId: 1 })]
    const conditions = { isAdmin: true, scopes: [], rateLimit: null, runTimeLimit: null }
    const [idle, limited] = [false, true].map(isAdmin => ({
      faults: [],
      conditions: { ...conditions, isAdmin },
      requests: [],
    }))
    child().emit('message', { kind: 'command-done', id: 2, status: limited })
    child().emit('message', { kind: 'command-done', id: 1, status: idle })

    expect(await Promise.all([one, other])).toEqual([idle, limited])
  })

  it('says that a command was not obeyed', async () => {
    await started()
    const asked = portal.command({ name: 'read' })
    child().emit('message', { kind: 'command-failed', id: 1 })

    await expect(asked).rejects.toMatchObject({ details: { reason: 'practice-not-started' } })
  })

  it('tells that it received something', async () => {
    await started()
    child().emit('message', { kind: 'active' })
    child().emit('message', 'nonsense')

    expect(activities).toBe(1)
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
