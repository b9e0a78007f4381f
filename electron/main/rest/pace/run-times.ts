import { entryOf, type JsonObject } from '#common/json/json-value'
import type { Pace } from './pace'

/** Knows which methods have run for so long that the portal refuses them for a while (reference 1.10). */
export interface RunTimes {
  /** When a method may be called again: `nowMs` or later. */
  freeAtMs(method: string, nowMs: number): number
  /** Takes what an answer tells of the method's run time; portals with no such limit tell nothing. */
  answered(method: string, time: JsonObject | undefined, nowMs: number): void
  /** After the portal refused a method for its run time. */
  refused(method: string, nowMs: number): void
}

/** Into how many pieces the run time that still counts is divided. */
const PIECES = 10

export function createRunTimes(pace: Pick<Pace, 'runTimeLimitSeconds' | 'runTimePieceMs'>): RunTimes {
  const heldUntil = new Map<string, number>()
  /** When the oldest piece of a method's run time is forgotten, as the last answer told. */
  const nextPieceAt = new Map<string, number>()
  return {
    freeAtMs: (method, nowMs) => Math.max(nowMs, heldUntil.get(keyOf(method)) ?? 0),
    answered(method, time, nowMs) {
      const key = keyOf(method)
      const told = time === undefined ? null : operatingOf(time)
      // No piece counts longer than all of them together, whatever an answer says.
      const restMs = Math.min(told?.restMs ?? 0, PIECES * pace.runTimePieceMs)
      heldUntil.delete(key)
      nextPieceAt.delete(key)
      if (told === null) return
      nextPieceAt.set(key, nowMs + restMs)
      if (told.seconds >= pace.runTimeLimitSeconds) heldUntil.set(key, nowMs + restMs)
    },
    refused(method, nowMs) {
      const key = keyOf(method)
      const next = nextPieceAt.get(key) ?? 0
      // Once that moment has passed and the method is still refused, only the next piece can help.
      heldUntil.set(key, next > nowMs ? next : nowMs + pace.runTimePieceMs)
    },
  }
}

/** Portals take the names of methods in any case. */
function keyOf(method: string): string {
  return method.toLowerCase()
}

/**
 * The seconds a method has run, and how long the oldest piece of them still counts. Both moments are the portal's own,
 * so that a wrong clock on this computer does no harm.
 */
function operatingOf(time: JsonObject): { readonly seconds: number; readonly restMs: number } | null {
  const seconds = numberAt(time, 'operating')
  const resetAt = numberAt(time, 'operating_reset_at')
  const finishedAt = numberAt(time, 'finish') ?? numberAt(time, 'start')
  if (seconds === null || resetAt === null || finishedAt === null) return null
  return { seconds, restMs: Math.max(0, (resetAt - finishedAt) * 1000) }
}

function numberAt(time: JsonObject, key: string): number | null {
  const value = entryOf(time, key)
  const text = value?.kind === 'number' ? value.lexeme : value?.kind === 'string' ? value.value : ''
  const number = Number(text)
  return text === '' || !Number.isFinite(number) ? null : number
}
