import { stripVTControlCharacters } from 'node:util'

/**
 * What stops the set-up: `message` says what is wrong, `advice` what to do about it.
 */
export class SetupProblem extends Error {
  /** @param {string} message @param {string} [advice] */
  constructor(message, advice = '') {
    super(message)
    this.advice = advice
  }
}

/** @typedef {ReturnType<typeof createReport>} Report */

const HEARTBEAT_MS = 15_000

/**
 * Writes one line a step, and a sign of life every quarter of a minute while a step lasts.
 *
 * @param {NodeJS.WritableStream} [stream]
 */
export function createReport(stream = process.stdout) {
  let isSilent = false
  return { say, step, quietStep, problem, silence: () => (isSilent = true) }

  /** @param {string} line */
  function say(line) {
    if (!isSilent) stream.write(`${line}\n`)
  }

  /** @template T @param {string} title @param {() => Promise<T>} work @returns {Promise<T>} */
  function step(title, work) {
    say(`${title} …`)
    return quietStep('', work)
  }

  /**
   * Says nothing of a step that is soon done.
   *
   * @template T @param {string} name @param {() => Promise<T>} work @returns {Promise<T>}
   */
  async function quietStep(name, work) {
    const startedAt = Date.now()
    const heartbeat = setInterval(
      () => say(`  ${name && `${name} `}… ${formatSeconds(Date.now() - startedAt)}`),
      HEARTBEAT_MS,
    )
    try {
      return await work()
    } finally {
      clearInterval(heartbeat)
    }
  }

  /** @param {unknown} error */
  function problem(error) {
    if (error instanceof SetupProblem) {
      say(`\n${error.message}`)
      if (error.advice) say(error.advice)
    } else {
      say(`\nSomething unforeseen stopped this: ${error instanceof Error ? error.message : String(error)}`)
      say('Run it once more; set PAYDESK_SETUP_TRACE=1 to see where it stopped.')
    }
    if (process.env.PAYDESK_SETUP_TRACE && error instanceof Error) say(`${error.stack}`)
  }
}

/** @param {number} durationMs */
export function formatSeconds(durationMs) {
  return durationMs < 9_950 ? `${(durationMs / 1000).toFixed(1)} s` : `${Math.round(durationMs / 1000)} s`
}

/**
 * The beginning and the end of a command's output, indented, without colours and stack traces, for a message about its failure.
 *
 * @param {string} output
 * @param {{ first?: number, last?: number }} [lineCounts]
 */
export function excerpt(output, { first = 8, last = 16 } = {}) {
  const lines = stripVTControlCharacters(output)
    .trimEnd()
    .split('\n')
    .filter(line => !/^\s+at .+:\d+:\d+\)?$/.test(line))
  const shown =
    lines.length <= first + last ? lines : [...lines.slice(0, first), '…', ...lines.slice(lines.length - last)]
  return shown.map(line => `  ${line}`).join('\n')
}
