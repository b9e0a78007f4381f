import { basename } from 'node:path'

/**
 * How to call npm: the very npm that runs the present script, else the one on the path.
 *
 * @param {readonly string[]} args
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand(args, env = process.env) {
  const script = env.npm_execpath
  if (script && basename(script) === 'npm-cli.js') return { command: process.execPath, args: [script, ...args] }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [...args] }
}
