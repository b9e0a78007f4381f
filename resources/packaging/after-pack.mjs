import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { burnFuses } from './fuses.mjs'

const KEYTAR = ['app.asar.unpacked', 'node_modules', 'keytar', 'build', 'Release', 'keytar.node']
/** What an Electron that starts other apps has beside it, and an app of its own has no use for. */
const LEFTOVERS = ['version', 'default_app.asar']

/**
 * What electron-builder runs on each packed app before it is signed and put into a package.
 *
 * @param {{
 *   appOutDir: string,
 *   electronPlatformName: string,
 *   packager: {
 *     appInfo: { productFilename: string },
 *     executableName?: string,
 *     getResourcesDir: (appOutDir: string) => string
 *   }
 * }} context
 */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const resources = packager.getResourcesDir(appOutDir)
  // A build of keytar that went missing on the way would only be missed by whoever saves a secret.
  if (!existsSync(join(resources, ...KEYTAR))) throw new Error('The packed app has no keytar.node')
  for (const name of LEFTOVERS)
    for (const folder of [appOutDir, resources]) await rm(join(folder, name), { force: true })
  await burnFuses(join(appOutDir, executableOf(electronPlatformName, packager)))
}

/** @param {string} platform @param {{ appInfo: { productFilename: string }, executableName?: string }} packager */
function executableOf(platform, { appInfo, executableName }) {
  if (platform === 'darwin' || platform === 'mas') return `${appInfo.productFilename}.app`
  return platform === 'win32' ? `${appInfo.productFilename}.exe` : `${executableName}`
}
