import { readdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { ensureBuild } from './build.mjs'
import { ensureElectron, installedSubstitute } from './electron-runtime.mjs'
import { runEntry } from './entry.mjs'
import { runNodeTool } from './node-tool.mjs'
import { inProject, projectFolder } from './project.mjs'
import { excerpt, SetupProblem } from './report.mjs'
import { ensurePackages } from './set-up.mjs'

/** Each system's own word and what is made when nothing is asked for. */
const SYSTEMS = {
  linux: { flag: '--linux', targets: ['deb'] },
  win32: { flag: '--win', targets: ['nsis'] },
  darwin: { flag: '--mac', targets: ['dmg'] },
}
/** Made by our own stand-in for fpm; whatever else fpm makes, the real one makes. */
const WITHOUT_FPM = ['dir', 'deb']

/** `npm run package [-- TARGET…]`: packs the app for this system into a folder of `dist` and says what it made. */
await runEntry(async context => {
  const { report, processes } = context
  const asked = process.argv.slice(2)
  const system = SYSTEMS[process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux']
  const targets = asked.length > 0 ? asked : system.targets
  await ensurePackages(context, ['runtime'])
  await ensureElectron(context)
  await ensureBuild(context)
  const substitute = installedSubstitute()
  const folder = substitute ? inProject('dist', 'trial') : inProject('dist', 'package')
  // What an earlier run left must not pass for what this one made.
  await rm(folder, { recursive: true, force: true })
  const { code, output } = await report.step(`Packing the app: ${targets.join(', ')}`, () =>
    runNodeTool(processes, 'electron-builder', [...wordsFor(folder, substitute), system.flag, ...targets], {
      env: environmentFor(targets),
    }),
  )
  if (code !== 0) throw new SetupProblem('The app could not be packed.', excerpt(output, { first: 20, last: 20 }))
  for (const name of (await readdir(folder)).sort()) {
    if (!name.startsWith('builder-')) report.say(`Made ${relative(projectFolder, join(folder, name))}`)
  }
  if (substitute) {
    report.say(
      `This holds Electron ${substitute.version} of the npm registry, which gets no fixes any more: try it, and hand it to nobody.`,
    )
  }
  return 0
})

/** @param {string} folder @param {ReturnType<typeof installedSubstitute>} substitute */
function wordsFor(folder, substitute) {
  const words = [
    ...['--config', 'resources/packaging/electron-builder.yml', '--publish', 'never'],
    `-c.directories.output=${folder}`,
  ]
  // Never in the settings themselves: elsewhere this folder may hold an Electron of another system, or none.
  if (substitute) words.push(`-c.electronDist=${substitute.folder}`, `-c.electronVersion=${substitute.version}`)
  return words
}

/** @param {readonly string[]} targets */
function environmentFor(targets) {
  const isOwn = process.platform === 'linux' && targets.every(target => WITHOUT_FPM.includes(target))
  return isOwn ? { CUSTOM_FPM_PATH: inProject('resources', 'packaging', 'fpm.mjs'), ...process.env } : process.env
}
