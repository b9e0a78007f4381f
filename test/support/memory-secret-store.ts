import { AppError } from '../../electron/common/ipc/app-error'
import type { KeychainState, SecretTrouble } from '../../electron/common/portals/portals.contract'
import type { SecretPlace, SecretStore } from '../../electron/main/storage/secret-store'

/** A secret store with a keychain that a test can lock, take away and look into. */
export class MemorySecretStore implements SecretStore {
  /** What the keychain holds, by account; it survives `restarted`. */
  readonly keychain: Map<string, string>
  readonly #memory = new Map<string, string>()
  readonly #troubles = new Map<string, SecretTrouble>()
  readonly #listeners = new Set<() => void>()
  #state: KeychainState = 'available'

  constructor(keychain = new Map<string, string>()) {
    this.keychain = keychain
  }

  /** The store of the app's next run, over the same keychain. */
  restarted(): MemorySecretStore {
    return new MemorySecretStore(this.keychain)
  }

  setState(state: KeychainState): void {
    this.#state = state
    this.#tell()
  }

  put(account: string, secret: string): Promise<SecretPlace> {
    this.#memory.set(account, secret)
    this.#troubles.delete(account)
    if (this.#state === 'available') this.keychain.set(account, secret)
    this.#tell()
    return Promise.resolve(this.#state === 'available' ? 'keychain' : 'memory')
  }

  keepInMemory(account: string, secret: string): void {
    this.#memory.set(account, secret)
  }

  async use<Result>(account: string, work: (secret: string) => Result | Promise<Result>): Promise<Result> {
    const secret = this.#memory.get(account) ?? (this.#state === 'available' ? this.keychain.get(account) : undefined)
    if (secret !== undefined) return work(secret)
    const reason = this.#state === 'available' ? 'lost' : 'locked'
    this.#troubles.set(account, reason)
    this.#tell()
    throw new AppError('keychain', 'No secret', { details: { reason } })
  }

  has(account: string): boolean {
    return this.#memory.has(account)
  }

  troubleOf(account: string): SecretTrouble | null {
    return this.#troubles.get(account) ?? null
  }

  remove(account: string): Promise<void> {
    this.#memory.delete(account)
    if (this.#state !== 'available') {
      return Promise.reject(new AppError('keychain', 'Locked', { details: { reason: 'locked' } }))
    }
    this.keychain.delete(account)
    return Promise.resolve()
  }

  probe(): Promise<KeychainState> {
    return Promise.resolve(this.#state)
  }

  state(): KeychainState {
    return this.#state
  }

  onStateChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  stopAsking(): void {
    // Nothing is asked of a map that could hang.
  }

  dispose(): void {
    this.#listeners.clear()
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
