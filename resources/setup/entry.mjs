import { createProcesses, exitCodeOfSignal } from './processes.mjs'
import { createReport, SetupProblem } from './report.mjs'

/**
 * @typedef {object} Context
 * @property {import('./report.mjs').Report} report
 * @property {import('./processes.mjs').Processes} processes
 * @property {(cleanUp: () => void | Promise<void>) => void} atEnd what is left to do once all processes have ended
 * @property {(child: import('node:child_process').ChildProcess) => void} passSignalsTo from then on it decides what a
 *   signal means
 */

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
const LOOK_FOR_NPM_MS = 250

/**
 * Runs one command of this folder: its answer is the exit code, a problem is told in words, and whichever way it ends,
 * a signal included, everything it started is ended first.
 *
 * @param {(context: Context) => Promise<number>} body
 * @param {{ output?: NodeJS.WritableStream, codeOnSignal?: (signal: string) => number }} [options]
 */
export async function runEntry(body, { output = process.stdout, codeOnSignal = exitCodeOfSignal } = {}) {
  const report = createReport(output)
  const processes = createProcesses()
  /** @type {(() => void | Promise<void>)[]} */
  const cleanUps = []
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let receiver
  /** @type {Promise<number>} */
  const interrupted = new Promise(resolve => {
    for (const signal of SIGNALS) process.on(signal, () => take(signal, resolve))
    onLossOfNpm(() => take('SIGTERM', resolve))
  })
  const code = await Promise.race([interrupted, finished()])
  await processes.endAll()
  for (const cleanUp of cleanUps.reverse()) await cleanUp()
  process.exit(code)

  /** @param {NodeJS.Signals} signal @param {(code: number) => void} stop */
  function take(signal, stop) {
    if (receiver !== undefined) {
      receiver.kill(signal)
    } else {
      // What is under way fails because it is being ended: that is no news.
      report.silence()
      stop(codeOnSignal(signal))
    }
  }

  async function finished() {
    try {
      requireNode()
      return await body({
        report,
        processes,
        atEnd: cleanUp => void cleanUps.push(cleanUp),
        passSignalsTo: child => (receiver = child),
      })
    } catch (error) {
      report.problem(error)
      return 1
    }
  }
}

/**
 * Npm passes a signal to the shell between it and this process, and that shell dies of it without passing it on: all
 * that can be seen here is that the parent has changed.
 *
 * @param {() => void} stop
 */
function onLossOfNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop()
  }, LOOK_FOR_NPM_MS)
  timer.unref()
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new SetupProblem(
    `Paydesk needs Node 20.19 or newer; this is ${process.versions.node}.`,
    'Install a newer Node from https://nodejs.org and run the command again.',
  )
}
