import {
  CLOUD_RATE_LIMITS,
  CLOUD_RUN_TIME_SECONDS,
  type PracticeConditions,
} from '#common/practice-portal/practice-status'
import type { Webhook } from './methods/method'
import { RateBucket, type RateLimit } from './rate-bucket'
import { RunTimeMeter, type RunTimeLimit } from './run-time-meter'

export interface InitialConditions {
  readonly userId: string
  readonly isAdmin: boolean
  readonly scopes: readonly string[]
  readonly rateLimit?: RateLimit | undefined
  readonly runTimeLimit?: RunTimeLimit | undefined
}

/** What the webhook may do, and how much of it. It can be changed while the portal runs. */
export class Conditions {
  webhook: Webhook
  /** Requests are not limited while it is undefined. */
  rateBucket: RateBucket | undefined
  /** Runs of methods are not limited while it is undefined. */
  runTimes: RunTimeMeter | undefined
  #current: PracticeConditions

  constructor(private readonly initial: InitialConditions) {
    const { userId, isAdmin, scopes } = initial
    this.webhook = { userId, isAdmin, scopes }
    this.rateBucket = initial.rateLimit && new RateBucket(initial.rateLimit)
    this.runTimes = initial.runTimeLimit && new RunTimeMeter(initial.runTimeLimit)
    this.#current = describedConditions(initial)
  }

  get current(): PracticeConditions {
    return this.#current
  }

  /** A limit that stays as it was keeps what has been counted. */
  set(next: PracticeConditions): void {
    const { isAdmin, scopes, rateLimit, runTimeLimit } = next
    this.webhook = { userId: this.initial.userId, isAdmin, scopes }
    if (!isSame(rateLimit, this.#current.rateLimit)) this.rateBucket = rateLimit ? new RateBucket(rateLimit) : undefined
    if (!isSame(runTimeLimit, this.#current.runTimeLimit))
      this.runTimes = runTimeLimit ? meter(runTimeLimit) : undefined
    this.#current = next
  }

  /** Returns to what the portal was started with. */
  reset(): void {
    this.set(describedConditions(this.initial))
  }
}

function meter({ limitSeconds, secondsPerCall }: NonNullable<PracticeConditions['runTimeLimit']>): RunTimeMeter {
  return new RunTimeMeter({ limitSeconds, secondsOf: () => secondsPerCall })
}

function describedConditions({ isAdmin, scopes, rateLimit, runTimeLimit }: InitialConditions): PracticeConditions {
  return {
    isAdmin,
    scopes: [...scopes],
    rateLimit: rateLimit ? { ...CLOUD_RATE_LIMITS[0], ...rateLimit } : null,
    // A run time of its own for each method is for tests; one method stands for them all here.
    runTimeLimit: runTimeLimit
      ? {
          limitSeconds: runTimeLimit.limitSeconds ?? CLOUD_RUN_TIME_SECONDS,
          secondsPerCall: runTimeLimit.secondsOf('profile'),
        }
      : null,
  }
}

function isSame(one: object | null, other: object | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
