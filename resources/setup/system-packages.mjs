import { existsSync } from 'node:fs'
import { administratorPrefix, asAdministrator, findCommand } from './administrator.mjs'
import { choosePackages, readInstalledPackages, requirementsOf, unmetByPackages } from './requirements.mjs'
import { excerpt, SetupProblem } from './report.mjs'

/** @typedef {import('./entry.mjs').Context} Context */
/** @typedef {import('./requirements.mjs').Requirement} Requirement */

const APT_UPDATE = ['apt-get', 'update']
const APT_INSTALL = ['apt-get', 'install', '-y', '--no-install-recommends']
/** A machine that has just started may be updating itself. */
const APT_WAITS = ['-o', 'DPkg::Lock::Timeout=300']
/** A package manager that is killed half-way leaves the system to be mended by hand. */
const APT_GRACE_MS = 10 * 60_000

/**
 * Sees to what the system must bring: installs it where that needs no password, else says the one command to type.
 *
 * @param {Context} context @param {readonly import('./requirements.mjs').RequirementGroup[]} groups
 */
export async function ensureSystemPackages(context, groups) {
  if (process.platform !== 'linux') return
  const requirements = requirementsOf(groups)
  if (!existsSync('/var/lib/dpkg/status')) return requireByProbing(context, requirements)
  const missing = await findMissing(context, requirements)
  if (missing.length === 0) return
  const prefix = await administratorPrefix(context.processes)
  if (prefix === undefined) throw typeThis(await choose(context, missing))
  await install(context, missing, prefix)
}

/** @param {Context} context @param {readonly Requirement[]} requirements */
async function findMissing({ processes }, requirements) {
  const names = requirements.flatMap(({ packages }) => packages)
  const { output } = await processes.run('dpkg-query', ['-W', '-f=${Package} ${Status}\\n', ...names])
  return unmetByPackages(requirements, readInstalledPackages(output))
}

/** @param {Context} context @param {readonly Requirement[]} missing @param {readonly string[]} prefix */
async function install(context, missing, prefix) {
  const { report, processes } = context
  const updated = await report.step('Reading the list of system packages (apt-get update)', () =>
    apt([...APT_UPDATE, ...APT_WAITS]),
  )
  const names = await choose(context, missing)
  const installed = await report.step(`Installing system packages: ${names.join(' ')}`, () =>
    apt([...APT_INSTALL, ...APT_WAITS, ...names]),
  )
  if (installed.code !== 0 || (await findMissing(context, missing)).length > 0) {
    throw new SetupProblem(
      'Some system packages could not be installed.',
      `Install them by hand, then run the command again: ${names.join(' ')}\n` +
        `apt-get said:\n${excerpt(updated.code === 0 ? installed.output : updated.output + installed.output)}`,
    )
  }

  /** @param {readonly string[]} words */
  function apt(words) {
    const [command = '', ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...words]
    return processes.run(command, args, { graceMs: APT_GRACE_MS })
  }
}

/** @param {Context} context @param {readonly Requirement[]} missing */
async function choose({ processes }, missing) {
  const names = missing.flatMap(({ packages }) => packages)
  const { output } = await processes.run('apt-cache', ['policy', ...names], {
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  return choosePackages(missing, output)
}

/** @param {readonly string[]} names */
function typeThis(names) {
  const command = `apt-get update && ${APT_INSTALL.join(' ')} ${names.join(' ')}`
  return new SetupProblem(
    'Some system packages are missing, and installing them takes an administrator.',
    `Type this, then run the command again:\n\n  ${asAdministrator(command)}\n`,
  )
}

/** On a Linux without Debian's packages: looks for the commands and libraries themselves. */
async function requireByProbing(
  /** @type {Context} */ { processes },
  /** @type {readonly Requirement[]} */ requirements,
) {
  const ldconfig = findCommand('ldconfig')
  const libraries = ldconfig ? (await processes.run(ldconfig, ['-p'])).output : undefined
  const missing = requirements.filter(({ command, library }) => {
    if (command) return findCommand(command) === undefined
    return library !== undefined && libraries !== undefined && !libraries.includes(`${library} `)
  })
  if (missing.length === 0) return
  const lines = missing.map(({ command, library, packages }) => `  ${command ?? library} (Debian: ${packages.at(-1)})`)
  throw new SetupProblem(
    'This system lacks:',
    `${lines.join('\n')}\nInstall what brings them, then run the command again.`,
  )
}
