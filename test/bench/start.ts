import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ELECTRON, sandboxArguments } from '../e2e/hosts/paydesk'

export interface MeasuredStart {
  /** From the start of the program until its page can be used. */
  readonly startMs: number
  /** What all its processes hold once nothing happens any more, shared parts shared out; undefined off Linux. */
  readonly idleMb: number | undefined
}

const ANNOUNCER = join(import.meta.dirname, 'announce-usable.cjs')
/** What starts behind the window, such as the practice portal, is through by then. */
const IDLE_AFTER_MS = 4_000
const LIMIT_MS = 60_000

/** Starts an app folder with a fresh data folder and ends it again. `selector`: what shows that its page can be used. */
export async function measureStart(folder: string, selector: string): Promise<MeasuredStart> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-bench-'))
  const words = ['-r', ANNOUNCER, folder, `--user-data-dir=${dataFolder}`, ...sandboxArguments()]
  const startedAt = Date.now()
  const app = spawn(ELECTRON, words, {
    env: { ...process.env, BENCH_SELECTOR: selector },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise(resolve => app.once('close', resolve))
  try {
    const usableAt = await new Promise<number>((resolve, reject) => {
      let output = ''
      app.stdout.on('data', (chunk: Buffer) => {
        const [, at] = /usable (\d+)/.exec((output += chunk.toString())) ?? []
        if (at !== undefined) resolve(Number(at))
      })
      setTimeout(() => reject(new Error(`${folder} did not become usable`)), LIMIT_MS).unref()
    })
    await wait(IDLE_AFTER_MS)
    return { startMs: usableAt - startedAt, idleMb: await memoryOfTree(app.pid ?? 0) }
  } finally {
    app.kill()
    await ended
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The proportional set size of a process and all below it, in megabytes. */
export async function memoryOfTree(root: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    const status = /^\d+$/.test(name) ? await readFile(`/proc/${name}/status`, 'utf8').catch(() => '') : ''
    const parent = /^PPid:\t(\d+)/m.exec(status)?.[1]
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && isBelow(parents.get(pid) ?? 0))
  let kilobytes = 0
  for (const pid of parents.keys()) {
    if (!isBelow(pid)) continue
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
  }
  return kilobytes / 1000
}
