import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ended } from './run-command'

/** An account without rights, with a home, a display, a bus and a keyring of its own. */
export interface DesktopUser {
  readonly uid: number
  /** Where the app keeps this user's data. */
  readonly dataFolder: string
  readonly temporaryFolder: string
  /** Starts a command as this user in a session that ends with it. */
  start(command: readonly string[], env?: Readonly<Record<string, string>>): Started
  remove(): Promise<void>
}

export interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
}

/** Debian's account of nobody; its group has the same number. */
const NOBODY = 65534
const SETUP = new URL('../../resources/setup', import.meta.url).pathname

export function createDesktopUser(): DesktopUser {
  const home = mkdtempSync(join(tmpdir(), 'paydesk-home-'))
  const temporaryFolder = join(home, 'tmp')
  mkdirSync(temporaryFolder)
  for (const folder of [home, temporaryFolder]) chownSync(folder, NOBODY, NOBODY)
  chmodSync(home, 0o700)
  // The project may lie where only its owner can read.
  cpSync(SETUP, join(home, 'setup'), { recursive: true })
  return {
    uid: NOBODY,
    dataFolder: join(home, '.config', 'Paydesk'),
    temporaryFolder,
    start,
    remove: () => rm(home, { recursive: true, force: true }),
  }

  function start(command: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
    // The session has folders of its own for settings, which end with it; the app is to use those of the home.
    const inner = ['env', '--unset=XDG_CONFIG_HOME', `TMPDIR=${temporaryFolder}`, ...pairs(env), ...command]
    const session = [process.execPath, join(home, 'setup', 'in-session.mjs'), ...inner]
    const rights = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
    const child = spawn('setpriv', [...rights, ...session], {
      cwd: home,
      env: { HOME: home, PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', code => resolve({ code, output }))
    })
    return { child, ended }
  }
}

function pairs(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`)
}
