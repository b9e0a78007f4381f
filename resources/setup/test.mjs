import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuild } from './build.mjs'
import { runEntry } from './entry.mjs'
import { formatSeconds } from './report.mjs'
import { ensureTestTools, startTestSession } from './set-up.mjs'
import { ROWS, STAGES } from './stages.mjs'
import { formatTotals, sumTotals, totalsOfCheck } from './totals.mjs'

/** @typedef {import('./entry.mjs').Context} Context */
/** @typedef {import('./totals.mjs').Totals} Totals */

/**
 * `npm test [-- STAGE… | --no-setup]`: sets up what is missing, then runs all checks, or those named, to the last one.
 * The last line is the totals.
 */
await runEntry(async context => {
  const words = process.argv.slice(2)
  const names = words.filter(word => !word.startsWith('--'))
  const unknown = words.filter(word => word !== '--no-setup' && !STAGES.has(word))
  if (unknown.length > 0) {
    context.report.say(`Unknown: ${unknown.join(' ')}. The stages are ${[...STAGES.keys()].join(', ')}.`)
    return 2
  }
  const results = await runAll(context, names, !words.includes('--no-setup'))
  const failed = [...results].filter(([, { failed }]) => failed > 0).map(([name]) => name)
  if (failed.length > 0) context.report.say(`Failed: ${failed.join(', ')}`)
  context.report.say(formatTotals(sumTotals([...results.values()])))
  return failed.length > 0 ? 1 : 0
})

/**
 * The totals of each part by its name; what needs no totals when it passes is there only if it failed.
 *
 * @param {Context} context @param {readonly string[]} names @param {boolean} hasSetup
 */
async function runAll(context, names, hasSetup) {
  /** @type {Map<string, Totals>} */
  const results = new Map()
  const isReady = await counted('set-up', async () => {
    if (hasSetup) await ensureTestTools(context)
  })
  if (!isReady) return results
  // A build that fails is one failure among the others: what does not need it is still worth knowing.
  await counted('build', async () => {
    if (hasSetup) await ensureBuild(context)
  })
  await counted('session', async () => {
    const env = await startTestSession(context)
    const reportFolder = await mkdtemp(join(tmpdir(), 'paydesk-test-'))
    context.atEnd(() => rm(reportFolder, { recursive: true, force: true }))
    const anotherSession = () => startTestSession(context)
    const surroundings = { processes: context.processes, env, anotherSession, reportFolder }
    /** @param {(typeof ROWS)[number]} row */
    const runRow = async row => {
      for (const [name, stage] of row) {
        if (names.length > 0 && !names.includes(name)) continue
        await counted(name, async () => void results.set(name, await runStage(context, name, stage, surroundings)))
      }
    }
    const [first, second, ...others] = ROWS
    await Promise.all([first, second].map(row => row && runRow(row)))
    for (const row of others) await runRow(row)
  })
  return results

  /** Tells and counts a failure, and goes on. @param {string} name @param {() => Promise<void>} work */
  async function counted(name, work) {
    try {
      await work()
      return true
    } catch (error) {
      context.report.problem(error)
      results.set(name, totalsOfCheck(false))
      return false
    }
  }
}

/**
 * @param {Context} context @param {string} name @param {import('./stages.mjs').Stage} stage
 * @param {import('./stages.mjs').Surroundings} surroundings
 */
async function runStage({ report }, name, stage, surroundings) {
  const startedAt = Date.now()
  const { totals, output, note } = await report.quietStep(name, () => stage(surroundings))
  report.say(`${name.padEnd(12)} ${formatTotals(totals)} (${formatSeconds(Date.now() - startedAt)})`)
  if (note !== undefined) report.say(note)
  if (totals.failed > 0) report.say(output)
  return totals
}
