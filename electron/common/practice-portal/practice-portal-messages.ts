import * as v from 'valibot'
import { PracticeCommand, PracticeStatus } from './practice-status'

/** Why the practice portal could not start. */
export const StartFailureReason = v.picklist(['port-taken', 'port-refused', 'state-unavailable', 'internal'])
export type StartFailureReason = v.InferOutput<typeof StartFailureReason>

const Port = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))

/** What main says to the practice portal's process. Port 0 means any that is free. */
export const PracticePortalRequest = v.variant('kind', [
  v.object({ kind: v.literal('start'), stateFile: v.pipe(v.string(), v.nonEmpty()), port: Port }),
  v.object({ kind: v.literal('reset') }),
  /** The id comes back with the answer. */
  v.object({ kind: v.literal('command'), id: v.number(), command: PracticeCommand }),
  v.object({ kind: v.literal('stop') }),
])
export type PracticePortalRequest = v.InferOutput<typeof PracticePortalRequest>

/** What the process says back. The address is a webhook address and so a secret, and so is where payments are sent. After `stop` the process ends. */
export const PracticePortalReport = v.variant('kind', [
  v.object({ kind: v.literal('started'), port: Port, address: v.string(), actionAddress: v.string() }),
  v.object({ kind: v.literal('failed'), reason: StartFailureReason }),
  v.object({ kind: v.literal('reset-done') }),
  v.object({ kind: v.literal('reset-failed') }),
  v.object({ kind: v.literal('command-done'), id: v.number(), status: PracticeStatus }),
  v.object({ kind: v.literal('command-failed'), id: v.number() }),
  /** Something was received since it was last told; not told for each request where many come. */
  v.object({ kind: v.literal('active') }),
])
export type PracticePortalReport = v.InferOutput<typeof PracticePortalReport>
