import { readFile, rename } from 'node:fs/promises'
import type { PortalState } from './portal-state'
import { isOfLaterVersion, parseState, printState } from './state-file'
import { writeStateFile } from './write-state-file'

/** What a change makes of the state, and what it gives to its caller. */
export interface StateStep<Value> {
  readonly state: PortalState
  readonly value: Value
}

export interface StateStore {
  /** The state as it is kept: a change is seen only once it is on disk. */
  readonly current: PortalState
  /**
   * Makes one change after the other. Resolves when the changed state is on disk; when it cannot be written, rejects and
   * leaves everything as it was. A step that returns the very state it was given writes nothing.
   */
  change<Value>(step: (state: PortalState) => StateStep<Value>): Promise<Value>
  /** Resolves when no change is under way. */
  settled(): Promise<unknown>
}

export interface StateStoreOptions {
  /** Where the state is kept; in memory only when left out. */
  readonly file: string | undefined
  readonly seed: () => PortalState
  readonly now: () => number
  /** Is told, in one line, what its owner should know. */
  readonly report: (line: string) => void
}

/** Opens the kept state, or begins with the seed. A file that is damaged or of a
 * later version is set aside under another name, never overwritten. */
export async function openStateStore(options: StateStoreOptions): Promise<StateStore> {
  const { file, seed } = options
  const save = file === undefined ? async () => {} : (state: PortalState) => writeStateFile(file, printState(state))
  const kept = file === undefined ? undefined : await readState(file, options)
  let current = kept ?? seed()
  if (kept === undefined) await save(current)
  let last: Promise<unknown> = Promise.resolve()

  return {
    get current() {
      return current
    },
    change(step) {
      const changed = last.then(async () => {
        const { state, value } = step(current)
        if (state !== current) await save(state)
        current = state
        return value
      })
      // The next change waits for this one but does not fail with it.
      last = Promise.allSettled([changed])
      return changed
    },
    settled: () => last,
  }
}

const WORDS = { damaged: 'damaged', newer: 'of a newer version' } as const

async function readState(file: string, { now, report }: StateStoreOptions): Promise<PortalState | undefined> {
  const text = await readIfPresent(file)
  if (text === undefined) return undefined
  const state = parseState(text)
  if (state !== undefined) return state
  const kind = isOfLaterVersion(text) ? 'newer' : 'damaged'
  const setAside = `${file}.${kind}-${new Date(now()).toISOString().replaceAll(':', '-')}`
  await rename(file, setAside)
  report(`The practice portal's state was ${WORDS[kind]} and begins anew; the old file is now ${setAside}`)
  return undefined
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
