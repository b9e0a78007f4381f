import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { takeBusName } from './bus-name'

/** A message bus of its own with, or without, GNOME's keyring; the desktop's own is never touched. */
export interface KeyringSession {
  /** What a program needs to find this bus and no other. */
  readonly env: Readonly<Record<string, string>>
  /** Locks the keyring, as a desktop does when the person leaves. */
  lock(): Promise<void>
  /** Takes the place of the window that asks for the keyring's password, and leaves every question open. */
  leaveQuestionsOpen(): Promise<void>
  /** Starts the desktop's own window that asks, which stays open until its program is ended: the answer does that. */
  showQuestions(): Promise<() => Promise<void>>
  /** Ends the bus under everybody who is on it. */
  endBus(): Promise<void>
  stop(): Promise<void>
}

const SECRETS = 'org.freedesktop.secrets'
const PROMPTER = 'org.gnome.keyring.SystemPrompter'
const SECRETS_PATH = '/org/freedesktop/secrets'
/** Where the desktop says which program asks its questions. */
const PROMPTER_FILE = `/usr/share/dbus-1/services/${PROMPTER}.service`

/** A bus that starts no service by itself. */
const BUS_SETTINGS = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>`

/** `keyring`: an unlocked one, one that has no collection to save to, or none at all. */
export async function startKeyringSession(keyring: 'unlocked' | 'empty' | 'none'): Promise<KeyringSession> {
  const folder = await mkdtemp(join(tmpdir(), 'paydesk-keyring-'))
  const children: ChildProcess[] = []
  const undo: (() => void)[] = []
  const [bus, env] = await startBus()
  if (keyring !== 'none') await startKeyring(keyring)

  return {
    env,
    async lock() {
      const locked = `array:objpath:${await defaultCollection()}`
      await busCall(SECRETS, SECRETS_PATH, 'org.freedesktop.Secret.Service.Lock', locked)
    },
    async leaveQuestionsOpen() {
      undo.push(await takeBusName(env['DBUS_SESSION_BUS_ADDRESS'] ?? '', PROMPTER))
    },
    showQuestions,
    endBus: () => end(bus),
    async stop() {
      undo.forEach(release => release())
      for (const child of children.reverse()) await end(child)
      await rm(folder, { recursive: true, force: true })
    },
  }

  async function startBus(): Promise<[ChildProcess, Record<string, string>]> {
    const settings = join(folder, 'bus.conf')
    await writeFile(settings, BUS_SETTINGS)
    const bus = run('dbus-daemon', [`--config-file=${settings}`, '--nofork', '--nopidfile', '--print-address=1'], {})
    const address = await firstLine(bus)
    const folders = await Promise.all(['run', 'data', 'config'].map(ownFolder))
    const [runtime = '', data = '', config = ''] = folders
    const found = {
      DBUS_SESSION_BUS_ADDRESS: address,
      XDG_RUNTIME_DIR: runtime,
      XDG_DATA_HOME: data,
      XDG_CONFIG_HOME: config,
    }
    return [bus, found]
  }

  async function startKeyring(kind: 'unlocked' | 'empty'): Promise<void> {
    const args = ['--foreground', '--components=secrets', ...(kind === 'unlocked' ? ['--unlock'] : [])]
    const daemon = run('gnome-keyring-daemon', args, env)
    daemon.stdin?.end(kind === 'unlocked' ? 'a password of the test\n' : '')
    // There is no line or signal to wait for: the daemon is ready once the bus knows what it offers.
    for (;;) {
      const collection = await defaultCollection().catch(() => null)
      if (collection !== null && (kind === 'empty' || collection !== '/')) return
      if (daemon.exitCode !== null) throw new Error('The keyring ended at its start')
    }
  }

  async function showQuestions(): Promise<() => Promise<void>> {
    const program = /^Exec=(\S+)/m.exec(await readFile(PROMPTER_FILE, 'utf8'))?.[1] ?? ''
    const prompter = run(program, [], env)
    const isThere = ['org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', `string:${PROMPTER}`] as const
    while (!(await busCall(...isThere)).includes('true')) {
      if (prompter.exitCode !== null) throw new Error('The window that asks ended at its start')
    }
    return () => end(prompter)
  }

  async function defaultCollection(): Promise<string> {
    const reply = await busCall(SECRETS, SECRETS_PATH, 'org.freedesktop.Secret.Service.ReadAlias', 'string:default')
    return reply.trim()
  }

  async function busCall(name: string, path: string, method: string, ...args: string[]): Promise<string> {
    const call = run('dbus-send', ['--print-reply=literal', `--dest=${name}`, path, method, ...args], env)
    let output = ''
    call.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const [code] = (await once(call, 'close')) as [number | null]
    if (code !== 0) throw new Error(`${method} failed`)
    return output
  }

  async function ownFolder(name: string): Promise<string> {
    const path = join(folder, name)
    await mkdir(path, { mode: 0o700 })
    return path
  }

  function run(command: string, args: readonly string[], extra: Readonly<Record<string, string>>): ChildProcess {
    const child = spawn(command, args, { env: { ...process.env, ...extra }, stdio: ['pipe', 'pipe', 'ignore'] })
    children.push(child)
    return child
  }
}

async function end(child: ChildProcess): Promise<void> {
  const isGone = child.exitCode !== null || child.signalCode !== null
  child.kill('SIGKILL')
  if (!isGone) await once(child, 'exit')
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    const end = text.indexOf('\n')
    if (end !== -1) return text.slice(0, end)
  }
  throw new Error('The message bus did not start')
}
