import { PhpArray } from './php-value'
import { portalTime } from './portal-time'

/** What a method has used up of its run time, as portals that limit it tell with every answer. */
export interface Operating {
  /** Whole seconds since 1970. */
  readonly resetAt: number
  readonly seconds: number
}

/** When a call ran; the times are milliseconds since 1970. */
export interface CallTime {
  readonly startedMs: number
  readonly finishedMs: number
  readonly operating?: Operating | undefined
}

/** Portals give whole seconds for the start and a float for the end, so the duration holds the start's fraction too. */
export function timeOf({ startedMs, finishedMs, operating }: CallTime): PhpArray {
  const start = Math.floor(startedMs / 1000)
  const finish = finishedMs / 1000
  const time = PhpArray.of([
    ['start', BigInt(start)],
    ['finish', finish],
    ['duration', finish - start],
    ['processing', BigInt(Math.floor((finishedMs - startedMs) / 1000))],
    ['date_start', portalTime(startedMs)],
    ['date_finish', portalTime(finishedMs)],
  ])
  if (operating !== undefined) {
    time.set('operating_reset_at', BigInt(operating.resetAt))
    time.set('operating', operating.seconds)
  }
  return time
}
