import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { administratorPrefix, asAdministrator } from './administrator.mjs'
import { SetupProblem } from './report.mjs'

/** @typedef {import('./entry.mjs').Context} Context */

/**
 * The switches that Electron's sandbox needs on this system. Pages stay sandboxed except for root, whom Chromium
 * refuses a sandbox. For others the kernel must let them make user namespaces, or the helper beside Electron must
 * belong to root and be setuid.
 *
 * @param {Context} context @param {string} electron its executable
 * @returns {Promise<string[]>}
 */
export async function sandboxSwitches({ processes }, electron) {
  if (process.platform !== 'linux') return []
  if (process.getuid?.() === 0) return ['--no-sandbox']
  const helper = join(dirname(electron), 'chrome-sandbox')
  if (await canMakeNamespaces()) return []
  if (await isSetuid(helper)) return []
  const repair = `chown root:root "${helper}" && chmod 4755 "${helper}"`
  if (await administratorPrefix(processes)) await processes.run('sudo', ['-n', 'sh', '-c', repair])
  if (await isSetuid(helper)) return []
  throw new SetupProblem(
    "Electron's sandbox does not work for this account yet.",
    `Type this once, then run the command again:\n\n  ${asAdministrator(repair)}\n`,
  )

  async function canMakeNamespaces() {
    const { code } = await processes.run('unshare', ['--user', '--map-root-user', 'true'])
    return code === 0
  }
}

/** @param {string} file */
async function isSetuid(file) {
  const { uid, mode } = await stat(file)
  return uid === 0 && (mode & 0o7777) === 0o4755
}
