import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { excerpt, SetupProblem } from './report.mjs'
import { writeXauthority } from './xauthority.mjs'

/** @typedef {import('./entry.mjs').Context} Context */

const READY_LIMIT_MS = 15_000
const SCREEN = '1600x1000x24'

/** A bus that starts nothing by itself: no prompt that nobody sees, no service that outlives the session. */
const BUS_SETTINGS = (/** @type {string} */ socket) => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

/**
 * Starts a display that nobody sees, a message bus, and an unlocked keyring that is forgotten at the end; answers the
 * environment for what shall run in it.
 *
 * @param {Pick<Context, 'processes' | 'atEnd'>} context
 * @param {{ hasOwnDisplay: boolean, hasOwnFolders: boolean, env?: NodeJS.ProcessEnv }} options `hasOwnFolders`: the user's
 *   own settings and data are out of reach in it.
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function startSession({ processes, atEnd }, { hasOwnDisplay, hasOwnFolders, env = process.env }) {
  const folder = await mkdtemp(join(tmpdir(), 'paydesk-session-'))
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
  const own = {
    XDG_RUNTIME_DIR: await ownFolder('run'),
    XDG_DATA_HOME: await ownFolder('data'),
    XDG_CONFIG_HOME: await ownFolder('config'),
  }
  /** @type {NodeJS.ProcessEnv} */
  const session = { ...env, ...(hasOwnFolders ? own : {}) }
  if (hasOwnDisplay) {
    Object.assign(session, { ...(await startDisplay()), XDG_RUNTIME_DIR: own.XDG_RUNTIME_DIR, NO_AT_BRIDGE: '1' })
    for (const name of ['WAYLAND_DISPLAY', 'XDG_SESSION_TYPE', 'XDG_CURRENT_DESKTOP', 'DESKTOP_SESSION']) {
      delete session[name]
    }
  }
  session.DBUS_SESSION_BUS_ADDRESS = await startBus()
  // The machine's own services are none of a virtual session's business, and often there are none to ask.
  if (hasOwnDisplay) session.DBUS_SYSTEM_BUS_ADDRESS = session.DBUS_SESSION_BUS_ADDRESS
  await unlockKeyring({ ...session, ...own })
  return session

  /** @param {string} name */
  async function ownFolder(name) {
    const path = join(folder, name)
    await mkdir(path, { mode: 0o700 })
    return path
  }

  async function startDisplay() {
    const keyFile = join(folder, 'xauthority')
    // SECURITY: without a key every account of this machine could watch and type into the display.
    await writeFile(keyFile, writeXauthority(), { mode: 0o600 })
    const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-auth', keyFile, '-nolisten', 'tcp', '-noreset']
    const server = processes.start('Xvfb', args, { env, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
    const number = await firstLine(server, 3, 'the virtual display (Xvfb)')
    return { DISPLAY: `:${number}`, XAUTHORITY: keyFile }
  }

  async function startBus() {
    const settings = join(folder, 'bus.conf')
    await writeFile(settings, BUS_SETTINGS(join(folder, 'bus')))
    const args = [`--config-file=${settings}`, '--nofork', '--nopidfile', '--print-address=3']
    const bus = processes.start('dbus-daemon', args, { env: session, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
    return firstLine(bus, 3, 'the message bus (dbus-daemon)')
  }

  /** @param {NodeJS.ProcessEnv} keyringEnv */
  async function unlockKeyring(keyringEnv) {
    const args = ['--foreground', '--unlock', '--components=secrets']
    const daemon = processes.start('gnome-keyring-daemon', args, { env: keyringEnv, stdio: ['pipe', 'ignore', 'pipe'] })
    daemon.child.stdin?.on('error', () => {})
    daemon.child.stdin?.end(`${randomBytes(24).toString('hex')}\n`)
    const complaints = collect(daemon.child.stderr)
    const deadline = Date.now() + READY_LIMIT_MS
    while (!(await hasKeyring(keyringEnv))) {
      if (Date.now() > deadline || daemon.child.exitCode !== null) {
        throw notStarted('the keyring (gnome-keyring-daemon)', complaints())
      }
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }

  /** Whether the secret service answers and has a collection to save to. @param {NodeJS.ProcessEnv} busEnv */
  async function hasKeyring(busEnv) {
    const { output } = await processes.run(
      'dbus-send',
      [
        '--print-reply=literal',
        '--dest=org.freedesktop.secrets',
        '/org/freedesktop/secrets',
        'org.freedesktop.Secret.Service.ReadAlias',
        'string:default',
      ],
      { env: busEnv, timeoutMs: 2_000 },
    )
    return output.includes('/org/freedesktop/secrets/collection/')
  }
}

/**
 * The first line that a starting process writes to `descriptor`, which is how it says that it is ready.
 *
 * @param {import('./processes.mjs').Running} running @param {number} descriptor @param {string} name
 * @returns {Promise<string>}
 */
async function firstLine({ child, exited }, descriptor, name) {
  const complaints = collect(child.stderr)
  const stream = /** @type {import('node:stream').Readable} */ (child.stdio[descriptor])
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  /** @type {Promise<string | undefined>} */
  const line = new Promise(resolve => {
    let text = ''
    stream.on('data', chunk => {
      text += chunk
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')).trim())
    })
    timer = setTimeout(() => resolve(undefined), READY_LIMIT_MS)
  })
  const answer = await Promise.race([line, exited.then(() => undefined)])
  clearTimeout(timer)
  if (answer === undefined) throw notStarted(name, complaints())
  return answer
}

/** @param {import('node:stream').Readable | null} stream */
function collect(stream) {
  let text = ''
  stream?.on('data', chunk => {
    text = (text + chunk).slice(-4_000)
  })
  return () => text
}

/** @param {string} name @param {string} output */
function notStarted(name, output) {
  return new SetupProblem(`Could not start ${name}.`, excerpt(output, { first: 4, last: 4 }))
}
