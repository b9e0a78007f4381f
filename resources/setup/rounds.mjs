import { ensureBuild } from './build.mjs'
import { runEntry } from './entry.mjs'
import { nodeTool } from './node-tool.mjs'
import { projectFolder } from './project.mjs'
import { ensureTestTools, startTestSession } from './set-up.mjs'

const USAGE = 'Usage: npm run torture|lost-answers [-- --seed N] [--rounds N]'
const ROUNDS = 200
/** The tests that kill the built app at random moments: while it is typed into, and while it waits for an answer. */
const SPECS = ['torture', 'lost-answers']

/** `npm run torture` and `npm run lost-answers`: many more rounds of a test than `npm test` has time for. */
await runEntry(async context => {
  const [spec = '', ...rest] = process.argv.slice(2)
  const options = SPECS.includes(spec) ? optionsOf(rest) : undefined
  if (options === undefined) {
    context.report.say(USAGE)
    return 2
  }
  const { seed, rounds } = options
  await ensureTestTools(context)
  await ensureBuild(context)
  context.report.say(`${rounds} rounds with the seed ${seed}`)
  const env = {
    ...(await startTestSession(context)),
    PAYDESK_SEED: String(seed),
    PAYDESK_ROUNDS: String(rounds),
  }
  const words = [nodeTool('vitest'), 'run', '--config', 'test/quality/vitest.config.mts', '--project', 'rounds', spec]
  return context.processes.start(process.execPath, words, { cwd: projectFolder, env }).exited
})

/**
 * Undefined when the words are not understood.
 *
 * @param {readonly string[]} words
 */
function optionsOf(words) {
  const options = { seed: Date.now() % 1_000_000, rounds: ROUNDS }
  for (let at = 0; at < words.length; at += 2) {
    const name = words[at]
    const number = Number(words[at + 1])
    if (!Number.isSafeInteger(number) || number < 1) return undefined
    if (name === '--seed') options.seed = number
    else if (name === '--rounds') options.rounds = number
    else return undefined
  }
  return options
}
