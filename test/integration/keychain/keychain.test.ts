import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startKeyringSession, type KeyringSession } from '../../support/keyring-session'
import { buildPortalsApp, type PortalsAppBuild, type RunningPortalsApp } from '../../support/portals-app'

const ACCOUNT = 'https://shop.example.com/rest/7'
const SECRET = 'k3Yt9vQ2mZ8xB1dL'

let build: PortalsAppBuild
let session: KeyringSession | null = null
let app: RunningPortalsApp | null = null

beforeAll(async () => {
  build = await buildPortalsApp()
})

afterAll(() => build.remove())

afterEach(async () => {
  await app?.close()
  await session?.stop()
  app = null
  session = null
})

/** What became of putting, using and removing a secret, and how the store felt about the keychain. */
async function putUseRemove(env: Readonly<Record<string, string | undefined>>) {
  app = await build.start(env)
  return app.electron.evaluate(
    async (_, [account, secret]) => {
      const { secrets, keychainReports } = globalThis.portalsApp
      const stateBefore = secrets.state()
      const place = await secrets.put(account, secret)
      const state = secrets.state()
      const used = await globalThis.portalsApp.outcomeOf(secrets.use(account, got => got === secret))
      const removed = await globalThis.portalsApp.outcomeOf(secrets.remove(account))
      return { stateBefore, place, state, used, removed, reports: keychainReports }
    },
    [ACCOUNT, SECRET] as const,
  )
}

/** Reads the secret that an earlier run of the app saved, and looks for the keychain's state. */
async function readSaved(env: Readonly<Record<string, string | undefined>>) {
  app = await build.start(env)
  return app.electron.evaluate(
    async (_, [account, secret]) => {
      const { secrets, keychainReports } = globalThis.portalsApp
      const used = await globalThis.portalsApp.outcomeOf(secrets.use(account, got => got === secret))
      const trouble = secrets.troubleOf(account)
      const removed = await globalThis.portalsApp.outcomeOf(secrets.remove(account))
      return { used, trouble, removed, state: secrets.state(), reports: keychainReports }
    },
    [ACCOUNT, SECRET] as const,
  )
}

async function save(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const saving = await build.start(env)
  const place = await saving.electron.evaluate(
    (_, [account, secret]) => globalThis.portalsApp.secrets.put(account, secret),
    [ACCOUNT, SECRET] as const,
  )
  await saving.close()
  expect(place).toBe('keychain')
}

function countKeychainProcesses(): Promise<number> | undefined {
  return app?.electron.evaluate(
    electron => electron.app.getAppMetrics().filter(({ name }) => name === 'Paydesk keychain').length,
  )
}

describe('an unlocked keyring', () => {
  it('keeps a secret, gives it back and forgets it', async () => {
    session = await startKeyringSession('unlocked')

    expect(await putUseRemove(session.env)).toMatchObject({
      stateBefore: 'unknown',
      place: 'keychain',
      state: 'available',
      used: { ok: true, value: true },
      removed: { ok: true },
      reports: [],
    })
    expect(await countKeychainProcesses()).toBe(1)
  })

  it('gives the secret to the next run of the app, and forgets it for good', async () => {
    session = await startKeyringSession('unlocked')
    await save(session.env)

    expect(await readSaved(session.env)).toMatchObject({ used: { ok: true, value: true }, removed: { ok: true } })
    await app?.close()
    expect(await readSaved(session.env)).toMatchObject({ used: { ok: false, details: { reason: 'lost' } } })
  })
})

describe('no keychain', () => {
  const ENVIRONMENTS = [
    ['no message bus', { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: '/nonexistent' }],
    ['a dead message bus', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' }],
  ] as const

  it.each(ENVIRONMENTS)('is told from %s, and the secret lasts until the app quits', async (_, env) => {
    const outcome = await putUseRemove(env)

    expect(outcome).toMatchObject({
      place: 'memory',
      state: 'no-bus',
      used: { ok: true, value: true },
      removed: { ok: false, code: 'keychain', details: { reason: 'unreachable' } },
    })
    expect(outcome.reports.length).toBeGreaterThan(0)
    expect(JSON.stringify(outcome)).not.toContain(SECRET)
  })

  it('is told from a bus without a secret service', async () => {
    session = await startKeyringSession('none')

    expect(await putUseRemove(session.env)).toMatchObject({ place: 'memory', state: 'no-service' })
  })

  it('is told from a build of keytar that does not load', async () => {
    session = await startKeyringSession('unlocked')
    const withoutKeytar = await buildPortalsApp({ hasKeytar: false })
    try {
      app = await withoutKeytar.start(session.env)
      const outcome = await app.electron.evaluate(async () => {
        const { secrets, keychainReports } = globalThis.portalsApp
        return { place: await secrets.put('a', 'b'), state: secrets.state(), reports: keychainReports }
      })

      expect(outcome).toMatchObject({ place: 'memory', state: 'not-loaded' })
      expect(outcome.reports[0]).toMatch(/^not-loaded: /)
    } finally {
      await withoutKeytar.remove()
    }
  })
})

describe('a keyring that does not open', () => {
  it('is told from a missing one when it has no collection and cannot ask for one', async () => {
    session = await startKeyringSession('empty')

    expect(await putUseRemove(session.env)).toMatchObject({
      place: 'memory',
      state: 'no-collection',
      removed: { ok: false, code: 'keychain', details: { reason: 'lost' } },
    })
  })

  it('hides a saved secret, and does not lose it, when it is locked', async () => {
    session = await startKeyringSession('unlocked')
    await save(session.env)
    await session.lock()

    expect(await readSaved(session.env)).toMatchObject({
      used: { ok: false, code: 'keychain', details: { reason: 'locked' } },
      trouble: 'locked',
      removed: { ok: false, code: 'keychain', details: { reason: 'locked' } },
      state: 'locked',
    })
  })

  it('is waited for in the open, then given up, and holds up neither the next question nor quitting', async () => {
    session = await startKeyringSession('unlocked')
    await save(session.env)
    await session.lock()
    await session.leaveQuestionsOpen()
    app = await build.start({ ...session.env, PAYDESK_TEST_KEYCHAIN_LIMIT_MS: '2500' })

    const outcome = await app.electron.evaluate(async (_, account) => {
      const { secrets, keychainStates, keychainReports } = globalThis.portalsApp
      const first = await globalThis.portalsApp.outcomeOf(secrets.use(account, () => undefined))
      const second = await globalThis.portalsApp.outcomeOf(secrets.use(account, () => undefined))
      return { first, second, states: keychainStates, reports: keychainReports }
    }, ACCOUNT)

    const notAnswered = { ok: false, code: 'keychain', details: { reason: 'not-answered' } }
    expect(outcome).toMatchObject({ first: notAnswered, second: notAnswered })
    expect(outcome.states).toEqual(['waiting', 'unknown', 'not-answered', 'waiting', 'not-answered'])
    expect(outcome.reports).toHaveLength(2)
    // A stuck process that was only left alone would hold up the quitting of the app for ever.
    await expect.poll(countKeychainProcesses).toBe(0)
  })
})
