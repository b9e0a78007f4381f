import type { Timer } from '../../electron/main/rest/pace/timer'

interface Alarm {
  readonly atMs: number
  readonly work: () => void
}

/** A time that passes only when a test says so. */
export class FakeTimer implements Timer {
  #nowMs = 0
  #alarms: readonly Alarm[] = []

  /** How many alarms are set. */
  get pending(): number {
    return this.#alarms.length
  }

  now(): number {
    return this.#nowMs
  }

  after(delayMs: number, work: () => void): () => void {
    const alarm = { atMs: this.#nowMs + delayMs, work }
    this.#alarms = [...this.#alarms, alarm]
    return () => {
      this.#alarms = this.#alarms.filter(other => other !== alarm)
    }
  }

  /** Lets time pass, each alarm at its moment, with all that follows from it at once. */
  async pass(milliseconds: number): Promise<void> {
    const endMs = this.#nowMs + milliseconds
    await settled()
    for (let next = this.#next(endMs); next !== undefined; next = this.#next(endMs)) {
      this.#alarms = this.#alarms.filter(other => other !== next)
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      next.work()
      await settled()
    }
    this.#nowMs = endMs
  }

  /** Lets time pass from alarm to alarm until none is left. */
  async passAll(): Promise<void> {
    await settled()
    for (let next = this.#next(Infinity); next !== undefined; next = this.#next(Infinity)) {
      await this.pass(next.atMs - this.#nowMs)
    }
  }

  #next(untilMs: number): Alarm | undefined {
    return [...this.#alarms].sort((one, other) => one.atMs - other.atMs).find(({ atMs }) => atMs <= untilMs)
  }
}

/** Resolves once everything that waits for no alarm has happened. */
export async function settled(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve))
}
