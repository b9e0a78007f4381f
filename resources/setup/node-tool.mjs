import { existsSync, readFileSync } from 'node:fs'
import { inProject, projectFolder } from './project.mjs'
import { SetupProblem } from './report.mjs'

/**
 * The script of a tool in node_modules, to be run by the present Node: the links in `.bin` differ from system to system.
 *
 * @param {string} packageName a package with one tool, or whose tool has the package's name
 */
export function nodeTool(packageName) {
  const manifest = inProject('node_modules', packageName, 'package.json')
  if (!existsSync(manifest)) throw new SetupProblem(`${packageName} is not installed.`, 'Type: npm ci')
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  return inProject('node_modules', packageName, typeof bin === 'string' ? bin : bin[packageName])
}

/**
 * Runs such a tool to its end and keeps its output, in colours only where they will be seen as such.
 *
 * @param {import('./processes.mjs').Processes} processes
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 */
export function runNodeTool(processes, packageName, args, { env = process.env, ...options } = {}) {
  const colours =
    process.stdout.isTTY && !env.NO_COLOR ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: undefined }
  return processes.run(process.execPath, [nodeTool(packageName), ...args], {
    ...options,
    cwd: projectFolder,
    env: { ...env, ...colours },
  })
}
