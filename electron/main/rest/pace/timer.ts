/** A clock and its alarms. What waits gets it passed in, so that a test can be its own time. */
export interface Timer {
  /** Milliseconds that only grow, whatever is done to the time of day. */
  now(): number
  /** Calls `work` once after so many milliseconds, and answers what prevents that. */
  after(delayMs: number, work: () => void): () => void
}

export const systemTimer: Timer = {
  now: () => performance.now(),
  after(delayMs, work) {
    const timeout = setTimeout(work, delayMs)
    return () => clearTimeout(timeout)
  },
}
