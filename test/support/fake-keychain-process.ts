import type { KeychainMessage, KeychainRequest } from '../../electron/common/keychain/keychain-messages'
import type { KeychainListener, KeychainProcess } from '../../electron/main/storage/keychain-client'

type Reply = Exclude<KeychainMessage, { kind: 'ready' }>
/** What a request meets: an answer, silence, or the end of the process. */
type Fate = Omit<Reply, 'id'> | 'silence' | 'crash'

/** A keychain process over a map, whose fate a test decides. A fate that is undefined means it works. */
export class FakeKeychainProcess implements KeychainProcess {
  readonly entries = new Map<string, string>()
  readonly requests: KeychainRequest[] = []
  starts = 0
  kills = 0
  fateOf: (request: KeychainRequest) => Fate | undefined = () => undefined
  /** False for a process that never comes up. */
  isStarting = true
  #listener: KeychainListener | null = null

  start(listener: KeychainListener): { send(request: KeychainRequest): void; kill(): void } {
    this.starts++
    this.#listener = listener
    if (this.isStarting) queueMicrotask(() => listener.heard({ kind: 'ready' }))
    return {
      send: request => {
        this.requests.push(request)
        queueMicrotask(() => this.#meet(request, listener))
      },
      kill: () => {
        this.kills++
      },
    }
  }

  /** Says something that nothing asked for. */
  say(message: unknown): void {
    this.#listener?.heard(message)
  }

  #meet(request: KeychainRequest, listener: KeychainListener): void {
    const fate = this.fateOf(request)
    if (fate === 'crash') listener.ended()
    else if (fate !== 'silence') listener.heard(fate === undefined ? this.#work(request) : { ...fate, id: request.id })
  }

  #work(request: KeychainRequest): Reply {
    const { id, account } = request
    switch (request.operation) {
      case 'set':
        this.entries.set(account, request.secret)
        return { kind: 'done', id, isFound: true, secret: null }
      case 'get': {
        const secret = this.entries.get(account) ?? null
        return { kind: 'done', id, isFound: secret !== null, secret }
      }
      case 'delete':
        return { kind: 'done', id, isFound: this.entries.delete(account), secret: null }
    }
  }
}
