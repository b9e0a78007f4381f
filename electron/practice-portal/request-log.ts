/** One request as it is remembered: never its address, its parameters or anything else that could hold a secret. */
export interface LoggedRequest {
  /** The method of a REST call as it was sent, otherwise null. */
  readonly methodName: string | null
  readonly verb: string
  readonly contentType: string | null
  /** 0 when the connection was cut without an answer. */
  readonly status: number
}

const MAX_REQUESTS = 1000

/** The latest requests, oldest first. */
export class RequestLog {
  #requests: readonly LoggedRequest[] = []

  get requests(): readonly LoggedRequest[] {
    return this.#requests
  }

  add(request: LoggedRequest): void {
    this.#requests = [...this.#requests, request].slice(-MAX_REQUESTS)
  }
}
