import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { whyNotInstalled } from './installing.mjs'
import { runNodeTool } from './node-tool.mjs'
import { totalsOfCheck, totalsOfVitest } from './totals.mjs'

/** @typedef {import('./totals.mjs').Totals} Totals */
/**
 * @typedef {object} Surroundings
 * @property {import('./processes.mjs').Processes} processes
 * @property {NodeJS.ProcessEnv} env
 * @property {() => Promise<NodeJS.ProcessEnv>} anotherSession with a display, a clipboard, a bus and a keyring of its own
 * @property {string} reportFolder
 *
 * @typedef {(surroundings: Surroundings) => Promise<{ totals: Totals, output: string, note?: string }>} Stage
 *   `note`: what is to be said also when nothing failed
 */

const STAGE_LIMIT_MS = 25 * 60_000

/** What needs no more than one processor, and nothing of the time: it runs beside the tests that do not either. */
const ONE_WORKER = ['--maxWorkers=1']

/**
 * The checks of `npm test` by name, one after the other but for the first two rows, which run beside each other.
 *
 * @type {readonly (readonly (readonly [string, Stage])[])[]}
 */
export const ROWS = [
  [
    ['format', check('prettier', ['--check', '.'])],
    ['types', check('vue-tsc', ['-b'])],
    // After the types, because its rules read the declarations they leave.
    ['lint', check('eslint', ['--config', 'test/quality/eslint.config.mjs', '.'])],
  ],
  [
    ['unit', tests('unit', ['--project', 'unit-isolated', ...ONE_WORKER])],
    ['structure', tests('structure', ONE_WORKER)],
    ['integration', tests('integration', ONE_WORKER)],
    ['rounds', tests('rounds')],
    ['package', unless(whyNotInstalled, tests('package'))],
  ],
  [
    ['component', tests('component')],
    ['e2e', inSessions(2, env => tests('e2e', [], env))],
  ],
]

/** All of them by name. @type {ReadonlyMap<string, Stage>} */
export const STAGES = new Map(ROWS.flat())

/** @param {string} tool @param {readonly string[]} args @returns {Stage} */
function check(tool, args) {
  return async ({ processes, env }) => {
    const { code, output } = await runNodeTool(processes, tool, args, { env, timeoutMs: STAGE_LIMIT_MS })
    return { totals: totalsOfCheck(code === 0), output }
  }
}

/**
 * A stage that is skipped, with words, where the machine has not what it takes.
 *
 * @param {(surroundings: Surroundings) => Promise<string | undefined>} reasonAgainst @param {Stage} stage @returns {Stage}
 */
function unless(reasonAgainst, stage) {
  return async surroundings => {
    const note = await reasonAgainst(surroundings)
    return note === undefined ? stage(surroundings) : { totals: { passed: 0, failed: 0, skipped: 1 }, output: '', note }
  }
}

/**
 * A stage whose tests run in so many workers, each in a session of its own: in one, they would take the focus and the
 * clipboard from each other.
 *
 * @param {number} count @param {(env: NodeJS.ProcessEnv) => Stage} stageIn @returns {Stage}
 */
function inSessions(count, stageIn) {
  return async surroundings => {
    const { env, anotherSession } = surroundings
    const others = await Promise.all(Array.from({ length: count - 1 }, anotherSession))
    // Each is told by what is different in it.
    const sessions = [env, ...others].map(session =>
      Object.fromEntries(Object.entries(session).filter(([name, value]) => value !== process.env[name])),
    )
    return stageIn({ PAYDESK_TEST_SESSIONS: JSON.stringify(sessions) })(surroundings)
  }
}

/**
 * @param {string} project one of vitest's
 * @param {readonly string[]} [options]
 * @param {NodeJS.ProcessEnv} [added] to the environment
 * @returns {Stage}
 */
function tests(project, options = [], added = {}) {
  return async ({ processes, env: sessionEnv, reportFolder }) => {
    const env = { ...sessionEnv, ...added }
    const file = join(reportFolder, `${project}.json`)
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const args = ['run', '--config', 'test/quality/vitest.config.mts', '--project', project, ...options, ...reporters]
    const { code, output } = await runNodeTool(processes, 'vitest', args, { env, timeoutMs: STAGE_LIMIT_MS })
    return { totals: totalsOfVitest(readReport(file), code), output }
  }
}

/** @param {string} file @returns {import('./totals.mjs').VitestReport | undefined} */
function readReport(file) {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // A run that was ended while it wrote its report counts like one that wrote none.
    return undefined
  }
}
