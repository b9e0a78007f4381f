import { randomUUID } from 'node:crypto'
import { AppError } from '#common/ipc/app-error'
import type { KeychainState, SecretTrouble } from '#common/portals/portals.contract'
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
  /** Lends the secret to `work`. Errors: keychain, with a `SecretTrouble` as `reason`. */
  use<Result>(account: string, work: (secret: string) => Result | Promise<Result>): Promise<Result>
  /** Whether the secret is in memory, so that using it asks the keychain nothing. */
  has(account: string): boolean
  /** Why the last attempt to read the secret failed, or null when it did not. */
  troubleOf(account: string): SecretTrouble | null
  /** Forgets a secret. Errors: keychain, when it may still be there because the keychain cannot be used now. */
  remove(account: string): Promise<void>
  /** Finds out whether the keychain works. It may ask the person to unlock it, so it must not precede the first window. */
  probe(): Promise<KeychainState>
  state(): KeychainState
  /** Called after the state or the readability of a secret changed. Answers its own undo. */
  onStateChange(listener: () => void): () => void
  /**
   * Ends the keychain process, which could hold up quitting: every question to it fails at once, now and later. What is
   * in memory is lent as before, for the work that is still under way.
   */
  stopAsking(): void
  /** Stops asking, and forgets all secrets in memory. */
  dispose(): void
}

/** What was written is read back at the end of a probe, so each step of it has to be quick. */
const PROBE_LIMIT_MS = 10_000
/** How long a person has to find and answer the question of the keyring. */
const DEFAULT_ANSWER_LIMIT_MS = 60_000
const PROBE_ACCOUNT = 'availability check'
/** Nobody can have seen and dismissed a question of the keychain within this time. */
const UNASKED_WITHIN_MS = 1_000

/** `report` gets the keychain's own words when it fails, for the log; they never hold a secret. */
export function createSecretStore(parts: {
  readonly process: KeychainProcess
  readonly report: (failure: { readonly fault: KeychainFailure; readonly text: string }) => void
  readonly answerLimitMs?: number
}): SecretStore {
  const { process, report, answerLimitMs = DEFAULT_ANSWER_LIMIT_MS } = parts
  const held = new Map<string, string>()
  const troubles = new Map<string, SecretTrouble>()
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
    troubleOf: account => troubles.get(account) ?? null,
    remove,
    probe,
    state,
    onStateChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    stopAsking: () => client.dispose(),
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
    troubles.delete(account)
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
      troubles.delete(account)
      settleState('available')
      return answer.secret
    }
    if (answer.kind === 'failed') failed(answer)
    const trouble = answer.kind === 'failed' ? troubleAfter(answer.fault) : await whyNotFound(answer.durationMs)
    troubles.set(account, trouble)
    tell()
    throw unusable(trouble)
  }

  /**
   * A locked keyring hides what it has, so only writing tells a lost entry from a locked one. That may ask the person to
   * unlock it, which they are not asked twice: after a question they have seen, it stays open which of the two it is.
   */
  async function whyNotFound(durationMs: number): Promise<SecretTrouble> {
    if (durationMs > UNASKED_WITHIN_MS) return 'unreadable'
    return troubleAfter(await probe(answerLimitMs))
  }

  async function remove(account: string): Promise<void> {
    held.delete(account)
    const answer = await client.ask({ operation: 'delete', account }, answerLimitMs)
    // What a read that was under way brought meanwhile goes too.
    held.delete(account)
    if (answer.kind === 'failed') {
      failed(answer)
      throw unusable(troubleAfter(answer.fault))
    }
    // "Not found" proves nothing on a keyring that is locked.
    const state = answer.isFound ? 'available' : await probe()
    if (state !== 'available') throw unusable(troubleAfter(state))
    troubles.delete(account)
  }

  async function probe(limitMs = PROBE_LIMIT_MS): Promise<KeychainState> {
    if (await write(PROBE_ACCOUNT, randomUUID(), limitMs)) {
      await client.ask({ operation: 'delete', account: PROBE_ACCOUNT }, limitMs)
    }
    return found
  }

  function failed(failure: Failure, state: KeychainState = failure.fault): false {
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

/** What the keychain's state means for a secret that is in it. */
function troubleAfter(state: KeychainState): SecretTrouble {
  switch (state) {
    // Whatever works, or has nothing to keep secrets in, has not got this one.
    case 'available':
    case 'no-collection':
      return 'lost'
    case 'locked':
    case 'not-answered':
      return state
    case 'unknown':
    case 'waiting':
    case 'ended':
    case 'no-library':
    case 'not-loaded':
    case 'no-bus':
    case 'no-service':
    case 'refused':
      return 'unreachable'
  }
}

function unusable(reason: SecretTrouble): AppError {
  return new AppError('keychain', 'The keychain did not give what it was asked for', { details: { reason } })
}
