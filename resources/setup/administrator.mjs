import { delimiter, join } from 'node:path'
import { existsSync } from 'node:fs'

/**
 * What to put before a command that only an administrator may run; undefined when a password would be asked for.
 *
 * @param {import('./processes.mjs').Processes} processes
 * @returns {Promise<string[] | undefined>}
 */
export async function administratorPrefix(processes) {
  if (process.getuid?.() === 0) return []
  const { code } = await processes.run('sudo', ['-n', 'true'])
  return code === 0 ? ['sudo', '-n'] : undefined
}

/** The one line that has an administrator run a shell command without single quotes. @param {string} command */
export function asAdministrator(command) {
  return `${findCommand('sudo') ? 'sudo sh' : 'su -'} -c '${command}'`
}

/** The path of a command, those for administrators included. @param {string} name @returns {string | undefined} */
export function findCommand(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.map(folder => join(folder, name)).find(path => existsSync(path))
}
