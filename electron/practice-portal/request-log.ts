import type { LoggedRequest } from '#common/practice-portal/practice-status'

export type ReceivedRequest = Omit<LoggedRequest, 'number' | 'at'>

const MAX_REQUESTS = 1000
/** Longer than any name of a method; what is longer was not meant as one. */
const MAX_TEXT_LENGTH = 100

/** The latest requests, oldest first. */
export class RequestLog {
  #requests: readonly LoggedRequest[] = []
  #lastNumber = 0
  readonly #listeners = new Set<() => void>()

  /** `now` is in milliseconds since 1970. */
  constructor(private readonly now: () => number = Date.now) {}

  get requests(): readonly LoggedRequest[] {
    return this.#requests
  }

  add(request: ReceivedRequest): void {
    this.#lastNumber += 1
    const logged: LoggedRequest = {
      ...request,
      methodName: request.methodName?.slice(0, MAX_TEXT_LENGTH) ?? null,
      contentType: mediaTypeOf(request.contentType),
      number: this.#lastNumber,
      at: new Date(this.now()).toISOString(),
    }
    this.#requests = [...this.#requests, logged].slice(-MAX_REQUESTS)
    for (const listener of this.#listeners) listener()
  }

  clear(): void {
    this.#requests = []
  }

  /** Tells of each request that is added, and returns what ends it. */
  onAdded(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}

function mediaTypeOf(contentType: string | null): string | null {
  return contentType?.split(';', 1)[0]?.trim().slice(0, MAX_TEXT_LENGTH) ?? null
}
