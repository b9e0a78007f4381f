import { randomUUID } from 'node:crypto'
import { AppError } from '#common/ipc/app-error'
import type { KeychainState } from '#common/portals/portals.contract'
import {
  createKeychainClient,
  type KeychainFailure,
  type KeychainOutcome,
  type KeychainProcess,
} from './keychain-client'

/** Where a secret went: to the system's keychain, or, as that cannot be used, into memory until the app quits. */
export type SecretPlace = 'keychain' | 'memory'

/** Keeps secrets: they go in, are lent to a function, and never come out. */
export interface SecretStore {
  /** Never fails for want of a keychain: the answer says where the secret went. */
  put(account: string, secret: string): Promise<SecretPlace>
  /** Keeps a secret that lasts no longer than this run of the app, without asking the keychain. */
  keepInMemory(account: string, secret: string): void
  /**
   * Lends the secret to `work`. Errors: keychain, with `reason` `unreadable` (locked, or the entry is lost), `missing`
   * (no keychain can be used) or `not-answered` (the person did not answer the keychain's question).
   */
  use<Result>(account: string, work: (secret: string) => Result | Promise<Result>): Promise<Result>
  /** Whether the secret is in memory, so that using it asks the keychain nothing. */
  has(account: string): boolean
  /** Whether the last attempt to read the secret failed. */
  isUnreadable(account: string): boolean
  /** Forgets a secret. Errors: keychain, when it may still be there because the keychain cannot be used now. */
  remove(account: string): Promise<void>
  /** Finds out whether the keychain works. It may ask the person to unlock it, so it must not precede the first window. */
  probe(): Promise<KeychainState>
  state(): KeychainState
  /** Called after the state or the readability of a secret changed. Answers its own undo. */
  onStateChange(listener: () => void): () => void
  /** Ends the keychain process, which could hold up quitting, and forgets all secrets in memory. */
  dispose(): void
}

/** What was written is read back at the end of a probe, so each step of it has to be quick. */
const PROBE_LIMIT_MS = 10_000
/** How long a person has to find and answer the question of the keyring. */
const DEFAULT_ANSWER_LIMIT_MS = 60_000
const PROBE_ACCOUNT = 'availability check'

/** `report` gets the keychain's own words when it fails, for the log; they never hold a secret. */
export function createSecretStore(parts: {
  readonly process: KeychainProcess
  readonly report: (failure: { readonly fault: KeychainFailure; readonly text: string }) => void
  readonly answerLimitMs?: number
}): SecretStore {
  const { process, report, answerLimitMs = DEFAULT_ANSWER_LIMIT_MS } = parts
  const held = new Map<string, string>()
  const unreadable = new Set<string>()
  const loading = new Map<string, Promise<string>>()
  const listeners = new Set<() => void>()
  let found: KeychainState = 'unknown'
  let isWaiting = false
  const client = createKeychainClient(process, waiting => {
    isWaiting = waiting
    tell()
  })

  return {
    put,
    keepInMemory: (account, secret) => void held.set(account, secret),
    use: async (account, work) => work(held.get(account) ?? (await load(account))),
    has: account => held.has(account),
    isUnreadable: account => unreadable.has(account),
    remove,
    probe,
    state,
    onStateChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    dispose() {
      listeners.clear()
      client.dispose()
      held.clear()
    },
  }

  function state(): KeychainState {
    return isWaiting ? 'waiting' : found
  }

  async function put(account: string, secret: string): Promise<SecretPlace> {
    const isKept = await write(account, secret, answerLimitMs)
    held.set(account, secret)
    unreadable.delete(account)
    tell()
    return isKept ? 'keychain' : 'memory'
  }

  /** Writes and reads back, because a keychain that says it has a secret may not give it. */
  async function write(account: string, secret: string, limitMs: number): Promise<boolean> {
    const written = await client.ask({ operation: 'set', account, secret }, limitMs)
    if (written.kind === 'failed' && written.fault !== 'refused') return failed(written)
    const read = await client.ask({ operation: 'get', account }, limitMs)
    if (read.kind === 'failed') return failed(read)
    // A keyring that refuses to write but answers a read with "not found" is there, only locked.
    if (written.kind === 'failed') return failed(written, 'locked')
    if (read.secret !== secret) return failed(NOT_KEPT)
    settleState('available')
    return true
  }

  function load(account: string): Promise<string> {
    const running = loading.get(account)
    if (running !== undefined) return running
    const started = read(account).finally(() => loading.delete(account))
    loading.set(account, started)
    return started
  }

  async function read(account: string): Promise<string> {
    const answer = await client.ask({ operation: 'get', account }, answerLimitMs)
    if (answer.kind === 'done' && answer.secret !== null) {
      held.set(account, answer.secret)
      unreadable.delete(account)
      settleState('available')
      return answer.secret
    }
    unreadable.add(account)
    if (answer.kind === 'failed') failed(answer)
    tell()
    throw unusable(answer)
  }

  async function remove(account: string): Promise<void> {
    held.delete(account)
    const answer = await client.ask({ operation: 'delete', account }, answerLimitMs)
    // What a read that was under way brought meanwhile goes too.
    held.delete(account)
    if (answer.kind === 'failed') {
      failed(answer)
      throw unusable(answer)
    }
    // "Not found" proves nothing on a keyring that is locked.
    if (!answer.isFound && (await probe()) !== 'available') throw unusable(answer)
    unreadable.delete(account)
  }

  async function probe(): Promise<KeychainState> {
    if (await write(PROBE_ACCOUNT, randomUUID(), PROBE_LIMIT_MS)) {
      await client.ask({ operation: 'delete', account: PROBE_ACCOUNT }, PROBE_LIMIT_MS)
    }
    return found
  }

  function failed(failure: Failure, state: KeychainState = stateAfter(failure.fault)): false {
    report({ fault: failure.fault, text: failure.text })
    settleState(state)
    return false
  }

  function settleState(next: KeychainState): void {
    if (next === found) return
    found = next
    tell()
  }

  function tell(): void {
    for (const listener of [...listeners]) listener()
  }
}

type Failure = Extract<KeychainOutcome, { kind: 'failed' }>

const NOT_KEPT: Failure = { kind: 'failed', fault: 'refused', text: 'The keychain did not keep what it was given' }

function stateAfter(fault: KeychainFailure): KeychainState {
  switch (fault) {
    case 'not-answered':
      return 'locked'
    case 'not-loaded':
    case 'refused':
    case 'ended':
      return 'missing'
  }
}

function unusable(answer: KeychainOutcome): AppError {
  if (answer.kind === 'done') {
    return new AppError('keychain', 'The keychain is locked or has lost the entry', {
      details: { reason: 'unreadable' },
    })
  }
  if (answer.fault === 'not-answered') {
    return new AppError('keychain', 'The question of the keychain was not answered', {
      details: { reason: 'not-answered' },
    })
  }
  return new AppError('keychain', 'The keychain cannot be used', {
    details: { reason: 'missing', fault: answer.fault },
  })
}
