import { resolve } from 'node:path'
import { ensureBuild } from './build.mjs'
import { runEntry } from './entry.mjs'
import { nodeTool } from './node-tool.mjs'
import { projectFolder } from './project.mjs'
import { ensureTestTools, startTestSession } from './set-up.mjs'

/** `npm run tour -- DIR`: walks through the app in a session of its own and leaves pictures and files in DIR. */
await runEntry(async context => {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) {
    context.report.say('Usage: npm run tour -- DIR')
    return 2
  }
  await ensureTestTools(context)
  await ensureBuild(context)
  const env = { ...(await startTestSession(context)), PAYDESK_TOUR_DIR: resolve(process.env.INIT_CWD ?? '', folder) }
  const words = [nodeTool('vitest'), 'run', '--config', 'test/quality/vitest.config.mts', '--project', 'tour']
  return context.processes.start(process.execPath, words, { cwd: projectFolder, env }).exited
})
