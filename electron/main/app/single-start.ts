import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readlinkSync, realpathSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'

/** What is used of Electron's app. Its lock lives in the folder `userData`, together with what Chromium keeps. */
export interface LockingApp {
  getPath(name: 'userData'): string
  setPath(name: 'userData', path: string): void
  requestSingleInstanceLock(): boolean
}

/**
 * Takes the lock of the single instance and answers where the app's data is; null when another instance has it, which has
 * then been told of this start. To be called before the app is ready.
 *
 * A folder in which nothing can be written gives no lock to anybody, and that looks as if another instance had it. The
 * lock, and whatever Chromium writes, are then in a temporary folder, the same for each start with these data.
 */
export function takeSingleStart(app: LockingApp, temporary = tmpdir()): { readonly dataFolder: string } | null {
  const dataFolder = app.getPath('userData')
  const substitute = join(temporary, substituteName(dataFolder))
  // An instance that began while nothing could be written goes on there, also when the folder can be written again.
  if (isHeld(substitute)) return isOwn(substitute) ? takeAt(substitute) : null
  if (app.requestSingleInstanceLock()) return { dataFolder }
  if (isHeld(dataFolder)) return null
  return makeOwn(substitute) ? takeAt(substitute) : { dataFolder }

  function takeAt(folder: string): { readonly dataFolder: string } | null {
    app.setPath('userData', folder)
    return app.requestSingleInstanceLock() ? { dataFolder } : null
  }
}

function substituteName(dataFolder: string): string {
  const user = process.getuid?.() ?? ''
  return `paydesk-${createHash('sha256').update(`${user} ${dataFolder}`).digest('hex').slice(0, 16)}`
}

/** SECURITY: everybody may write in the temporary folder, and a folder that somebody else put there is not used. */
function isOwn(folder: string): boolean {
  const facts = lstatSync(folder, { throwIfNoEntry: false })
  const user = process.getuid?.()
  return facts?.isDirectory() === true && (user === undefined || facts.uid === user)
}

function makeOwn(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch {
    // Most often it is there already, from an earlier start; whatever else hinders it shows next.
  }
  return isOwn(folder)
}

/**
 * Whether a running instance has the lock of a folder: Chromium's `lockfile`, which Windows removes with the process that
 * made it, and elsewhere the link `SingletonLock` to `<host>-<process id>` beside one to a socket, which a crash leaves.
 */
function isHeld(folder: string): boolean {
  if (process.platform === 'win32') return existsSync(join(folder, 'lockfile'))
  try {
    const [, host, id] = /^(.*)-(\d+)$/.exec(readlinkSync(join(folder, 'SingletonLock'))) ?? []
    if (host !== hostname()) return host !== undefined
    return isRunning(Number(id)) && existsSync(realpathSync(join(folder, 'SingletonSocket')))
  } catch {
    // No link, or one to a socket that is gone.
    return false
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
