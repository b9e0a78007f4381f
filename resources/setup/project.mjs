import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

/** @param {...string} parts */
export function inProject(...parts) {
  return join(projectFolder, ...parts)
}

/** Where downloads are kept between set-ups, outside node_modules, which `npm ci` wipes. */
export function cacheFolder(env = process.env) {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'paydesk')
}
