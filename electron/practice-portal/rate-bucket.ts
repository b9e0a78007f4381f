import { CLOUD_RATE_LIMITS } from '#common/practice-portal/practice-status'

export interface RateLimit {
  /** How many requests fit; 50 when left out. */
  readonly capacity?: number
  /** How many of them drain away in a second; 2 when left out. */
  readonly drainPerSecond?: number
}

const [USUAL] = CLOUD_RATE_LIMITS

/** The bucket that every request fills by one and time drains; the loopback interface has a single caller, so one is enough. */
export class RateBucket {
  readonly #capacity: number
  readonly #drainPerSecond: number
  #level = 0
  #levelAtMs = -Infinity

  constructor({ capacity = USUAL.capacity, drainPerSecond = USUAL.drainPerSecond }: RateLimit) {
    this.#capacity = capacity
    this.#drainPerSecond = drainPerSecond
  }

  /** Whether a request still fits; one that does not leaves the bucket as it is. */
  takes(nowMs: number): boolean {
    const drained = Math.max(0, this.#level - ((nowMs - this.#levelAtMs) / 1000) * this.#drainPerSecond)
    this.#levelAtMs = nowMs
    const fits = drained + 1 <= this.#capacity
    this.#level = fits ? drained + 1 : drained
    return fits
  }
}
