import { setMaxListeners } from 'node:events'
import { AppError } from '#common/ipc/app-error'
import type { PortalId } from '#common/portals/portals.contract'
import type { PortalAnswer } from '../answer'
import type { PacedClient, PacedOptions } from '../pace/paced-client'
import type { Priority } from '../pace/pace'
import type { PortalParameters } from '../portal-parameters'
import { MAX_COMMANDS, type BatchOutcome } from './batch-answer'
import { isOfTheBatch, isPassing } from './batch-trouble'
import { batchedRead, type BatchedRead } from './batched-read'

export type BatchingClient = Pick<PacedClient, 'call'>

/** A read that was asked for and is not sent yet. */
interface Asked {
  readonly portalId: PortalId
  readonly priority: Priority
  readonly read: BatchedRead
  /** Sends it in a request of its own. */
  readonly alone: () => Promise<PortalAnswer>
  readonly signal: AbortSignal | undefined
  readonly settle: (answer: PortalAnswer | Promise<PortalAnswer>) => void
  readonly refuse: (error: AppError) => void
}

/**
 * Sends reads that are asked of a portal in the same turn in one request, because a portal counts requests and not what
 * is in them. Whoever asks sees nothing of it: each gets the answer or the error of its own read, one that stays alone
 * goes as it is, and so does each of a batch that the portal refuses or that is too much for it.
 */
export function createBatchingClient(parts: {
  readonly client: Omit<PacedClient, 'keepOnly' | 'dispose'>
  /** Calls `work` once all that happens now has happened. */
  readonly atEndOfTurn?: (work: () => void) => void
}): BatchingClient {
  const { client, atEndOfTurn = setImmediate } = parts
  let gathered: readonly Asked[] = []
  return { call }

  function call(
    portalId: PortalId,
    method: string,
    parameters: PortalParameters = [],
    options: PacedOptions = {},
  ): Promise<PortalAnswer> {
    const alone = (): Promise<PortalAnswer> => client.call(portalId, method, parameters, options)
    const read = batchedRead(method, parameters)
    if (read === null) return alone()
    const { signal, priority = 'person' } = options
    return untilAborted(signal, (settle, refuse) => {
      if (gathered.length === 0) atEndOfTurn(sendGathered)
      gathered = [...gathered, { portalId, priority, read, alone, signal, settle, refuse }]
    })
  }

  function sendGathered(): void {
    const all = gathered.filter(({ signal }) => signal?.aborted !== true)
    gathered = []
    const ways = new Set(all.map(wayOf))
    for (const way of ways) void sendTogether(all.filter(asked => wayOf(asked) === way))
  }

  /** Reads of one portal and priority. A method that ran for too long waits by itself, and not all with it. */
  async function sendTogether(all: readonly Asked[]): Promise<void> {
    if (all.length < 2) {
      all.forEach(sendAlone)
      return
    }
    const held = await Promise.all(
      all.map(({ portalId, read }) => client.isHeld(portalId, read.method).catch(() => true)),
    )
    all.filter((_, index) => held[index]).forEach(sendAlone)
    const free = all.filter((_, index) => !held[index])
    for (let start = 0; start < free.length; start += MAX_COMMANDS) {
      void sendBatch(free.slice(start, start + MAX_COMMANDS))
    }
  }

  async function sendBatch(all: readonly Asked[]): Promise<void> {
    const [first] = all
    if (first === undefined || all.length === 1) {
      all.forEach(sendAlone)
      return
    }
    const { portalId, priority } = first
    const { signal, release } = allAborted(all)
    try {
      const reads = all.map(({ read }) => read)
      const outcomes = await client.readTogether(portalId, reads, { priority, signal })
      all.forEach((asked, index) => give(asked, outcomes[index]))
    } catch (error) {
      for (const asked of all) {
        if (isOfTheBatch(error)) sendAlone(asked)
        else asked.refuse(asErrorOf(asked.read, error))
      }
    } finally {
      release()
    }
  }
}

function sendAlone({ settle, alone }: Asked): void {
  settle(alone())
}

function give(asked: Asked, outcome: BatchOutcome | undefined): void {
  switch (outcome?.kind) {
    case 'answered':
      return asked.settle(outcome.answer)
    case 'refused':
      return isPassing(outcome.error) ? sendAlone(asked) : asked.refuse(outcome.error)
    case 'missing':
    case undefined:
      return sendAlone(asked)
  }
}

/** The error of the whole, with the name of the read that it is told to. */
function asErrorOf({ method }: BatchedRead, error: unknown): AppError {
  if (!(error instanceof AppError))
    return new AppError('internal', 'A batch failed in an unexpected way', { cause: error })
  if (!('method' in error.details)) return error
  return new AppError(error.code, error.message, { details: { ...error.details, method }, cause: error })
}

function wayOf({ portalId, priority }: Asked): string {
  return `${priority} ${portalId}`
}

/** Aborts once nobody waits any more. */
function allAborted(all: readonly Asked[]): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController()
  const leave = (): void => {
    if (all.every(({ signal }) => signal?.aborted === true)) controller.abort()
  }
  for (const { signal } of all) signal?.addEventListener('abort', leave, { once: true })
  const release = (): void => all.forEach(({ signal }) => signal?.removeEventListener('abort', leave))
  return { signal: controller.signal, release }
}

/** Settles as `start` says, or as soon as the signal aborts. */
function untilAborted(
  signal: AbortSignal | undefined,
  start: (settle: (answer: PortalAnswer | Promise<PortalAnswer>) => void, refuse: (error: AppError) => void) => void,
): Promise<PortalAnswer> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new AppError('cancelled', 'The call was cancelled'))
    if (signal?.aborted === true) return onAbort()
    if (signal !== undefined) {
      // Node takes more than ten listeners for a leak, but all reads of one bulk work hang on one signal.
      setMaxListeners(0, signal)
      signal.addEventListener('abort', onAbort, { once: true })
    }
    const release = (): void => signal?.removeEventListener('abort', onAbort)
    start(
      answer => {
        release()
        resolve(answer)
      },
      error => {
        release()
        reject(error)
      },
    )
  })
}
