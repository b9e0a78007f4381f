import { existsSync } from 'node:fs'
import { findCommand } from './administrator.mjs'

/**
 * Why this machine cannot try the whole way of a Debian package, or undefined when it can: it takes root to install one,
 * and an app that a person has installed must stay theirs.
 *
 * @param {{ processes: import('./processes.mjs').Processes }} surroundings
 */
export async function whyNotInstalled({ processes }) {
  if (process.platform !== 'linux' || !findCommand('apt-get') || !findCommand('dpkg-deb')) {
    return 'The installed app was not tried: this is no Debian.'
  }
  if (process.getuid?.() !== 0) return 'The installed app was not tried: installing it takes root.'
  if (existsSync('/opt/Paydesk'))
    return 'The installed app was not tried: Paydesk is installed here, and would be removed.'
  const { code } = await processes.run('setpriv', [
    ...['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, '--version'],
  ])
  return code === 0 ? undefined : 'The installed app was not tried: an ordinary user cannot run this Node.'
}
