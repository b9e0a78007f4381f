import * as v from 'valibot'
import { RULES } from '../checker/rules'
import { DraftId } from '../drafts/drafts.contract'
import { HandlerId, HandlerMode, HandlerSummary } from '../handlers/handlers.contract'
import { method, push } from '../ipc/contract'
import { PortalId, WANTED_SCOPES } from '../portals/portals.contract'
import { BackupName } from './backup-name'

/** What is pushed: the text of a draft, or a handler as it was before an earlier write, kept for the portal it is of. */
export const PushSource = v.variant('kind', [
  v.object({ kind: v.literal('draft'), draftId: DraftId }),
  v.object({ kind: v.literal('backup'), portalId: PortalId, name: BackupName }),
])
export type PushSource = v.InferOutput<typeof PushSource>

export const PushAction = v.picklist(['add', 'update', 'delete'])
export type PushAction = v.InferOutput<typeof PushAction>

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
 * portal is no longer the draft's base. `new`: the handler can be added, for none of the portal has its CODE. `no-target`: a
 * handler of the portal must be chosen first. `remembered`: what is planned would be `ready` or `new`, but the portal cannot be
 * reached and was not asked.
 */
export const PlanState = v.picklist(['ready', 'nothing-to-change', 'portal-changed', 'new', 'no-target', 'remembered'])
export type PlanState = v.InferOutput<typeof PlanState>

/** A finding of the checker about what is to be pushed. */
export const PushProblem = v.object({
  /** Tells it again, as `identityOf` does. */
  id: v.string(),
  rule: v.picklist(RULES.map(({ id }) => id)),
  severity: v.picklist(['error', 'warning', 'info']),
  path: v.array(v.union([v.string(), v.number()])),
  values: v.record(v.string(), v.union([v.string(), v.number()])),
})
export type PushProblem = v.InferOutput<typeof PushProblem>

/** What a push takes from the payment systems of a handler. */
export const PushLosses = v.object({
  /** The CODE they name their handler by, when it gets another one; null when it keeps it. */
  oldCode: v.nullable(v.string()),
  codes: v.array(v.string()),
  modes: v.array(HandlerMode),
})
export type PushLosses = v.InferOutput<typeof PushLosses>

/** A payment system that was made with the handler. */
export const HandlerUser = v.object({
  id: v.string(),
  name: v.string(),
  isActive: v.boolean(),
  /** The removed codes that have a value there, its own or the default; null when the portal did not tell. */
  heldCodes: v.nullable(v.array(v.string())),
})
export type HandlerUser = v.InferOutput<typeof HandlerUser>

/** `unknown`: the portal `refused` to list its payment systems, or the call `failed`. */
export const HandlerUsers = v.variant('status', [
  v.object({
    status: v.literal('known'),
    systems: v.array(HandlerUser),
    /** Whether values were looked for in all payer types, or only in the defaults and in each system's own. */
    payerTypes: v.picklist(['all', 'own']),
  }),
  v.object({ status: v.literal('unknown'), reason: v.picklist(['refused', 'failed']) }),
])
export type HandlerUsers = v.InferOutput<typeof HandlerUsers>

/** What is sent, exactly: the body is JSON text. */
export const PushRequest = v.object({ method: v.string(), body: v.string() })
export type PushRequest = v.InferOutput<typeof PushRequest>

/**
 * With whose rights a push is made. That they are enough for it is shown by the list of handlers, which takes the same right
 * and the same scope (reference 2.4).
 */
export const PushRights = v.object({
  owner: v.object({ id: v.string(), name: v.string() }),
  /** Of the scopes that a plan has a use for. */
  missingScopes: v.array(v.picklist(WANTED_SCOPES)),
})
export type PushRights = v.InferOutput<typeof PushRights>

export const PushPlan = v.object({
  state: PlanState,
  /** ISO date and time at which the portal was like this, where it could not be read now; null when it was. */
  asOf: v.nullable(v.string()),
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
  /** Apart from those that are ignored in the draft. An error stops the push until it is overruled. */
  problems: v.array(PushProblem),
  losses: PushLosses,
  /** Null without a target, and where nothing is to be changed. */
  users: v.nullable(HandlerUsers),
  /** Null where nothing is to be changed, and where the portal did not tell. */
  rights: v.nullable(PushRights),
  request: v.nullable(PushRequest),
  /** Stands for exactly what was shown; `apply` refuses when draft or portal differ from it. */
  fingerprint: v.string(),
})
export type PushPlan = v.InferOutput<typeof PushPlan>

export const PushOutcome = v.object({
  /** True when the handler read back equals what was sent, modulo what a portal does to values. */
  isVerified: v.boolean(),
  differences: v.array(Change),
  /** The name of the backup that was written before the push; null for a handler that was added. */
  backup: v.nullable(BackupName),
})
export type PushOutcome = v.InferOutput<typeof PushOutcome>

/** A handler that may be deleted, as it is now, and who uses it: a portal refuses to delete one that is used. */
export const RemovalPlan = v.object({ target: HandlerSummary, users: HandlerUsers, fingerprint: v.string() })
export type RemovalPlan = v.InferOutput<typeof RemovalPlan>

/** The name of the backup that was kept of what is deleted now. */
export const RemovalOutcome = v.object({ backup: BackupName })
export type RemovalOutcome = v.InferOutput<typeof RemovalOutcome>

/**
 * A write whose answer was lost, and what is known of it. `waiting`: the portal may still be at it. `unreachable`: the portal
 * could not be read. `undecided`: the handler is neither what was written nor what was there before.
 */
export const UnsettledPush = v.object({
  id: v.string(),
  action: PushAction,
  portalId: PortalId,
  portalTitle: v.string(),
  name: v.string(),
  code: v.string(),
  backup: v.nullable(BackupName),
  /** ISO dates and times. */
  sentAt: v.string(),
  readAgainAt: v.nullable(v.string()),
  state: v.picklist(['waiting', 'unreachable', 'undecided', 'done', 'not-done']),
})
export type UnsettledPush = v.InferOutput<typeof UnsettledPush>

/** A handler as it was before a write. */
export const BackupSummary = v.object({
  name: BackupName,
  handlerId: HandlerId,
  /** ISO date and time. */
  madeAt: v.string(),
  /** Of the handler; empty where the backup cannot be read. */
  handlerName: v.string(),
  code: v.string(),
})
export type BackupSummary = v.InferOutput<typeof BackupSummary>

const Target = { source: PushSource, portalId: PortalId }

const MAX_CONFLICTS = 100_000
const MAX_OVERRULED = 10_000

export const pushContract = {
  /** Reads the portal and compares. Errors: invalid-input when the text cannot be sent; not-found. */
  plan: method(
    v.object({
      ...Target,
      handlerId: v.nullable(HandlerId),
      /** Adds a handler, whatever the source came from, unless one of the portal has its CODE. */
      isNew: v.optional(v.boolean(), false),
    }),
    PushPlan,
  ),
  /** Reads the handler and the payment systems that use it. Errors: not-found. */
  planRemoval: method(v.object({ portalId: PortalId, handlerId: HandlerId }), RemovalPlan),
  /** Backs up, then deletes once. Errors: conflict when the handler is not as it was shown, not-found, portal, network. */
  remove: method(v.object({ portalId: PortalId, handlerId: HandlerId, fingerprint: v.string() }), RemovalOutcome),
  /** Puts the request of a plan on the clipboard, as a curl command with a placeholder for the portal's address. */
  copyRequest: method(v.object({ source: PushSource, handlerId: v.nullable(HandlerId) }), v.void()),
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
  /**
   * Adds the handler of a `new` plan, once, and reads it back; the draft then comes from there. Errors: as `apply`; conflict
   * when a handler of the portal has the CODE meanwhile.
   */
  add: method(
    v.object({
      ...Target,
      fingerprint: v.string(),
      overruled: v.pipe(v.array(v.string()), v.maxLength(MAX_OVERRULED)),
    }),
    PushOutcome,
  ),
  /**
   * Backs up, writes once, reads back. `overruled` has the ids of the errors that are to stop nothing. Errors: conflict when
   * anything differs from the plan or an error was not overruled (`stopped-by-errors`), portal, network.
   */
  apply: method(
    v.object({
      ...Target,
      handlerId: HandlerId,
      fingerprint: v.string(),
      overruled: v.pipe(v.array(v.string()), v.maxLength(MAX_OVERRULED)),
    }),
    PushOutcome,
  ),
  /** The writes of this and earlier runs of the app whose answers were lost, the oldest first. */
  unsettled: method(v.void(), v.array(UnsettledPush)),
  /** Reads the portal of one of them now. */
  readUnsettled: method(v.string(), v.void()),
  /** Takes one from the list that was seen. Errors: conflict with `push-undecided` for what may still be done. */
  dismissUnsettled: method(v.string(), v.void()),
  unsettledChanged: push(v.array(UnsettledPush)),
  /** What was kept of a portal's handlers before each write, the newest first. */
  backups: method(PortalId, v.array(BackupSummary)),
  /** Errors: not-found with the reason `backup`. */
  readBackup: method(v.object({ portalId: PortalId, name: BackupName }), v.string()),
} as const
