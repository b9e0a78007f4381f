export interface HttpRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** The most bytes the answer's body may have once unpacked. */
  readonly maxBytes: number
  /** Counts from the first attempt to connect to the last byte of the answer. */
  readonly timeoutMs: number
  /** False for what changes something: such a request leaves this computer once at most. */
  readonly isRepeatable: boolean
}

export interface HttpResponse {
  readonly status: number
  /** Names in lower case; a header that came more than once has its values joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  /** Decoded as UTF-8; what is no UTF-8 became U+FFFD. */
  readonly body: string
  /** Whether every byte of the body was UTF-8, so that `body` is what was sent. */
  readonly isExact: boolean
}

/**
 * Sends one request without cookies or other credentials, and follows no redirect. Errors: network with `layer`, and
 * cancelled. They never hold the address, for it may be a secret; `mayHaveArrived` tells whether the server can have
 * acted on a request that got no answer, or was cancelled before it came.
 */
export interface HttpTransport {
  send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse>
}
