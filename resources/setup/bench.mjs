import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { benchTable } from './bench-table.mjs'
import { ensureBuild } from './build.mjs'
import { runEntry } from './entry.mjs'
import { nodeTool, runNodeTool } from './node-tool.mjs'
import { inProject, projectFolder } from './project.mjs'
import { excerpt, SetupProblem } from './report.mjs'
import { ensurePackages, ensureTestTools, startTestSession } from './set-up.mjs'

const BARE_APP = 'test/bench/bare-app'

/**
 * `npm run bench [-- FILE]`: measures the built app beside bare ones that do the least, in turns in one run, prints a
 * table, and writes the figures as JSON.
 */
await runEntry(async context => {
  const { report, processes } = context
  const [name] = process.argv.slice(2)
  const file = name ? resolve(process.env.INIT_CWD ?? '', name) : inProject('dist', 'bench', 'figures.json')
  await ensureTestTools(context)
  await ensurePackages(context, ['bench'])
  await ensureBuild(context)
  const bare = inProject('dist', 'bench', 'bare-app')
  const built = await report.step('Building the bare app', () =>
    runNodeTool(processes, 'electron-vite', [
      ...['build', '--config', `${BARE_APP}/electron.vite.config.ts`, '--outDir', `${bare}/out`],
    ]),
  )
  if (built.code !== 0) throw new SetupProblem('The bare app could not be built.', excerpt(built.output))
  await mkdir(bare, { recursive: true })
  await writeFile(join(bare, 'package.json'), JSON.stringify({ name: 'bare', main: 'out/main/index.js' }))
  // Each part of the run adds its figures.
  await rm(file, { force: true })
  const env = { ...(await startTestSession(context)), PAYDESK_BENCH_FILE: file, PAYDESK_BENCH_BARE: bare }
  const words = [nodeTool('vitest'), 'run', '--config', 'test/quality/vitest.config.mts', '--project', 'bench']
  const code = await processes.start(process.execPath, words, { cwd: projectFolder, env }).exited
  if (code !== 0) return code
  report.say(benchTable(JSON.parse(await readFile(file, 'utf8'))))
  report.say(`Written: ${file}`)
  return 0
})
