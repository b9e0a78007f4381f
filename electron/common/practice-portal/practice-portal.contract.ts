import * as v from 'valibot'
import { method, push } from '../ipc/contract'
import { FaultDescription } from './fault-description'
import { PracticeConditions, PracticeStatus } from './practice-status'

/**
 * What the practice portal inside the app plays. All of it ends when the app quits; resetting the practice portal
 * stops it too. Each call answers what is so afterwards. Errors: internal with `practice-not-started` or
 * `practice-ended` as `reason`.
 */
export const practicePortalContract = {
  read: method(v.void(), PracticeStatus),
  arm: method(FaultDescription, PracticeStatus),
  /** One that is over already is no error. */
  stop: method(v.object({ faultId: v.number() }), PracticeStatus),
  stopAll: method(v.void(), PracticeStatus),
  setConditions: method(PracticeConditions, PracticeStatus),
  clearRequests: method(v.void(), PracticeStatus),
  /** It received something, so what `read` answers has changed. */
  active: push(v.void()),
} as const
