import { CLOUD_RUN_TIME_SECONDS } from '#common/practice-portal/practice-status'
import type { Operating } from './answer-time'

export interface RunTimeLimit {
  /** 480 when left out. */
  readonly limitSeconds?: number
  /** How long a call of a method counts as running; the practice portal itself needs no time worth counting. */
  readonly secondsOf: (methodName: string) => number
}

const BUCKET_SECONDS = 60
const BUCKETS = 10
/** Calls that are faster do not count. */
const LEAST_SECONDS = 0.1

/** Adds up how long each method ran within ten minutes, in buckets of one minute. */
export class RunTimeMeter {
  readonly #limitSeconds: number
  readonly #secondsOf: RunTimeLimit['secondsOf']
  readonly #secondsByMinute = new Map<string, ReadonlyMap<number, number>>()

  constructor({ limitSeconds = CLOUD_RUN_TIME_SECONDS, secondsOf }: RunTimeLimit) {
    this.#limitSeconds = limitSeconds
    this.#secondsOf = secondsOf
  }

  /** Whether a method has run for so long that it is refused; the call that crosses the limit still runs. */
  isBlocked(methodName: string, nowMs: number): boolean {
    return total(this.#recent(methodName, nowMs)) >= this.#limitSeconds
  }

  /** Counts a call that starts now, and returns what the method has used up with it. */
  count(methodName: string, nowMs: number): Operating {
    const minutes = new Map(this.#recent(methodName, nowMs))
    const minute = minuteOf(nowMs)
    const seconds = this.#secondsOf(methodName)
    if (seconds >= LEAST_SECONDS) minutes.set(minute, (minutes.get(minute) ?? 0) + seconds)
    this.#secondsByMinute.set(methodName, minutes)
    const oldest = Math.min(minute, ...minutes.keys())
    return { resetAt: (oldest + BUCKETS) * BUCKET_SECONDS, seconds: total(minutes) }
  }

  #recent(methodName: string, nowMs: number): ReadonlyMap<number, number> {
    const minutes = this.#secondsByMinute.get(methodName) ?? []
    return new Map([...minutes].filter(([minute]) => minute > minuteOf(nowMs) - BUCKETS))
  }
}

function minuteOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1000 / BUCKET_SECONDS)
}

function total(minutes: ReadonlyMap<number, number>): number {
  return [...minutes.values()].reduce((sum, seconds) => sum + seconds, 0)
}
