import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fingerprintOf } from './build.mjs'
import { inProject, projectFolder } from './project.mjs'
import { SetupProblem } from './report.mjs'

/** All that a command of `electron/cli` is made of. */
const SOURCES = ['electron/cli', 'electron/common', 'electron/practice-portal', 'package-lock.json']

/** Where programs are kept that were put together; `npm ci` wipes it. */
const folder = inProject('node_modules', '.cache', 'paydesk')

/**
 * Runs a command of `electron/cli` in this very process, without the app being built: its source is put together once,
 * which takes a moment, and again when it changed. Nothing is installed.
 *
 * @param {string} name of the file, without `.ts`
 */
export async function runSource(name) {
  const file = join(folder, `${name}-${await fingerprintOf(projectFolder, SOURCES)}.mjs`)
  const address = existsSync(file) ? pathToFileURL(file).href : await keep(name, file, await bundle(name))
  await import(address)
}

/** @param {string} name */
async function bundle(name) {
  const { build } = await import('vite').catch(() => {
    throw new SetupProblem('The npm packages are not installed.', 'Type: npm ci')
  })
  const built = await build({
    configFile: false,
    root: projectFolder,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: inProject('electron', 'cli', `${name}.ts`),
      write: false,
      target: 'node20',
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  const { output } = /** @type {import('vite').Rolldown.RolldownOutput} */ (built)
  return output[0].code
}

/**
 * Answers where a program was put, in the place of what it was before. Where nothing may be written, only the time that
 * it took to put it together is lost.
 *
 * @param {string} name @param {string} file @param {string} code
 */
async function keep(name, file, code) {
  try {
    await mkdir(folder, { recursive: true })
    const partial = `${file}.${process.pid}`
    await writeFile(partial, code)
    await rename(partial, file)
    const old = (await readdir(folder)).map(other => join(folder, other)).filter(other => other !== file)
    await Promise.all(
      old.filter(other => other.startsWith(join(folder, `${name}-`))).map(other => rm(other, { force: true })),
    )
    return pathToFileURL(file).href
  } catch {
    return `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  }
}
