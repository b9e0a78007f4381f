import { net, session, type ClientRequest, type IncomingMessage, type Session } from 'electron'
import { AppError } from '#common/ipc/app-error'
import { createSerialQueue } from '../storage/serial-queue'
import type { HttpRequest, HttpResponse, HttpTransport } from './http-transport'
import { failure, networkError } from './net-errors'

/**
 * Sends requests through Electron's network stack, which knows the system's proxy and certificates. `userAgent` is the
 * app's name and version. Only after the app's `ready`.
 */
export function createElectronTransport(options: { readonly userAgent: string }): HttpTransport {
  const { userAgent } = options
  const reads = inMemorySession('portals')
  const writes = inMemorySession('portals-writes')
  const enqueueWrite = createSerialQueue()
  return {
    send(request, signal) {
      if (request.isRepeatable) return sendOver(reads, request, userAgent, signal)
      return inTurn(request, signal)
    },
  }

  /** A write that waits for another one is given up at once; it has not left yet. */
  function inTurn(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => reject(cancelled())
      signal?.addEventListener('abort', giveUp, { once: true })
      const sent = enqueueWrite(() => {
        signal?.removeEventListener('abort', giveUp)
        return sendOnce(request, signal)
      })
      sent.then(resolve, reject)
    })
  }

  /**
   * Chromium sends a request again, a POST too, when a connection it kept open breaks before the answer. Only a
   * connection of its own makes sure that a write is not done twice.
   */
  async function sendOnce(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
    await writes.closeAllConnections()
    return sendOver(writes, request, userAgent, signal)
  }
}

/** SECURITY: no `persist:` in the name and no cache, so that addresses, which are secrets, never reach the disk. */
function inMemorySession(partition: string): Session {
  return session.fromPartition(partition, { cache: false })
}

function sendOver(over: Session, request: HttpRequest, userAgent: string, signal?: AbortSignal): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(cancelled())
      return
    }
    const wire = openRequest(over, request, userAgent)
    const timer = setTimeout(() => stop(noAnswer()), request.timeoutMs)
    const onAbort = (): void => stop(cancelled(true))
    signal?.addEventListener('abort', onAbort, { once: true })

    wire.on('response', message => collect(message, request.maxBytes, { finish, stop }))
    wire.on('redirect', (status, _method, target, headers) => {
      // SECURITY: not followed, ever: the address holds the secret, and the next host is the server's choice.
      const flat = flatHeaders(headers)
      finish({ status, headers: { ...flat, location: flat['location'] ?? target }, body: '', isExact: true })
    })
    wire.on('error', error => stop(networkError(error.message)))
    wire.on('abort', () => stop(networkError('')))
    if (request.body === null) wire.end()
    else wire.end(Buffer.from(request.body, 'utf8'))

    function finish(response: HttpResponse): void {
      release()
      resolve(response)
    }

    /** The first reason counts: what is aborted fails once more in its own way. */
    function stop(reason: AppError): void {
      release()
      reject(reason)
      wire.abort()
    }

    function release(): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
  })
}

function openRequest(over: Session, request: HttpRequest, userAgent: string): ClientRequest {
  try {
    const wire = net.request({
      url: request.url,
      method: request.method,
      session: over,
      // SECURITY: without cookies, passwords or client certificates of any earlier answer.
      credentials: 'omit',
      useSessionCookies: false,
      redirect: 'manual',
      cache: 'no-store',
    })
    wire.setHeader('User-Agent', userAgent)
    for (const [name, value] of Object.entries(request.headers)) wire.setHeader(name, value)
    return wire
  } catch {
    // SECURITY: what net.request throws quotes the address, so nothing of it is kept.
    throw failure({ layer: 'address', reason: 'invalid-address', mayHaveArrived: false })
  }
}

function collect(
  message: IncomingMessage,
  maxBytes: number,
  { finish, stop }: { finish: (response: HttpResponse) => void; stop: (reason: AppError) => void },
): void {
  const chunks: Buffer[] = []
  let size = 0
  message.on('data', chunk => {
    size += chunk.length
    if (size <= maxBytes) chunks.push(chunk)
    else stop(failure({ layer: 'body', reason: 'too-large', mayHaveArrived: true }, { maxBytes }))
  })
  message.on('error', (error: unknown) => stop(networkError(error instanceof Error ? error.message : '')))
  message.on('aborted', () => stop(cutOff()))
  message.on('end', () => {
    finish({ status: message.statusCode, headers: flatHeaders(message.headers), ...decoded(Buffer.concat(chunks)) })
  })
}

function flatHeaders(headers: Readonly<Record<string, string | string[]>>): Record<string, string> {
  const pairs = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')])
  return Object.fromEntries(pairs) as Record<string, string>
}

function decoded(bytes: Buffer): Pick<HttpResponse, 'body' | 'isExact'> {
  try {
    return { body: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isExact: true }
  } catch {
    return { body: new TextDecoder('utf-8').decode(bytes), isExact: false }
  }
}

function noAnswer(): AppError {
  return failure({ layer: 'timeout', reason: 'no-answer', mayHaveArrived: true })
}

function cutOff(): AppError {
  return failure({ layer: 'body', reason: 'cut-off', mayHaveArrived: true })
}

function cancelled(mayHaveArrived = false): AppError {
  return new AppError('cancelled', 'The call was cancelled', mayHaveArrived ? { details: { mayHaveArrived } } : {})
}
