import * as v from 'valibot'
import { PaymentId } from '../codes/codes.contract'
import { method, push } from '../ipc/contract'
import { PortalId } from '../portals/portals.contract'
import { Failure } from './payments.contract'

/** Each takes three calls, of which a portal answers two a second. */
export const MAX_MARKED = 500

export const PaidMark = v.picklist(['paid', 'unpaid'])
export type PaidMark = v.InferOutput<typeof PaidMark>

export const MarkPlanId = v.pipe(v.string(), v.minLength(1), v.maxLength(100), v.brand('MarkPlanId'))
export type MarkPlanId = v.InferOutput<typeof MarkPlanId>

/** A payment as the portal has it. */
export const LivePayment = v.object({
  paymentId: PaymentId,
  accountNumber: v.nullable(v.string()),
  isPaid: v.boolean(),
  sum: v.number(),
  currency: v.string(),
  paySystemId: v.nullable(v.number()),
  paySystemName: v.nullable(v.string()),
})
export type LivePayment = v.InferOutput<typeof LivePayment>

const FailedPayment = v.object({ paymentId: PaymentId, error: Failure })

/** What marking would do, as the portal is now. */
export const MarkPlan = v.object({
  id: MarkPlanId,
  portalId: PortalId,
  mark: PaidMark,
  /** Those that would be changed; what else was asked for is left out. */
  payments: v.array(LivePayment),
  /** Those that are so already. */
  asWanted: v.array(PaymentId),
  /** Those of which an earlier call may still be at work on the portal. */
  unsettled: v.array(PaymentId),
  /** Those that the portal does not show. */
  unread: v.array(FailedPayment),
})
export type MarkPlan = v.InferOutput<typeof MarkPlan>

/**
 * What came of a payment that was to be marked: read back and right (`done`), also where the answer was lost (`done-unheard`);
 * not sent, because it was so already or became another one since it was planned (`already`, `changed`); `refused` by the
 * portal; not sent, or known not to have been done (`not-done`); sent, but it reads back as something else or cannot be read
 * back (`differs`, `not-read-back`); or not known (`undecided`).
 */
export const MarkState = v.picklist([
  'done',
  'done-unheard',
  'already',
  'changed',
  'refused',
  'not-done',
  'differs',
  'not-read-back',
  'undecided',
])
export type MarkState = v.InferOutput<typeof MarkState>

export const MarkOutcome = v.object({ paymentId: PaymentId, state: MarkState, error: v.nullable(Failure) })
export type MarkOutcome = v.InferOutput<typeof MarkOutcome>

export const MarkResult = v.object({
  mark: PaidMark,
  /** It `failed` where something would have hindered every other payment too. */
  status: v.picklist(['done', 'stopped', 'failed']),
  outcomes: v.array(MarkOutcome),
  /** Those that were left as they were because it ended before. */
  notSent: v.array(PaymentId),
})
export type MarkResult = v.InferOutput<typeof MarkResult>

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** The marking on a portal: it goes on, or ended and nobody has dismissed it yet. */
export const Marking = v.variant('kind', [
  v.object({
    kind: v.literal('running'),
    portalId: PortalId,
    mark: PaidMark,
    done: count,
    total: count,
    /** For what the portal says of a payment whose answer was lost. */
    isWaiting: v.boolean(),
  }),
  v.object({ kind: v.literal('ended'), portalId: PortalId, result: MarkResult }),
])
export type Marking = v.InferOutput<typeof Marking>

/** Marking payments as paid or unpaid on a portal, after it was seen what that changes. */
export const markingContract = {
  /**
   * Reads the payments (`crm.item.payment.get`, reference 8.2); nothing is written. What came of the last marking on the
   * portal is forgotten then, and so is an earlier plan. Errors: those of the call; cancelled.
   */
  plan: method(
    v.object({
      portalId: PortalId,
      paymentIds: v.pipe(v.array(PaymentId), v.minLength(1), v.maxLength(MAX_MARKED)),
      mark: PaidMark,
    }),
    MarkPlan,
  ),
  /** Ends the reading for a plan that goes on. */
  cancelPlan: method(v.void(), v.void()),
  /** How many of the payments of a plan were read. */
  planProgressed: push(v.object({ done: count, total: count })),
  /**
   * Begins to mark one payment after another (`crm.item.payment.pay` and `unpay`), one marking at a time. Each is read
   * before, and left alone if it is not as it was planned, and read after. Nothing is sent twice: where an answer is lost,
   * the portal is read until it is known. Errors: not-found with reason `mark-plan`; conflict with reason `marking-goes-on`.
   */
  apply: method(MarkPlanId, v.void()),
  /** Ends it after the payment that is being marked. */
  stop: method(v.void(), v.void()),
  /** What goes on and what ended, at most one for each portal. */
  list: method(v.void(), v.array(Marking)),
  /** Forgets what came of the last marking on a portal, once it was seen. */
  dismiss: method(PortalId, v.void()),
  changed: push(v.array(Marking)),
} as const
