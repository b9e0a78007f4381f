import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runNodeTool } from './node-tool.mjs'
import { inProject, projectFolder } from './project.mjs'
import { excerpt, SetupProblem } from './report.mjs'

/** @typedef {import('./entry.mjs').Context} Context */

/** All that the build reads. */
const SOURCES = [
  'electron',
  'renderer',
  'resources/icons',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]

const stampFile = () => inProject('out', '.built-from')

/** Builds the app into `out`, unless it was built from these very sources. @param {Context} context */
export async function ensureBuild({ report, processes }) {
  const fingerprint = await fingerprintOf(projectFolder, SOURCES)
  if (existsSync(stampFile()) && readFileSync(stampFile(), 'utf8') === fingerprint) return
  await forgetBuild()
  const { code, output } = await report.step('Building the app', () =>
    runNodeTool(processes, 'electron-vite', ['build']),
  )
  if (code !== 0) throw new SetupProblem('The build failed.', excerpt(output, { first: 20, last: 30 }))
  await mkdir(inProject('out'), { recursive: true })
  await writeFile(stampFile(), fingerprint)
}

/** Has the next set-up build anew, as is needed after anything else wrote into `out`. */
export async function forgetBuild() {
  await rm(stampFile(), { force: true })
}

/**
 * Tells one state of files and folders from any other by their paths and contents; times do not count, since a
 * checkout changes them. What does not exist is passed over.
 *
 * @param {string} root @param {readonly string[]} paths relative to it
 */
export async function fingerprintOf(root, paths) {
  const hash = createHash('sha256')
  for (const path of paths) await add(path)
  return hash.digest('hex')

  /** @param {string} path @returns {Promise<void>} */
  async function add(path) {
    const names = await namesIn(path)
    for (const name of names ?? []) await add(`${path}/${name}`)
    if (names !== undefined) return
    const content = await readFile(join(root, path)).catch(unlessMissing)
    if (content !== undefined) hash.update(`${path}\0${content.length}\0`).update(content)
  }

  /** @param {string} path */
  async function namesIn(path) {
    const names = await readdir(join(root, path)).catch(unlessMissing)
    return names?.sort()
  }
}

/** @param {NodeJS.ErrnoException} error */
function unlessMissing(error) {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
  throw error
}
