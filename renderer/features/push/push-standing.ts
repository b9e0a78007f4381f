import { AppError } from '#common/ipc/app-error'
import { PlanState, type PushOutcome, type PushPlan } from '#common/push/push.contract'
import type { Loading } from '#ui/loading.ts'

/**
 * Where a push stands: it has no plan yet (`planning`, `unread`), it has one (its state, or `stopped` by errors that were
 * not overruled), it is under way, or what came of it: `refused` before anything was written, an answer that was `lost`,
 * written but `unverified`, or done.
 */
export type PushStanding =
  'planning' | 'unread' | PlanState | 'stopped' | 'pushing' | 'verified' | 'differs' | 'refused' | 'lost' | 'unverified'

/** The reasons of the errors that leave open what became of a write, and of those that follow a write. */
const LOST: readonly unknown[] = ['write-unanswered', 'add-unanswered', 'write-undecided']
const UNVERIFIED: readonly unknown[] = ['not-read-back', 'not-read-back-new']

export function standingOf(push: {
  readonly state: Loading<PushPlan>
  readonly hasOpenErrors: boolean
  readonly isPushing: boolean
  readonly outcome: PushOutcome | null
  /** What the write ended with. */
  readonly error: unknown
}): PushStanding {
  if (push.isPushing) return 'pushing'
  if (push.outcome !== null) return push.outcome.isVerified ? 'verified' : 'differs'
  if (push.error !== null) return standingAfter(push.error)
  if (push.state.status !== 'ready') return push.state.status === 'loading' ? 'planning' : 'unread'
  const { state } = push.state.value
  return push.hasOpenErrors && isReady(state) ? 'stopped' : state
}

/** True where nothing has to be read or decided before the write. */
export function isReady(standing: PushStanding): boolean {
  return standing === 'ready' || standing === 'new'
}

/** True where there is a plan to be looked at, and nothing was written yet. */
export function isPlanned(standing: PushStanding): boolean {
  return standing === 'stopped' || PlanState.options.some(state => state === standing)
}

function standingAfter(error: unknown): PushStanding {
  // What nobody expected may have happened on either side of the write.
  if (!(error instanceof AppError) || error.code === 'internal') return 'lost'
  const { reason } = error.details
  if (LOST.includes(reason)) return 'lost'
  return UNVERIFIED.includes(reason) ? 'unverified' : 'refused'
}
