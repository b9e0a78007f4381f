import { AppError } from '#common/ipc/app-error'
import { growingWaitMs, type Pace, type Priority, type RetryReason } from './pace'

export interface FailedCall {
  /** Whether the call changes nothing on the portal. */
  readonly isRead: boolean
  readonly priority: Priority
  /** How often it has failed so far, this time included, by reason. */
  readonly failures: Readonly<Record<RetryReason, number>>
}

/** For the two limits the portal says how long to wait; that is kept where all calls of the portal see it. */
export type Verdict =
  | { readonly kind: 'give-up' }
  | { readonly kind: 'again'; readonly after: 'rate' | 'run-time' }
  | { readonly kind: 'again'; readonly after: 'network'; readonly waitMs: number }

const GIVE_UP: Verdict = { kind: 'give-up' }

/**
 * Whether a call that failed is made again. A write is so only when the portal said that it did not run: it has no
 * key that would make the second of two harmless.
 */
export function afterFailure(error: unknown, call: FailedCall, pace: Pace, random: number): Verdict {
  const reason = reasonOf(error, call.isRead)
  if (reason === null) return GIVE_UP
  const failures = call.failures[reason]
  if (failures >= pace.attempts[call.priority][reason]) return GIVE_UP
  // Somebody who has waited a minute for nothing is told so, and can ask again.
  if (call.priority === 'person' && isTimeout(error)) return GIVE_UP
  if (reason !== 'network') return { kind: 'again', after: reason }
  return { kind: 'again', after: reason, waitMs: growingWaitMs(failures, pace.firstWaitMs.network, pace, random) }
}

/** Why a call may be made again, or null when it must not be. */
export function reasonOf(error: unknown, isRead: boolean): RetryReason | null {
  if (!(error instanceof AppError)) return null
  if (error.code === 'rate-limited') return limitOf(error) ?? (isRead ? 'rate' : null)
  return error.code === 'network' && isRead && isPassing(error) ? 'network' : null
}

/**
 * Which limit the portal itself names in a refusal, or null. Both prove that the call did not run, so that a write may
 * be sent again: requests over the rate are turned away by a server in front of the portal, which never passes them on;
 * and a method's run time is checked before its rights, its parameters and the method itself. A bare 429 proves nothing:
 * any server on the way can have made it, also one that had passed the request on before.
 */
export function limitOf(error: AppError): 'rate' | 'run-time' | null {
  switch (String(error.details['code'] ?? '').toUpperCase()) {
    case 'QUERY_LIMIT_EXCEEDED':
      return 'rate'
    case 'OPERATION_TIME_LIMIT':
      return 'run-time'
    default:
      return null
  }
}

/** Layers whose faults may be over in a second; a wrong name, certificate or proxy is not. */
const PASSING_LAYERS: ReadonlySet<unknown> = new Set(['tcp', 'http', 'body', 'timeout'])
/** What stays as it is however often it is asked. */
const LASTING_REASONS: ReadonlySet<unknown> = new Set([
  'blocked',
  'offline',
  'portal-moved',
  'redirected',
  'bad-redirect',
  'not-a-portal',
  'not-an-answer',
  'no-result',
  'not-utf-8',
  'unexpected-result',
  'too-large',
  'practice-portal-stopped',
])

function isPassing({ details: { layer, reason } }: AppError): boolean {
  if (layer === 'dns') return reason === 'resolver-failed'
  return PASSING_LAYERS.has(layer) && !LASTING_REASONS.has(reason)
}

function isTimeout(error: unknown): boolean {
  return error instanceof AppError && error.details['layer'] === 'timeout'
}
