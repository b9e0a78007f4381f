import { ensureBuild } from './build.mjs'
import { findDesktop } from './desktop.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { ensureNodePackages, needsCompiler } from './node-packages.mjs'
import { sandboxSwitches } from './sandbox.mjs'
import { startSession } from './session.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

/** @typedef {import('./entry.mjs').Context} Context */
/** @typedef {import('./requirements.mjs').RequirementGroup} RequirementGroup */

/** System and npm packages. @param {Context} context @param {readonly RequirementGroup[]} groups */
export async function ensurePackages(context, groups) {
  await ensureSystemPackages(context, [...groups, ...(needsCompiler() ? /** @type {const} */ (['build']) : [])])
  await ensureNodePackages(context)
}

/**
 * All that the app needs to open its window, on a bare machine too.
 *
 * @param {Context} context @param {{ isBuilt: boolean }} options `isBuilt`: with the app built into `out`
 */
export async function prepareWindow(context, { isBuilt }) {
  const { hasDisplay, hasBus } = await findDesktop()
  /** @type {RequirementGroup[]} */
  const groups = ['runtime']
  if (!hasDisplay) groups.push('display')
  if (!hasDisplay || !hasBus) groups.push('keyring')
  await ensurePackages(context, groups)
  const electron = await ensureElectron(context)
  const switches = await sandboxSwitches(context, electron)
  if (isBuilt) await ensureBuild(context)
  return { electron, switches, hasDisplay, env: await sessionFor(context, { hasDisplay, hasBus }) }
}

/** @param {Context} context @param {{ hasDisplay: boolean, hasBus: boolean }} desktop */
async function sessionFor(context, { hasDisplay, hasBus }) {
  if (hasDisplay && hasBus) return process.env
  context.report.say(
    hasDisplay
      ? 'No session bus here: starting one, with a keyring that forgets what it holds at the end.'
      : 'No display here: starting a virtual one, with a keyring that forgets what it holds at the end.',
  )
  return startSession(context, { hasOwnDisplay: !hasDisplay, hasOwnFolders: false })
}

/**
 * A session for tests: nothing of the user's own display, keyring, settings and data is within its reach.
 *
 * @param {Context} context
 */
export async function startTestSession(context) {
  const env =
    process.platform === 'linux'
      ? await startSession(context, { hasOwnDisplay: true, hasOwnFolders: true })
      : { ...process.env }
  // Debian keeps servers, such as the print server, off the path of ordinary accounts.
  if (process.platform === 'linux') env.PATH = `${env.PATH ?? ''}:/usr/sbin:/sbin`
  return env
}

/** What tests need. @param {Context} context */
export async function ensureTestTools(context) {
  await ensurePackages(context, ['runtime', 'display', 'keyring', 'test'])
  const electron = await ensureElectron(context)
  await sandboxSwitches(context, electron)
}
