import { spawn, spawnSync } from 'node:child_process'

/**
 * @typedef {object} Ended
 * @property {number} code the exit code, 128 and the signal's number when a signal ended it, 127 when it could not start
 * @property {string} output
 *
 * @typedef {object} StartOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {import('node:child_process').StdioOptions} [stdio]
 * @property {number} [graceMs] how long it may take over its own ending before it is killed
 * @property {number} [timeoutMs] after which `run` ends it
 *
 * @typedef {object} Running
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<number>} exited
 * @property {() => Promise<void>} end
 */

const DEFAULT_GRACE_MS = 4_000
const LEFTOVER_GRACE_MS = 1_000
const isWindows = process.platform === 'win32'

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }

/** The exit code that a shell gives a process ended by `signal`. @param {string} signal */
export function exitCodeOfSignal(signal) {
  return 128 + (SIGNAL_NUMBERS[/** @type {keyof typeof SIGNAL_NUMBERS} */ (signal)] ?? 0)
}

/** @typedef {ReturnType<typeof createProcesses>} Processes */

/**
 * Starts processes, each the leader of a group of its own, and ends all that are left, with what they started in turn.
 */
export function createProcesses() {
  /** @type {Set<Running>} */
  const running = new Set()
  let isClosed = false
  return { start, run, endAll }

  /** @param {string} command @param {readonly string[]} args @param {StartOptions} [options] @returns {Running} */
  function start(command, args, options = {}) {
    if (isClosed) throw new Error(`${command} is not started: everything is being ended`)
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.stdio ?? 'inherit',
      // A group of its own can be ended whole; on Windows it would be a console window of its own.
      detached: !isWindows,
      windowsHide: true,
      shell: isWindows && command.endsWith('.cmd'),
    })
    /** @type {Promise<number>} */
    const exited = new Promise(resolve => {
      child.once('error', () => resolve(127))
      child.once('exit', (code, signal) => resolve(code ?? exitCodeOfSignal(`${signal}`)))
    })
    const entry = { child, exited, end: () => endGroup(child, exited, options.graceMs ?? DEFAULT_GRACE_MS) }
    running.add(entry)
    return entry
  }

  /** Runs a command to its end. @param {string} command @param {readonly string[]} args @param {StartOptions} [options] @returns {Promise<Ended>} */
  async function run(command, args, options = {}) {
    const entry = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    /** @type {Buffer[]} */
    const chunks = []
    entry.child.stdout?.on('data', chunk => chunks.push(chunk))
    entry.child.stderr?.on('data', chunk => chunks.push(chunk))
    const timer = options.timeoutMs ? setTimeout(() => void entry.end(), options.timeoutMs) : undefined
    const closed = new Promise(resolve => entry.child.once('close', resolve))
    const code = await entry.exited
    clearTimeout(timer)
    // What it left behind may hold its output open for ever.
    await Promise.race([closed, delay(LEFTOVER_GRACE_MS)])
    await entry.end()
    entry.child.stdout?.destroy()
    entry.child.stderr?.destroy()
    running.delete(entry)
    return { code, output: Buffer.concat(chunks).toString('utf8') }
  }

  /** Ends what still runs, the newest first, since it may need the older. */
  async function endAll() {
    isClosed = true
    for (const entry of [...running].reverse()) await entry.end()
    running.clear()
  }
}

/**
 * The leader is asked first, so that it can end its own children in order; what outlives it is then killed.
 *
 * @param {import('node:child_process').ChildProcess} child @param {Promise<number>} exited @param {number} graceMs
 */
async function endGroup(child, exited, graceMs) {
  if (child.pid === undefined) return
  const isRunning = child.exitCode === null && child.signalCode === null
  if (isWindows) {
    if (isRunning) spawnSync('taskkill', ['/pid', `${child.pid}`, '/t', '/f'], { stdio: 'ignore' })
    return
  }
  if (isRunning) child.kill('SIGTERM')
  await Promise.race([exited, delay(graceMs)])
  if (!signalGroup(child.pid, 'SIGTERM')) return
  const deadline = Date.now() + LEFTOVER_GRACE_MS
  while (Date.now() < deadline) {
    if (!signalGroup(child.pid, 0)) return
    await delay(50)
  }
  signalGroup(child.pid, 'SIGKILL')
}

/** Whether the group still has a process. @param {number} groupId @param {NodeJS.Signals | 0} signal */
function signalGroup(groupId, signal) {
  try {
    process.kill(-groupId, signal)
    return true
  } catch {
    return false
  }
}

/** @param {number} durationMs @returns {Promise<void>} */
function delay(durationMs) {
  return new Promise(resolve => setTimeout(resolve, durationMs))
}
