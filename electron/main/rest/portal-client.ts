import { AppError, type AppErrorCode } from '#common/ipc/app-error'
import type { PortalId } from '#common/portals/portals.contract'
import type { Clock } from '../storage/clock'
import type { SecretStore } from '../storage/secret-store'
import { readAnswer, type Asked, type PortalAnswer } from './answer'
import { batchBody, readBatchAnswer, type BatchOutcome } from './batch/batch-answer'
import type { BatchedRead } from './batch/batched-read'
import type { HttpRequest, HttpResponse, HttpTransport } from './http-transport'
import { bodyFrom, type PortalParameters } from './portal-parameters'
import { isRead } from './read-methods'
import { withoutSecret } from './redact-error'
import { secretAccount, type PortalAddress } from './secret-account'
import { asWriteError } from './undecided-write'

export interface PortalClient {
  /**
   * Calls a method of a portal. Errors: those of `readAnswer`; network; keychain; not-found; cancelled; and
   * invalid-input when the parameters are no JSON object, because a portal ignores such a body in silence. For a write
   * of which nobody knows whether the portal did it: network with the reason `write-undecided`.
   */
  call(portalId: PortalId, method: string, parameters?: PortalParameters, options?: CallOptions): Promise<PortalAnswer>
  /**
   * Asks for reads in one request and answers what came of each, in their order. Errors: as `call`, of the request as a
   * whole; then nothing is known of any of them.
   */
  readTogether(
    portalId: PortalId,
    reads: readonly BatchedRead[],
    options?: CallOptions,
  ): Promise<readonly BatchOutcome[]>
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
}

/** One call for the log: what was asked of which portal, and what came of it. It holds no parameter and no answer. */
export interface CallRecord {
  readonly portalId: PortalId
  readonly method: string
  /** ISO date and time. */
  readonly startedAt: string
  readonly durationMs: number
  readonly outcome: 'done' | AppErrorCode
  /** The portal's code, the layer or the reason of an error; empty when there is none. */
  readonly cause: string
}

/** The portals this computer knows. */
export interface PortalAddresses {
  /** Errors: not-found; keychain or network when the portal cannot be called in this run of the app. */
  addressOf(portalId: PortalId): Promise<PortalAddress>
}

/** The longest a portal works on a request (60 s), and the way there and back. */
const TIMEOUT_MS = 65_000
const MAX_BYTES = 20_000_000
const BATCH = 'batch'
const METHOD = /^[a-z0-9]+(?:\.[a-z0-9]+)*$/i

/** A client that sends each call once, or not at all. */
export function createPortalClient(parts: {
  readonly transport: HttpTransport
  readonly secrets: Pick<SecretStore, 'use'>
  readonly portals: PortalAddresses
  readonly clock: Clock
  readonly log: (record: CallRecord) => void
}): PortalClient {
  const { transport, secrets, portals, clock, log } = parts
  return { call, readTogether }

  function call(
    portalId: PortalId,
    method: string,
    parameters: PortalParameters = [],
    { signal }: CallOptions = {},
  ): Promise<PortalAnswer> {
    return recorded(portalId, method, () => {
      if (!METHOD.test(method)) throw new AppError('internal', 'This is no name of a method')
      const body = bodyFrom(parameters)
      return send(portalId, { method, body, isRead: isRead(method) }, readAnswer, signal)
    })
  }

  function readTogether(
    portalId: PortalId,
    reads: readonly BatchedRead[],
    { signal }: CallOptions = {},
  ): Promise<readonly BatchOutcome[]> {
    return recorded(portalId, BATCH, () => {
      // What a batch does is sent again when the network fails, so it must harm nothing.
      if (!reads.every(({ method }) => isRead(method))) throw new AppError('internal', 'Only reads go together')
      const take = (response: HttpResponse, asked: Asked): readonly BatchOutcome[] =>
        readBatchAnswer(readAnswer(response, asked), reads, asked)
      return send(portalId, { method: BATCH, body: batchBody(reads), isRead: true }, take, signal)
    })
  }

  async function recorded<Result>(portalId: PortalId, method: string, work: () => Promise<Result>): Promise<Result> {
    const started = clock.now()
    try {
      const result = await work()
      record('done', '')
      return result
    } catch (error) {
      record(error instanceof AppError ? error.code : 'internal', causeOf(error))
      throw error
    }

    function record(outcome: CallRecord['outcome'], cause: string): void {
      const startedAt = new Date(started).toISOString()
      log({ portalId, method, startedAt, durationMs: clock.now() - started, outcome, cause })
    }
  }

  function send<Result>(
    portalId: PortalId,
    call: PreparedCall,
    take: (response: HttpResponse, asked: Asked) => Result,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    return untilSent(signal, async sending => {
      const address = await portals.addressOf(portalId)
      return secrets.use(secretAccount(address), async secret => {
        try {
          // Waiting for the keychain can take a minute in which the call was given up.
          if (signal?.aborted === true) throw cancelled()
          sending()
          const response = await transport.send(requestFor(address, secret, call), signal)
          return take(response, { method: call.method, origin: address.origin, secret })
        } catch (error) {
          const safe = withoutSecret(error, secret)
          throw call.isRead ? safe : asWriteError(safe, call.method)
        }
      })
    })
  }
}

interface PreparedCall {
  readonly method: string
  readonly body: string
  /** Whether it changes nothing on the portal, so that sending it twice does no harm. */
  readonly isRead: boolean
}

function requestFor(
  { origin, userId }: PortalAddress,
  secret: string,
  { method, body, isRead }: PreparedCall,
): HttpRequest {
  const url = new URL(`/rest/${userId}/${encodeURIComponent(secret)}/${method}`, origin)
  // SECURITY: whatever the parts were, the secret goes to the saved host and nowhere else.
  if (url.origin !== origin) throw new AppError('internal', 'The address of the portal is not what was saved')
  return {
    url: url.href,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body,
    maxBytes: MAX_BYTES,
    timeoutMs: TIMEOUT_MS,
    isRepeatable: isRead,
  }
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The call was cancelled')
}

/**
 * Settles as soon as the signal aborts, whatever the work waits for, until it says that it is `sending`. From then on only
 * the transport knows whether a request had left.
 */
function untilSent<Result>(
  signal: AbortSignal | undefined,
  work: (sending: () => void) => Promise<Result>,
): Promise<Result> {
  if (signal === undefined) return work(() => undefined)
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled())
    const release = (): void => signal.removeEventListener('abort', onAbort)
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    work(release).then(resolve, reject).finally(release)
  })
}

function causeOf(error: unknown): string {
  if (!(error instanceof AppError)) return ''
  const { code, layer, reason } = error.details
  return [layer, reason, code].filter(part => typeof part === 'string' && part !== '').join(' ')
}
