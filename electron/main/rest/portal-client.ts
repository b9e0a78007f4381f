import { AppError, type AppErrorCode, type AppErrorDetails } from '#common/ipc/app-error'
import type { KeptText } from '#common/journal/journal.contract'
import { keepAnswer, keepDetails, keepRequest, NOTHING } from '#common/journal/kept-text'
import { printJson, type JsonValue } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'
import type { Clock } from '../storage/clock'
import type { SecretStore } from '../storage/secret-store'
import { readAnswer, type Asked, type PortalAnswer } from './answer'
import { batchRequest, readBatchAnswer, type BatchOutcome } from './batch/batch-answer'
import type { BatchedRead } from './batch/batched-read'
import type { HttpRequest, HttpResponse, HttpTransport } from './http-transport'
import { bodyFrom, entriesFrom, type PortalParameters } from './portal-parameters'
import { isRead } from './read-methods'
import { redact } from './redact'
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
  /** Awaited at the last moment before the request leaves, each time it does; if it fails, nothing is sent. */
  readonly beforeSending?: (() => Promise<void>) | undefined
}

/** One call for the log: what was asked of which portal, and what came of it, without anything that opens something. */
export interface CallRecord {
  readonly portalId: PortalId
  readonly method: string
  /** ISO date and time. */
  readonly startedAt: string
  readonly durationMs: number
  readonly outcome: 'done' | AppErrorCode
  /** The details of its error; empty for a call that was done. */
  readonly details: AppErrorDetails
  readonly request: KeptText
  readonly answer: KeptText
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
    options: CallOptions = {},
  ): Promise<PortalAnswer> {
    return recorded(portalId, method, traces => {
      if (!METHOD.test(method)) throw new AppError('internal', 'This is no name of a method')
      const entries = entriesFrom(parameters)
      const body = typeof parameters === 'string' ? parameters : bodyFrom(entries)
      const take = (response: HttpResponse, asked: Asked): PortalAnswer => {
        const answer = readAnswer(response, asked)
        traces.answer = answer.value
        return answer
      }
      const request: JsonValue = { kind: 'object', entries }
      return send(portalId, { method, body, request, isRead: isRead(method) }, take, options, traces)
    })
  }

  function readTogether(
    portalId: PortalId,
    reads: readonly BatchedRead[],
    { signal }: CallOptions = {},
  ): Promise<readonly BatchOutcome[]> {
    return recorded(portalId, BATCH, traces => {
      // What a batch does is sent again when the network fails, so it must harm nothing.
      if (!reads.every(({ method }) => isRead(method))) throw new AppError('internal', 'Only reads go together')
      const take = (response: HttpResponse, asked: Asked): readonly BatchOutcome[] => {
        const answer = readAnswer(response, asked)
        traces.answer = answer.value
        return readBatchAnswer(answer, reads, asked)
      }
      const request = batchRequest(reads)
      return send(
        portalId,
        { method: BATCH, body: printJson(request, 0), request, isRead: true },
        take,
        { signal },
        traces,
      )
    })
  }

  async function recorded<Result>(
    portalId: PortalId,
    method: string,
    work: (traces: Traces) => Promise<Result>,
  ): Promise<Result> {
    const started = clock.now()
    const traces: Traces = { request: null, answer: null, secrets: [] }
    try {
      const result = await work(traces)
      record('done', {})
      return result
    } catch (error) {
      if (error instanceof AppError) record(error.code, error.details)
      else record('internal', {})
      throw error
    }

    function record(outcome: CallRecord['outcome'], details: AppErrorDetails): void {
      const { request, answer, secrets: known } = traces
      const hide = (text: string): string => redact(text, ...known)
      log({
        portalId,
        method,
        startedAt: new Date(started).toISOString(),
        durationMs: clock.now() - started,
        outcome,
        details: keepDetails(method, details),
        request: request === null ? NOTHING : keepRequest(method, request, hide),
        answer: answer === null ? NOTHING : keepAnswer(method, answer, hide),
      })
    }
  }

  function send<Result>(
    portalId: PortalId,
    call: PreparedCall,
    take: (response: HttpResponse, asked: Asked) => Result,
    { signal, beforeSending }: CallOptions,
    traces: Traces,
  ): Promise<Result> {
    return untilSent(signal, async sending => {
      const address = await portals.addressOf(portalId)
      return secrets.use(secretAccount(address), async secret => {
        try {
          await beforeSending?.()
          // Waiting for the keychain can take a minute in which the call was given up.
          if (signal?.aborted === true) throw cancelled()
          sending()
          // What was not sent is not recorded; and only now the secret is known that must not be in it.
          traces.secrets = [secret]
          traces.request = call.request
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

/** What a call leaves for its record. */
interface Traces {
  request: JsonValue | null
  answer: JsonValue | null
  /** What must be in no record. */
  secrets: readonly string[]
}

interface PreparedCall {
  readonly method: string
  readonly body: string
  /** What the body says. */
  readonly request: JsonValue
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
