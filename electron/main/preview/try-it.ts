import * as v from 'valibot'
import { AppError } from '#common/ipc/app-error'
import { encodeForm } from '#common/preview/encode-form'
import { Arrival, type TryRequest, type TryResult } from '#common/preview/preview.contract'
import type { HttpRequest, HttpResponse, HttpTransport } from '../rest/http-transport'

const TIMEOUT_MS = 10_000
const MAX_BYTES = 20_000_000

export interface TryItParts {
  readonly transport: HttpTransport
  /** Null while the practice portal does not run. */
  readonly actionAddress: () => string | null
  /** A name that no other try has. */
  readonly newName: () => string
}

/**
 * Sends what a handler would send to the practice portal's action address, and reads there what arrived. Errors:
 * internal with `practice-not-started` or `not-arrived` as `reason`; network.
 */
export function createTryIt({
  transport,
  actionAddress,
  newName,
}: TryItParts): (request: TryRequest) => Promise<TryResult> {
  return async request => {
    const address = actionAddress()
    if (address === null) throw failure('practice-not-started')
    const name = newName()
    const answer = request.transport === 'message' ? null : request.answer
    const response = await send(requestTo(`${address}/try/${name}/${answer ?? 'page'}`, request))
    const arrived = await send({ url: `${address}/arrived/${name}`, method: 'GET', headers: {}, body: null })
    return {
      arrival: arrivalIn(arrived),
      answer: answer === null ? null : { status: response.status, body: response.body },
    }
  }

  function send(parts: Pick<HttpRequest, 'url' | 'method' | 'headers' | 'body'>): Promise<HttpResponse> {
    return transport.send({ ...parts, maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS, isRepeatable: false })
  }
}

// SECURITY: the address is the practice portal's, never one from a draft, so nothing of a try leaves this computer.
function requestTo(url: string, request: TryRequest): Pick<HttpRequest, 'url' | 'method' | 'headers' | 'body'> {
  switch (request.transport) {
    case 'GET':
      return { url: `${url}?${encodeForm(request.fields)}`, method: 'GET', headers: {}, body: null }
    case 'POST': {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      return { url, method: 'POST', headers, body: encodeForm(request.fields) }
    }
    case 'message':
      return { url, method: 'POST', headers: { 'content-type': 'application/json' }, body: request.data }
  }
}

function arrivalIn({ status, body }: HttpResponse): Arrival {
  if (status !== 200) throw failure('not-arrived')
  return v.parse(Arrival, JSON.parse(body))
}

function failure(reason: string): AppError {
  return new AppError('internal', 'What was to be tried did not arrive', { details: { reason } })
}
