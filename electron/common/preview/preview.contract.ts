import * as v from 'valibot'
import { method } from '../ipc/contract'
import { CHECKOUT_ANSWER_NAMES } from './checkout-answer'

/** More than a portal's 64 KB of SETTINGS can hold. */
const MAX_TEXT = 100_000
const MAX_FIELDS = 10_000

export const PostedField = v.object({
  name: v.pipe(v.string(), v.maxLength(MAX_TEXT)),
  value: v.pipe(v.string(), v.maxLength(MAX_TEXT)),
})
export type PostedField = v.InferOutput<typeof PostedField>

/** What is sent, and how. There is no address: it goes to the practice portal's own, whatever the draft says. */
export const TryRequest = v.variant('transport', [
  v.object({
    transport: v.picklist(['GET', 'POST']),
    fields: v.pipe(v.array(PostedField), v.maxLength(MAX_FIELDS)),
    /** What the payment service answers; null where nobody waits for its answer. */
    answer: v.nullable(v.picklist(CHECKOUT_ANSWER_NAMES)),
  }),
  /** What the page in a frame is given, as JSON; it is posted, because no page is there to take a message. */
  v.object({ transport: v.literal('message'), data: v.pipe(v.string(), v.maxLength(1_000_000)) }),
])
export type TryRequest = v.InferOutput<typeof TryRequest>

/** A request as it arrived at an action address. */
export const Arrival = v.object({
  verb: v.string(),
  /** The media type alone, or null where there is no body. */
  contentType: v.nullable(v.string()),
  /** In the order of the request; a nested one has its keys in brackets. */
  fields: v.array(v.object({ name: v.string(), value: v.string() })),
})
export type Arrival = v.InferOutput<typeof Arrival>

export const TryResult = v.object({
  arrival: Arrival,
  /** What the payment service answered; null where nobody waits for its answer. */
  answer: v.nullable(v.object({ status: v.number(), body: v.string() })),
})
export type TryResult = v.InferOutput<typeof TryResult>

export const previewContract = {
  /**
   * Sends fields to the practice portal's own action address, over HTTP on this computer, and answers what arrived.
   * Errors: internal with `practice-not-started` or `not-arrived` as `reason`; network.
   */
  tryIt: method(TryRequest, TryResult),
} as const
