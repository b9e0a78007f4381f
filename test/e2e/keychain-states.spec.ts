import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { filesHolding, holds } from '../support/canary'
import { startKeyringSession, type KeyringSession } from '../support/keyring-session'
import { startPaydesk, PROJECT, type Paydesk, type PaydeskOptions } from './hosts/paydesk'
import { goTo, portalsPage } from './pages/paydesk-pages'

const SHOP = 'Shop of the winter fair'
const IN_MEMORY = 'Credential in memory until Paydesk quits'
const IN_KEYCHAIN = 'Credential in the system’s keychain'
const UNREACHABLE = 'The credential cannot be read, because the keychain cannot be used'

/** What is wrong, made of real parts, and what the window says of it. */
interface Situation {
  readonly name: string
  readonly make: () => Promise<Pick<PaydeskOptions, 'env' | 'appFolder'>>
  /** The notice over every place: its title, and words of what is to be done. Null where nothing is wrong. */
  readonly notice: readonly [title: string, remedy: RegExp] | null
  /** Why the portal in the list cannot be used. */
  readonly why: string
  /** Where a credential goes that is put in the place of the old one. */
  readonly replaced: string
}

/** Every state a computer's keychain can be in, but for the questions that are shown: those have tests of their own. */
const SITUATIONS: readonly Situation[] = [
  {
    name: 'no message bus',
    make: () => Promise.resolve({ env: { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: '/nonexistent' } }),
    notice: ['This session has no message bus', /Install dbus-user-session \(Debian, Ubuntu\) or dbus/],
    why: UNREACHABLE,
    replaced: IN_MEMORY,
  },
  {
    name: 'a message bus that died',
    make: async () => {
      const session = await newSession('none')
      await session.endBus()
      return { env: session.env }
    },
    notice: ['This session has no message bus', /Install dbus-user-session/],
    why: UNREACHABLE,
    replaced: IN_MEMORY,
  },
  {
    name: 'a message bus without a keyring',
    make: async () => ({ env: (await newSession('none')).env }),
    notice: ['No keyring on this computer', /install gnome-keyring .*KWallet/],
    why: UNREACHABLE,
    replaced: IN_MEMORY,
  },
  {
    name: 'a keyring without a collection, which cannot ask for one',
    make: async () => ({ env: (await newSession('empty')).env }),
    notice: ['The keyring has no place to keep credentials', /Passwords and Keys \(package seahorse\)/],
    why: 'The keychain does not have the credential any more',
    replaced: IN_MEMORY,
  },
  {
    name: 'a keyring that lost the entry',
    make: async () => ({ env: (await newSession('unlocked')).env }),
    notice: null,
    why: 'The keychain does not have the credential any more',
    replaced: IN_KEYCHAIN,
  },
  {
    name: 'a missing libsecret',
    make: async () => ({ env: home.env, appFolder: await appWithKeytar(needingAnotherLibrary) }),
    notice: [
      'The library libsecret is missing',
      /Install the package libsecret-1-0 \(Debian, Ubuntu, openSUSE\) or libsecret \(Fedora, Arch\)/,
    ],
    why: UNREACHABLE,
    replaced: IN_MEMORY,
  },
  {
    name: 'a native module that does not load',
    make: async () => ({ env: home.env, appFolder: await appWithKeytar(() => Buffer.from('of another system')) }),
    notice: ['Paydesk’s keychain module does not load', /Install Paydesk again/],
    why: UNREACHABLE,
    replaced: IN_MEMORY,
  },
  {
    name: 'a native module that was cut off, which crashes what loads it',
    make: async () => ({ env: home.env, appFolder: await appWithKeytar(module => module.subarray(0, 1_000)) }),
    notice: ['The keychain stopped unexpectedly', /update the keyring .* install Paydesk again/],
    why: UNREACHABLE,
    replaced: IN_MEMORY,
  },
  {
    name: 'a locked keyring that cannot ask',
    make: async () => {
      await home.lock()
      return { env: home.env }
    },
    notice: ['The keyring is locked', /Unlock it, for example with Passwords and Keys \(package seahorse\)/],
    why: 'The credential cannot be read: the keyring is locked',
    replaced: IN_MEMORY,
  },
]

let folder: string
let portal: PracticePortal
let secret: string
/** The keyring that has the portal's credential. */
let home: KeyringSession
/** What the run of the app that saved the portal was like. */
let saved: { readonly notices: string[] }
let sessions: KeyringSession[] = []
let paydesk: Paydesk | null = null

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-keychain-'))
  portal = await startPracticePortal()
  secret = /\/rest\/\d+\/([^/]+)\//.exec(portal.address)?.[1] ?? ''
  expect(secret.length).toBeGreaterThan(8)
  home = await startKeyringSession('unlocked')
  const first = await startPaydesk({ dataFolder: join(folder, 'saved'), env: home.env })
  await whileMainAnswers(first, async () => {
    await portalsPage.add(first, portal.address, SHOP)
    await card(first).getByText(IN_KEYCHAIN).waitFor()
    await check(first)
    await card(first).getByText('Connected as').waitFor()
  })
  const notices = await first.window.getByRole('main').getByRole('status').allTextContents()
  await first.quit()
  saved = { notices }
})

afterEach(async () => {
  await paydesk?.kill()
  paydesk = null
  for (const session of sessions) await session.stop()
  sessions = []
})

afterAll(async () => {
  await home.stop()
  await portal.close()
  await rm(folder, { recursive: true, force: true })
})

describe('an unlocked keyring', () => {
  it('takes the credential without a word', () => {
    expect(saved.notices.filter(text => /key|credential/i.test(text))).toEqual([])
  })
})

describe('a keychain that does not give the credential', () => {
  it.each(SITUATIONS)('is named, keeps the portal and is mended: $name', async situation => {
    const made = await situation.make()
    paydesk = await start(made)
    const { window } = paydesk
    const why = card(paydesk).getByRole('status').filter({ hasText: situation.why })

    await whileMainAnswers(paydesk, async running => {
      await check(running)
      await why.waitFor()
    })

    expect(await card(paydesk).getByRole('alert').textContent()).toContain('Nothing was sent')
    if (situation.notice === null) {
      expect(await window.getByRole('main').getByRole('status').filter({ hasText: 'Until then' }).count()).toBe(0)
    } else {
      const [title, remedy] = situation.notice
      const notice = window.getByRole('status').filter({ has: window.getByText(title, { exact: true }) })
      await notice.waitFor()
      expect(await notice.textContent()).toMatch(remedy)
      expect(await notice.textContent()).toContain('in memory only and forgotten when Paydesk quits')
    }

    await replace(paydesk)
    await card(paydesk).getByText(situation.replaced).waitFor()
    await check(paydesk)
    await card(paydesk).getByText('Connected as').waitFor()

    await paydesk.quit()
    expect(await savedPlaces(paydesk)).toMatchObject({
      [SHOP]: situation.replaced === IN_MEMORY ? 'memory' : 'keychain',
    })
    expect(await filesHolding(paydesk.dataFolder, secret)).toEqual([])
    expect(holds(paydesk.output(), secret)).toBe(false)
  })
})

describe('a locked keyring that asks', () => {
  it('is waited for in the open, and holds up neither the window nor quitting', async () => {
    await home.lock()
    let closeQuestion = await home.showQuestions()
    paydesk = await start({ env: home.env })
    const { window } = paydesk
    const waiting = window.getByRole('status').filter({ hasText: 'Waiting for your keyring' })

    await whileMainAnswers(paydesk, async running => {
      await check(running)
      await waiting.waitFor()
      for (const place of ['Settings', 'Portals'] as const) await goTo(running, place)
    })
    // The question was open all the while.
    expect(await waiting.isVisible()).toBe(true)

    await closeQuestion()
    const closed = 'The credential cannot be read: the keyring’s question was closed, or the entry is gone'
    await card(paydesk).getByRole('status').filter({ hasText: closed }).waitFor()
    await waiting.waitFor({ state: 'detached' })

    // What is put in its place has to be kept, so that the question comes again; nobody answers it.
    closeQuestion = await home.showQuestions()
    await replace(paydesk)
    await waiting.waitFor()
    const pid = await keychainProcess(paydesk)
    await paydesk.quit()
    expect(isRunning(pid)).toBe(false)
    await closeQuestion()

    // The keyring did not take the credential, and the list does not say it did.
    expect(await savedPlaces(paydesk)).toMatchObject({ [SHOP]: 'memory' })
    expect(await filesHolding(paydesk.dataFolder, secret)).toEqual([])
    expect(holds(paydesk.output(), secret)).toBe(false)
  })
})

/** Starts the app with the data of the run that saved the portal, and shows its portals. */
async function start(options: Pick<PaydeskOptions, 'env' | 'appFolder'>): Promise<Paydesk> {
  const dataFolder = await mkdtemp(join(folder, 'data-'))
  await cp(join(folder, 'saved/portals.json'), join(dataFolder, 'portals.json'))
  const started = await startPaydesk({ dataFolder, ...options })
  await goTo(started, 'Portals')
  await started.window.getByRole('heading', { name: SHOP }).waitFor()
  return started
}

async function newSession(keyring: 'unlocked' | 'empty' | 'none'): Promise<KeyringSession> {
  const session = await startKeyringSession(keyring)
  sessions.push(session)
  return session
}

/** A copy of the built app whose native module is another one. */
async function appWithKeytar(change: (module: Buffer) => Buffer): Promise<string> {
  const copy = await mkdtemp(join(folder, 'app-'))
  const packageFolder = 'node_modules/keytar'
  const file = join(packageFolder, 'build/Release/keytar.node')
  await mkdir(join(copy, packageFolder, 'build/Release'), { recursive: true })
  for (const path of ['package.json', 'out', `${packageFolder}/package.json`, `${packageFolder}/lib`]) {
    await cp(join(PROJECT, path), join(copy, path), { recursive: true })
  }
  await writeFile(join(copy, file), change(await readFile(join(PROJECT, file))))
  return copy
}

/** To the loader a library that does not exist is missing, whatever its name; the system's own stays where it is. */
function needingAnotherLibrary(module: Buffer): Buffer {
  const changed = Buffer.from(module)
  const at = changed.indexOf('libsecret-1.so.0')
  expect(at).toBeGreaterThan(0)
  changed.write('libsecret-0.so.0', at)
  return changed
}

function card({ window }: Paydesk): Locator {
  return window.getByRole('group', { name: SHOP })
}

async function check(running: Paydesk): Promise<void> {
  await card(running).getByRole('button', { name: 'Check connection' }).click()
}

async function replace(running: Paydesk): Promise<void> {
  await card(running).getByRole('button', { name: 'Replace credential' }).click()
  await running.window.getByLabel('Webhook address').focus()
  await running.paste(portal.address)
  await card(running).getByRole('button', { name: 'Save' }).click()
}

/** Sees that main answers the window again and again while something else goes on: one that is held up answers once. */
async function whileMainAnswers(running: Paydesk, work: (running: Paydesk) => Promise<void>): Promise<void> {
  const { window } = running
  const calls = await window.evaluateHandle(() => {
    const { bridge } = globalThis as unknown as { bridge: { app: { facts: () => Promise<unknown> } } }
    const state = { isOver: false, answers: 0 }
    const call = async (): Promise<void> => {
      while (!state.isOver) {
        await bridge.app.facts()
        state.answers += 1
        await new Promise(resolve => setTimeout(resolve, 10))
      }
    }
    void call()
    return state
  })
  await work(running)
  const answers = await calls.evaluate(state => {
    state.isOver = true
    return state.answers
  })
  expect(answers).toBeGreaterThan(3)
}

/** Where the list of portals on the disk says each credential is, by the portal's title. */
async function savedPlaces({ dataFolder }: Paydesk): Promise<Record<string, string>> {
  const { portals } = JSON.parse(await readFile(join(dataFolder, 'portals.json'), 'utf8')) as {
    portals: { title: string; secretPlace: string }[]
  }
  return Object.fromEntries(portals.map(({ title, secretPlace }) => [title, secretPlace]))
}

async function keychainProcess({ app }: Paydesk): Promise<number> {
  const pid = await app.evaluate(
    electron => electron.app.getAppMetrics().find(({ name }) => name === 'Paydesk keychain')?.pid,
  )
  if (pid === undefined) throw new Error('The keychain is asked by no process')
  return pid
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
