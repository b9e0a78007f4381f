import * as v from 'valibot'
import { DraftId } from '../drafts/drafts.contract'
import { HandlerId, HandlerSummary } from '../handlers/handlers.contract'
import { method } from '../ipc/contract'
import { PortalId } from '../portals/portals.contract'

/** One difference between two handlers: a JSON Pointer from the handler, and both sides as JSON, null where absent. */
export const Change = v.object({
  path: v.string(),
  kind: v.picklist(['added', 'removed', 'changed', 'moved']),
  before: v.nullable(v.string()),
  after: v.nullable(v.string()),
})
export type Change = v.InferOutput<typeof Change>

export const MergeSide = v.picklist(['mine', 'theirs'])
export type MergeSide = v.InferOutput<typeof MergeSide>

/**
 * One place where the draft or the portal's handler is no longer what both began from: who changed it, and the three values
 * as JSON, null where absent. `both` made the same of it; of a `conflict` one side has to be chosen.
 */
export const MergeRow = v.object({
  kind: v.picklist(['mine', 'theirs', 'both', 'conflict']),
  /** A JSON Pointer into what the merge makes of the draft. */
  path: v.string(),
  base: v.nullable(v.string()),
  mine: v.nullable(v.string()),
  theirs: v.nullable(v.string()),
})
export type MergeRow = v.InferOutput<typeof MergeRow>

/**
 * `ready`: can be applied. `nothing-to-change`: the portal has this already. `portal-changed`: the handler on the
 * portal is no longer the draft's base. `no-target`: a handler of the portal must be chosen first.
 */
export const PlanState = v.picklist(['ready', 'nothing-to-change', 'portal-changed', 'no-target'])
export type PlanState = v.InferOutput<typeof PlanState>

export const PushPlan = v.object({
  state: PlanState,
  target: v.nullable(HandlerSummary),
  /** Every handler of the portal, to choose another target from. */
  candidates: v.array(HandlerSummary),
  /** The portal's handler now, and the draft, both printed the same way so that only real differences show. */
  nowText: v.string(),
  draftText: v.string(),
  changes: v.array(Change),
  /** What changed on the portal since the base; empty unless the state is `portal-changed`. */
  portalChanges: v.array(Change),
  /** What a merge with the portal's changes would make of the draft; null unless there are any, and a base to merge from. */
  merge: v.nullable(v.array(MergeRow)),
  /** Stands for exactly what was shown; `apply` refuses when draft or portal differ from it. */
  fingerprint: v.string(),
})
export type PushPlan = v.InferOutput<typeof PushPlan>

export const PushOutcome = v.object({
  /** True when the handler read back equals what was sent, modulo what a portal does to values. */
  isVerified: v.boolean(),
  differences: v.array(Change),
  /** The name of the backup that was written before the push. */
  backup: v.string(),
})
export type PushOutcome = v.InferOutput<typeof PushOutcome>

const Target = { draftId: DraftId, portalId: PortalId }

const MAX_CONFLICTS = 100_000

export const pushContract = {
  /** Reads the portal and compares. Errors: invalid-input when the draft's text cannot be sent. */
  plan: method(v.object({ ...Target, handlerId: v.nullable(HandlerId) }), PushPlan),
  /** Makes the portal's handler of now the draft's base, after its changes were seen. */
  acceptPortal: method(v.object({ ...Target, handlerId: HandlerId, fingerprint: v.string() }), v.void()),
  /**
   * Makes the merge the text of the draft, whose text before is kept as a revision, and the portal's handler of now its base.
   * `choices` has a side for each conflict, in the order of the plan. Errors: conflict when anything differs from the plan.
   */
  merge: method(
    v.object({
      ...Target,
      handlerId: HandlerId,
      fingerprint: v.string(),
      choices: v.pipe(v.array(MergeSide), v.maxLength(MAX_CONFLICTS)),
    }),
    v.void(),
  ),
  /** Backs up, writes once, reads back. Errors: conflict when anything differs from the plan, portal, network. */
  apply: method(v.object({ ...Target, handlerId: HandlerId, fingerprint: v.string() }), PushOutcome),
} as const
