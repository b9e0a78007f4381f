import type { LimitWait, PortalId } from '#common/portals/portals.contract'
import type { Clock } from '../../storage/clock'
import type { Pace } from './pace'
import type { Timer } from './timer'

/** Knows which calls that somebody waits for are held by a limit for so long that this must be said. */
export interface LimitWaits {
  /** Takes up a call that somebody waits for, until its `end`. */
  begin(portalId: PortalId): LimitedCall
}

export interface LimitedCall {
  /** While the call waits for its turn, until what is answered is called. `leavesAtMs` says when a limit lets it leave. */
  waiting(leavesAtMs: () => number): () => void
  end(): void
}

/** Tells `changed` all that is waited for whenever it is something else, with times of day to the second. */
export function createLimitWaits(parts: {
  readonly timer: Timer
  readonly clock: Clock
  readonly pace: Pick<Pace, 'tellAfterMs'>
  readonly changed: (waits: LimitWait[]) => void
}): LimitWaits {
  const { timer, clock, pace, changed } = parts
  const held = new Map<LimitedCall, { readonly portalId: PortalId; readonly leavesAtMs: number }>()
  let told = '[]'
  return { begin }

  function begin(portalId: PortalId): LimitedCall {
    let stopTimer = (): void => undefined
    const call: LimitedCall = { waiting, end }
    return call

    function waiting(leavesAtMs: () => number): () => void {
      stopTimer()
      // Made again after a refusal it has waited long enough already.
      if (held.has(call)) look(leavesAtMs)
      else lookLater(leavesAtMs)
      return () => {
        stopTimer()
        // It may be refused and wait again at once; that it was on its way in between is not worth telling.
        if (held.has(call)) stopTimer = timer.after(pace.tellAfterMs, forget)
      }
    }

    function look(leavesAtMs: () => number): void {
      const atMs = leavesAtMs()
      if (atMs > timer.now()) held.set(call, { portalId, leavesAtMs: atMs })
      else held.delete(call)
      tell()
      lookLater(leavesAtMs)
    }

    function lookLater(leavesAtMs: () => number): void {
      stopTimer = timer.after(pace.tellAfterMs, () => look(leavesAtMs))
    }

    function end(): void {
      stopTimer()
      forget()
    }

    function forget(): void {
      held.delete(call)
      tell()
    }
  }

  function tell(): void {
    const waits = allWaits()
    const text = JSON.stringify(waits)
    if (text === told) return
    told = text
    changed(waits)
  }

  function allWaits(): LimitWait[] {
    const calls = [...held.values()]
    return [...new Set(calls.map(({ portalId }) => portalId))].map(portalId => {
      const ofPortal = calls.filter(call => call.portalId === portalId)
      const lastMs = Math.max(...ofPortal.map(({ leavesAtMs }) => leavesAtMs))
      return { portalId, callCount: ofPortal.length, until: timeOfDay(lastMs) }
    })
  }

  /** Rounded up: a time to come, said to the second. */
  function timeOfDay(atMs: number): string {
    return new Date(Math.ceil((clock.now() + atMs - timer.now()) / 1000) * 1000).toISOString()
  }
}
