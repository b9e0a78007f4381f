import * as v from 'valibot'

/** As they are called; portals tell no capitals from small letters. */
const MethodName = v.pipe(v.string(), v.regex(/^[a-z0-9_.]{1,100}$/i))
const wholeFrom = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const RecordId = wholeFrom(1, Number.MAX_SAFE_INTEGER)

const MINUTES_10_MS = 600_000

/** How often a fault strikes, and for how long after it was armed; until it is stopped where neither is said. */
const extent = {
  times: v.optional(wholeFrom(1, 100_000)),
  seconds: v.optional(wholeFrom(1, 86_400)),
}
/** The method whose calls go wrong; those of every method when left out. */
const onMethod = { methodName: v.optional(MethodName), ...extent }
/** The payment whose link goes wrong; those of every payment when left out. */
const onPayment = { paymentId: v.optional(RecordId), ...extent }

/** What stands in a header is printable ASCII. */
const WebAddress = v.pipe(v.string(), v.maxLength(2000), v.url(), v.regex(/^https?:\/\/[\x21-\x7e]+$/i))

/**
 * Something that the practice portal lets go wrong, as plain data. Errors, pages and redirects come instead of the call;
 * with everything else the call runs, unless it says otherwise.
 */
export const FaultDescription = v.variant('kind', [
  /** The portal refuses. A code of `SYSTEM_ERRORS` brings its status and description, any other one 400 and none. */
  v.strictObject({
    kind: v.literal('error'),
    code: v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/)),
    status: v.optional(wholeFrom(200, 599)),
    description: v.optional(v.pipe(v.string(), v.maxLength(1000))),
    ...onMethod,
  }),
  /** The portal refuses the credential because its time is over. */
  v.strictObject({ kind: v.literal('expired-credential'), ...onMethod }),
  /** No answer: the connection is cut before the call runs, or when what it changed is saved. */
  v.strictObject({ kind: v.literal('cut-before'), ...onMethod }),
  v.strictObject({ kind: v.literal('cut-after'), ...onMethod }),
  v.strictObject({ kind: v.literal('delay'), milliseconds: wholeFrom(1, MINUTES_10_MS), ...onMethod }),
  /** The answer comes in pieces of so many bytes, so many milliseconds apart. */
  v.strictObject({
    kind: v.literal('slow-drip'),
    bytes: wholeFrom(1, 1_000_000),
    everyMs: wholeFrom(1, MINUTES_10_MS),
    ...onMethod,
  }),
  v.strictObject({ kind: v.literal('truncated-json'), ...onMethod }),
  /** A page of a server in front of the portal; 502 when no status is given. */
  v.strictObject({ kind: v.literal('html-page'), status: v.optional(wholeFrom(200, 599)), ...onMethod }),
  /** 302 when no status is given. */
  v.strictObject({
    kind: v.literal('redirect'),
    location: WebAddress,
    status: v.optional(v.picklist([301, 302, 303, 307, 308])),
    ...onMethod,
  }),
  /** Right before the call somebody else raises the SORT of a handler by one, of every handler when none is named. */
  v.strictObject({ kind: v.literal('handler-changed'), handlerId: v.optional(RecordId), ...onMethod }),
  /** A payment's link is another payment's; its short link leads to another payment's; its image is cut; it has none. */
  v.strictObject({ kind: v.literal('wrong-link'), ...onPayment }),
  v.strictObject({ kind: v.literal('short-link-elsewhere'), ...onPayment }),
  v.strictObject({ kind: v.literal('damaged-qr'), ...onPayment }),
  v.strictObject({ kind: v.literal('unconfirmed-phone'), ...onPayment }),
])
export type FaultDescription = v.InferOutput<typeof FaultDescription>
export type FaultDescriptionKind = FaultDescription['kind']

/** A fault that is armed, and what became of it so far. */
export const ArmedFault = v.object({
  id: RecordId,
  description: FaultDescription,
  /** How often it has struck. */
  strikes: v.pipe(v.number(), v.integer()),
  /** Null while it is not limited. */
  timesLeft: v.nullable(v.pipe(v.number(), v.integer())),
  /** An ISO date and time, or null while it is not limited. */
  endsAt: v.nullable(v.string()),
})
export type ArmedFault = v.InferOutput<typeof ArmedFault>
