import {
  KeychainMessage,
  type KeychainAnswer,
  type KeychainFault,
  type KeychainRequest,
} from '#common/keychain/keychain-messages'
import * as v from 'valibot'
import { createSerialQueue } from './serial-queue'

export interface KeychainListener {
  heard(message: unknown): void
  ended(): void
}

export interface KeychainConnection {
  send(request: KeychainRequest): void
  /** Ends the process whatever it is doing; nothing is heard from it afterwards. */
  kill(): void
}

/** Starts the process that talks to the system's keychain. */
export interface KeychainProcess {
  start(listener: KeychainListener): KeychainConnection
}

type WithoutId<Request> = Request extends unknown ? Omit<Request, 'id'> : never
export type KeychainQuestion = WithoutId<KeychainRequest>

/** Beside what the process itself can answer: it ended before it did, or gave no answer in time and was ended. */
export type KeychainFailure = KeychainFault | 'ended' | 'not-answered'

export type KeychainOutcome =
  | {
      readonly kind: 'done'
      readonly isFound: boolean
      readonly secret: string | null
      /** From the sending of the question. */
      readonly durationMs: number
    }
  | { readonly kind: 'failed'; readonly fault: KeychainFailure; readonly text: string }

export interface KeychainClient {
  /** Never rejects. Waits its turn first; `limitMs` counts from the moment the question is sent. */
  ask(question: KeychainQuestion, limitMs: number): Promise<KeychainOutcome>
  dispose(): void
}

/** A first start on a busy computer takes about a second; a process that needs longer than this is broken. */
const START_LIMIT_MS = 10_000
/** Without a question to the person a keychain answers within a tenth of this. */
const WAITING_AFTER_MS = 1_000

interface Running {
  connection: KeychainConnection | null
  isReady: boolean
}

/** The one question in flight. */
interface Asked {
  readonly request: KeychainRequest
  readonly limitMs: number
  readonly resolve: (outcome: KeychainOutcome) => void
  timers: NodeJS.Timeout[]
  isWaiting: boolean
  sentAtMs: number
}

/**
 * Asks the keychain process one question at a time. A process that is stuck is ended, because nothing else frees it; it
 * is started anew by the next question. `onWaiting` tells when an answer takes so long that a person is being asked.
 */
export function createKeychainClient(
  process: KeychainProcess,
  onWaiting: (isWaiting: boolean) => void,
): KeychainClient {
  const enqueue = createSerialQueue()
  let running: Running | null = null
  let asked: Asked | null = null
  let lastId = 0
  let isDisposed = false
  return { ask: (question, limitMs) => enqueue(() => askNow({ ...question, id: ++lastId }, limitMs)), dispose }

  function dispose(): void {
    isDisposed = true
    end('ended', 'The app is quitting')
  }

  function askNow(request: KeychainRequest, limitMs: number): Promise<KeychainOutcome> {
    return new Promise(resolve => {
      asked = { request, limitMs, resolve, timers: [], isWaiting: false, sentAtMs: 0 }
      if (isDisposed) end('ended', 'The app is quitting')
      else if (running === null) start(asked)
      else send(running, asked)
    })
  }

  function start(question: Asked): void {
    const started: Running = { connection: null, isReady: false }
    running = started
    question.timers.push(setTimeout(() => end('ended', 'The keychain process did not start in time'), START_LIMIT_MS))
    try {
      started.connection = process.start({
        heard: message => (running === started ? hear(started, message) : undefined),
        ended: () => (running === started ? end('ended', 'The keychain process ended') : undefined),
      })
    } catch (error) {
      end('ended', error instanceof Error ? error.message : String(error))
    }
  }

  function hear(from: Running, message: unknown): void {
    const parsed = v.safeParse(KeychainMessage, message)
    if (!parsed.success) {
      end('ended', 'The keychain process said something unexpected')
    } else if (parsed.output.kind === 'ready') {
      from.isReady = true
      if (asked !== null) send(from, asked)
    } else if (parsed.output.id === asked?.request.id) {
      hearAnswer(parsed.output, asked)
    }
  }

  function hearAnswer(answer: KeychainAnswer, { sentAtMs }: Asked): void {
    if (answer.kind === 'done') {
      settle({ ...answer, durationMs: performance.now() - sentAtMs })
    } else if (answer.fault === 'not-loaded' || answer.fault === 'no-library') {
      // A process looks for its module once; what is installed meanwhile is found by the next one.
      end(answer.fault, answer.text)
    } else {
      settle(answer)
    }
  }

  function send({ connection, isReady }: Running, question: Asked): void {
    // A process that is still starting says when it is ready, and the question is sent then.
    if (!isReady) return
    question.timers.forEach(clearTimeout)
    question.timers = [
      setTimeout(() => onWaiting((question.isWaiting = true)), WAITING_AFTER_MS),
      setTimeout(() => end('not-answered', 'The keychain gave no answer in time'), question.limitMs),
    ]
    question.sentAtMs = performance.now()
    connection?.send(question.request)
  }

  /** Ends the process, and the question in flight with it. */
  function end(fault: KeychainFailure, text: string): void {
    running?.connection?.kill()
    running = null
    settle({ kind: 'failed', fault, text })
  }

  function settle(outcome: KeychainOutcome): void {
    if (asked === null) return
    const { timers, isWaiting, resolve } = asked
    asked = null
    timers.forEach(clearTimeout)
    if (isWaiting) onWaiting(false)
    resolve(outcome)
  }
}
