import { AppError } from '#common/ipc/app-error'
import type { KeychainFault } from '#common/keychain/keychain-messages'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSecretStore, type SecretStore } from '../../../../../electron/main/storage/secret-store'
import { FakeKeychainProcess } from '../../../../support/fake-keychain-process'

const ACCOUNT = 'https://shop.example.com/rest/7'
const SECRET = 'k3Yt9vQ2mZ8xB1dL'
const REFUSED = failing('refused')

let process: FakeKeychainProcess
let reports: string[]
let states: string[]
let store: SecretStore

beforeEach(() => {
  vi.useFakeTimers()
  process = new FakeKeychainProcess()
  reports = []
  states = []
  store = newStore()
})

afterEach(() => {
  store.dispose()
  vi.useRealTimers()
})

function failing<Fault extends KeychainFault>(fault: Fault) {
  return { kind: 'failed', fault, text: 'in its own words' } as const
}

function newStore(): SecretStore {
  const made = createSecretStore({ process, report: ({ fault, text }) => reports.push(`${fault}: ${text}`) })
  made.onStateChange(() => {
    if (states.at(-1) !== made.state()) states.push(made.state())
  })
  return made
}

function read(from = store): Promise<string> {
  return from.use(ACCOUNT, secret => `read ${secret}`)
}

async function errorOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => new Error('It did not fail'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(AppError)
  return error as AppError
}

describe('a keychain that works', () => {
  it('is not started before it is needed', () => {
    expect(store.state()).toBe('unknown')
    expect(process.starts).toBe(0)
  })

  it('gets the secret and gives it back after a restart', async () => {
    expect(await store.put(ACCOUNT, SECRET)).toBe('keychain')
    expect(process.entries.get(ACCOUNT)).toBe(SECRET)

    expect(await read(newStore())).toBe(`read ${SECRET}`)
    expect(store.state()).toBe('available')
  })

  it('is asked for a secret once, however often and at once it is used', async () => {
    process.entries.set(ACCOUNT, SECRET)

    await Promise.all([read(), read(), read()])
    await read()

    expect(process.requests.map(({ operation }) => operation)).toEqual(['get'])
    expect(store.has(ACCOUNT)).toBe(true)
  })

  it('is asked one question at a time', async () => {
    let inFlight = 0
    let most = 0
    process.fateOf = () => {
      most = Math.max(most, ++inFlight)
      queueMicrotask(() => inFlight--)
      return undefined
    }

    await Promise.all([store.put('a', '1'), store.put('b', '2'), store.probe(), store.put('c', '3')])

    expect(most).toBe(1)
  })

  it('passes on what the work answers and throws', async () => {
    await store.put(ACCOUNT, SECRET)

    await expect(store.use(ACCOUNT, () => Promise.reject(new Error('from the work')))).rejects.toThrow('from the work')
  })

  it('forgets a secret', async () => {
    await store.put(ACCOUNT, SECRET)

    await store.remove(ACCOUNT)

    expect(process.entries.size).toBe(0)
    expect(store.has(ACCOUNT)).toBe(false)
    expect((await errorOf(read())).details).toEqual({ reason: 'lost' })
  })

  it('forgets a secret whose read was under way', async () => {
    process.entries.set(ACCOUNT, SECRET)

    const reading = read()
    await store.remove(ACCOUNT)
    await reading

    expect(store.has(ACCOUNT)).toBe(false)
  })

  it('leaves nothing behind when it is probed', async () => {
    expect(await store.probe()).toBe('available')
    expect(process.entries.size).toBe(0)
  })

  it('is not asked for what is kept in memory only', async () => {
    store.keepInMemory(ACCOUNT, SECRET)

    expect(await read()).toBe(`read ${SECRET}`)
    expect(process.starts).toBe(0)
  })
})

describe('no keychain', () => {
  it.each([
    ['there is no bus', failing('no-bus'), 'no-bus'],
    ['there is no secret service', failing('no-service'), 'no-service'],
    ['there is nothing to keep it in', failing('no-collection'), 'no-collection'],
    ['the native module does not load', failing('not-loaded'), 'not-loaded'],
    ['a library is missing', failing('no-library'), 'no-library'],
    ['the keychain refuses', REFUSED, 'refused'],
    ['its process crashes', 'crash', 'ended'],
  ] as const)('keeps the secret in memory when %s, and says so', async (_, fate, state) => {
    process.fateOf = () => fate

    expect(await store.put(ACCOUNT, SECRET)).toBe('memory')
    expect(store.state()).toBe(state)
    expect(await read()).toBe(`read ${SECRET}`)
    expect(reports).toHaveLength(1)
  })

  it('says so when a saved secret is wanted', async () => {
    process.fateOf = () => REFUSED

    const error = await errorOf(read())

    expect(error).toMatchObject({ code: 'keychain', details: { reason: 'unreachable' } })
    expect(store.troubleOf(ACCOUNT)).toBe('unreachable')
  })

  it.each(['not-loaded', 'no-library'] as const)('looks for its module anew after it was %s', async fault => {
    process.fateOf = () => failing(fault)
    await store.put(ACCOUNT, SECRET)
    process.fateOf = () => undefined

    expect(await store.put(ACCOUNT, SECRET)).toBe('keychain')
    expect(process.starts).toBe(2)
    expect(process.kills).toBe(1)
  })

  it('does not claim to have forgotten a secret that may still be there', async () => {
    await store.put(ACCOUNT, SECRET)
    process.fateOf = () => REFUSED

    expect((await errorOf(store.remove(ACCOUNT))).code).toBe('keychain')
    expect(store.has(ACCOUNT)).toBe(false)
  })

  it('is found again once it works', async () => {
    process.fateOf = () => 'crash'
    await store.put(ACCOUNT, SECRET)
    process.fateOf = () => undefined

    expect(await store.put(ACCOUNT, SECRET)).toBe('keychain')
    expect(states).toEqual(['ended', 'available'])
  })

  it('is what a keychain is called that does not keep what it is given', async () => {
    process.fateOf = ({ operation }) =>
      operation === 'get' ? { kind: 'done', isFound: true, secret: 'something else' } : undefined

    expect(await store.put(ACCOUNT, SECRET)).toBe('memory')
    expect(store.state()).toBe('refused')
  })
})

describe('a locked keychain', () => {
  beforeEach(() => {
    process.fateOf = ({ operation }) => (operation === 'set' ? REFUSED : { kind: 'done', isFound: false, secret: null })
  })

  it('is told from a missing one, and the secret is kept in memory', async () => {
    expect(await store.put(ACCOUNT, SECRET)).toBe('memory')
    expect(store.state()).toBe('locked')
  })

  it('hides a saved secret until it is unlocked', async () => {
    process.entries.set(ACCOUNT, SECRET)

    expect(await errorOf(read())).toMatchObject({ code: 'keychain', details: { reason: 'locked' } })
    expect(store.troubleOf(ACCOUNT)).toBe('locked')
    expect(store.state()).toBe('locked')

    process.fateOf = () => undefined
    expect(await read()).toBe(`read ${SECRET}`)
    expect(store.troubleOf(ACCOUNT)).toBeNull()
  })

  it('does not claim to have forgotten a secret it only hides', async () => {
    process.entries.set(ACCOUNT, SECRET)

    expect(await errorOf(store.remove(ACCOUNT))).toMatchObject({ code: 'keychain', details: { reason: 'locked' } })
  })
})

describe('a keychain that asks the person', () => {
  beforeEach(() => {
    process.entries.set(ACCOUNT, SECRET)
    process.fateOf = () => 'silence'
  })

  it('is waited for in the open after a second', async () => {
    const reading = read()
    await vi.advanceTimersByTimeAsync(900)
    expect(store.state()).toBe('unknown')
    await vi.advanceTimersByTimeAsync(200)
    expect(store.state()).toBe('waiting')

    process.say({ kind: 'done', id: process.requests[0]?.id, isFound: true, secret: SECRET })

    expect(await reading).toBe(`read ${SECRET}`)
    expect(states).toEqual(['waiting', 'unknown', 'available'])
  })

  it('is given up after a minute, and its process ended', async () => {
    const error = errorOf(read())
    await vi.advanceTimersByTimeAsync(60_000)

    expect((await error).details).toEqual({ reason: 'not-answered' })
    expect(process.kills).toBe(1)
    expect(store.state()).toBe('not-answered')
    expect(store.troubleOf(ACCOUNT)).toBe('not-answered')
  })

  it('is not asked a second time by what would tell a locked entry from a lost one', async () => {
    const error = errorOf(read())
    await vi.advanceTimersByTimeAsync(5_000)

    process.say({ kind: 'done', id: process.requests[0]?.id, isFound: false, secret: null })

    expect((await error).details).toEqual({ reason: 'unreadable' })
    expect(process.requests).toHaveLength(1)
  })

  it('is started anew for the next question', async () => {
    const error = errorOf(read())
    await vi.advanceTimersByTimeAsync(60_000)
    await error
    process.fateOf = () => undefined

    expect(await read()).toBe(`read ${SECRET}`)
    expect(process.starts).toBe(2)
  })

  it('holds up a probe for ten seconds at most', async () => {
    const probing = store.probe()
    await vi.advanceTimersByTimeAsync(10_000)

    expect(await probing).toBe('not-answered')
    expect(process.kills).toBe(1)
  })

  it('keeps the secret in memory when the question is not answered', async () => {
    const putting = store.put(ACCOUNT, 'a newer secret')
    await vi.advanceTimersByTimeAsync(60_000)

    expect(await putting).toBe('memory')
    expect(await read()).toBe('read a newer secret')
  })

  it('does not hold up quitting', async () => {
    const error = errorOf(read())
    const queued = errorOf(store.use('another account', () => undefined))
    await vi.advanceTimersByTimeAsync(500)

    store.dispose()

    expect((await error).code).toBe('keychain')
    expect((await queued).code).toBe('keychain')
    expect(process.kills).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is asked nothing more while the app quits, and what is in memory is still lent', async () => {
    store.keepInMemory('another account', SECRET)
    const error = errorOf(read())
    await vi.advanceTimersByTimeAsync(500)

    store.stopAsking()

    expect((await error).details).toEqual({ reason: 'unreachable' })
    expect(await store.put(ACCOUNT, 'a newer secret')).toBe('memory')
    expect(await store.use('another account', secret => secret)).toBe(SECRET)
    expect(process.starts).toBe(1)
    expect(process.kills).toBe(1)
  })
})

describe('a keychain process that misbehaves', () => {
  it('is given up when it does not start', async () => {
    process.isStarting = false

    const putting = store.put(ACCOUNT, SECRET)
    await vi.advanceTimersByTimeAsync(10_000)

    expect(await putting).toBe('memory')
    expect(process.kills).toBe(1)
  })

  it('is given up when it cannot be started at all', async () => {
    process.start = () => {
      throw new Error('no such file')
    }

    expect(await store.put(ACCOUNT, SECRET)).toBe('memory')
    expect(reports).toEqual(['ended: no such file'])
  })

  it.each([['nonsense'], [{ kind: 'done', id: 1 }], [null]])('is ended when it says %j', async nonsense => {
    process.fateOf = () => 'silence'
    const putting = store.put(ACCOUNT, SECRET)
    await vi.advanceTimersByTimeAsync(10)

    process.say(nonsense)

    expect(await putting).toBe('memory')
    expect(process.kills).toBe(1)
  })

  it('cannot answer a question with the answer to an older one', async () => {
    process.fateOf = () => 'silence'
    const first = errorOf(read())
    await vi.advanceTimersByTimeAsync(60_000)
    await first
    const reading = read()
    await vi.advanceTimersByTimeAsync(10)

    process.say({ kind: 'done', id: process.requests[0]?.id, isFound: true, secret: 'an older answer' })
    process.say({ kind: 'done', id: process.requests[1]?.id, isFound: true, secret: SECRET })

    expect(await reading).toBe(`read ${SECRET}`)
  })
})
