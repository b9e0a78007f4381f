import { existsSync, readFileSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { npmCommand } from './npm.mjs'
import { inProject } from './project.mjs'
import { excerpt, SetupProblem } from './report.mjs'

/** @typedef {import('./entry.mjs').Context} Context */
/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage */
/** @typedef {{ packages?: Record<string, LockedPackage> }} LockFile */

/**
 * Whether `npm ci` is called for. `installed` is npm's own record inside node_modules, which it writes last, so an
 * installation that was broken off differs too. Packages for other systems are in the lock file alone.
 *
 * @param {LockFile} locked @param {LockFile} installed
 */
export function differs(locked, installed) {
  const wanted = { ...locked.packages }
  delete wanted['']
  const present = installed.packages ?? {}
  return (
    Object.entries(wanted).some(([path, entry]) => {
      const actual = present[path]
      if (actual === undefined) return !entry.optional
      return actual.version !== entry.version || actual.integrity !== entry.integrity
    }) || Object.keys(present).some(path => !(path in wanted))
  )
}

/** Whether `ensureNodePackages` will compile something, for which the system must have a compiler. */
export function needsCompiler() {
  return needsInstall() || !hasKeytar()
}

/** Makes node_modules what the lock file says. @param {Context} context */
export async function ensureNodePackages(context) {
  if (needsInstall()) {
    await npm(context, 'Installing npm packages (npm ci)', ['ci', '--include=dev'])
  }
  if (!hasKeytar()) {
    await npm(context, 'Building keytar', ['rebuild', 'keytar', '--ignore-scripts=false'])
    if (!hasKeytar()) throw new SetupProblem('keytar was not built.', 'Type: npm rebuild keytar --foreground-scripts')
  }
}

function needsInstall() {
  const record = inProject('node_modules', '.package-lock.json')
  if (!existsSync(record)) return true
  try {
    return differs(
      JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')),
      JSON.parse(readFileSync(record, 'utf8')),
    )
  } catch (error) {
    // A record that cannot be read is as good as none; a lock file that cannot be read is for npm to explain.
    if (error instanceof SyntaxError) return true
    throw error
  }
}

function hasKeytar() {
  return existsSync(inProject('node_modules', 'keytar', 'build', 'Release', 'keytar.node'))
}

/** @param {Context} context @param {string} title @param {readonly string[]} args */
async function npm({ report, processes }, title, args) {
  const { command, args: words } = npmCommand(args)
  const env = { ...process.env, ...(await nodeHeaders(processes)) }
  const { code, output } = await report.step(title, () => processes.run(command, words, { cwd: inProject(), env }))
  if (code === 0) return
  const errors = errorsOnly(output)
  if (errors.includes('EUSAGE')) {
    throw new SetupProblem(
      'package-lock.json does not fit package.json.',
      `Type npm install to bring it up to date. npm said:\n${excerpt(errors, { first: 6, last: 0 })}`,
    )
  }
  throw new SetupProblem(
    `npm ${args[0]} failed.`,
    `Is the npm registry within reach? Run the command again, or npm ${args.join(' ')} by hand to see more.\n` +
      `npm said:\n${excerpt(errors)}`,
  )
}

/** Npm's own words of the failure, without its warnings about other things. @param {string} output */
function errorsOnly(output) {
  const errors = output.split('\n').filter(line => /^npm (error|ERR!) ./.test(line))
  return errors.length > 0 ? errors.join('\n') : output
}

/**
 * Tells node-gyp where Node's own headers are, so that it does not download them from a host that a closed network
 * refuses. What the user has set stands.
 *
 * @param {import('./processes.mjs').Processes} processes
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function nodeHeaders(processes) {
  const prefix = dirname(dirname(await realpath(process.execPath)))
  if (!existsSync(join(prefix, 'include', 'node', 'node_api.h'))) return {}
  const { command, args } = npmCommand(['config', 'get', 'nodedir', '--loglevel=silent'])
  const { output } = await processes.run(command, args)
  return ['', 'undefined', 'null'].includes(output.trim()) ? { npm_config_nodedir: prefix } : {}
}
