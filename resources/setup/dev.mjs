import { forgetBuild } from './build.mjs'
import { runEntry } from './entry.mjs'
import { nodeTool } from './node-tool.mjs'
import { projectFolder } from './project.mjs'
import { prepareWindow } from './set-up.mjs'

/** `npm run dev`: sets up what is missing and runs the app from its sources, reloading what changes. */
await runEntry(
  async context => {
    const { switches, env } = await prepareWindow(context, { isBuilt: false })
    // It writes unfinished parts into `out`, which must not pass for a build.
    await forgetBuild()
    const sandbox = switches.includes('--no-sandbox') ? ['--noSandbox'] : []
    const words = [nodeTool('electron-vite'), 'dev', ...sandbox, ...process.argv.slice(2)]
    return context.processes.start(process.execPath, words, { cwd: projectFolder, env }).exited
  },
  { codeOnSignal: () => 0 },
)
