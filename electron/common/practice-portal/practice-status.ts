import * as v from 'valibot'
import { ArmedFault, FaultDescription } from './fault-description'

/** What is granted to a webhook by default: everything Paydesk has a use for. */
export const GRANTED_SCOPES = ['pay_system', 'salescenter', 'crm', 'sale'] as const

/** What portals in the cloud allow (reference 1.10): on most plans, and on the largest one. */
export const CLOUD_RATE_LIMITS = [
  { capacity: 50, drainPerSecond: 2 },
  { capacity: 250, drainPerSecond: 5 },
] as const
export const CLOUD_RUN_TIME_SECONDS = 480

const numberFrom = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most))

/** What the practice portal's webhook may do, and how much of it. */
export const PracticeConditions = v.strictObject({
  /** Whether the webhook belongs to a CRM administrator. */
  isAdmin: v.boolean(),
  scopes: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z_]{1,50}$/))), v.maxLength(50)),
  /** How many requests fit in the bucket, and how many drain away in a second. Null for no limit. */
  rateLimit: v.nullable(
    v.strictObject({
      capacity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
      drainPerSecond: numberFrom(0.001, 100_000),
    }),
  ),
  /** How many seconds each method may run in ten minutes, and as how many a call counts. Null for no limit. */
  runTimeLimit: v.nullable(
    v.strictObject({ limitSeconds: numberFrom(1, 86_400), secondsPerCall: numberFrom(0, 86_400) }),
  ),
})
export type PracticeConditions = v.InferOutput<typeof PracticeConditions>

/** One request as it is remembered: never its address, its parameters or anything else that could hold a secret. */
export const LoggedRequest = v.object({
  /** Counts up from 1 while the practice portal runs. */
  number: v.number(),
  /** An ISO date and time. */
  at: v.string(),
  /** The method of a REST call as it was sent, otherwise null. */
  methodName: v.nullable(v.string()),
  verb: v.string(),
  /** The media type alone, without its parameters. */
  contentType: v.nullable(v.string()),
  /** 0 when the connection was cut without an answer. */
  status: v.number(),
  /** The portal's own error, otherwise null. */
  errorCode: v.nullable(v.string()),
})
export type LoggedRequest = v.InferOutput<typeof LoggedRequest>

/** What the practice portal does at the moment besides being a portal. */
export const PracticeStatus = v.object({
  faults: v.array(ArmedFault),
  conditions: PracticeConditions,
  /** The latest requests, oldest first. */
  requests: v.array(LoggedRequest),
})
export type PracticeStatus = v.InferOutput<typeof PracticeStatus>

/** What the practice portal can be told to do. A fault that is over already is stopped without a complaint. */
export const PracticeCommand = v.variant('name', [
  v.object({ name: v.literal('read') }),
  v.object({ name: v.literal('arm'), fault: FaultDescription }),
  v.object({ name: v.literal('stop'), faultId: v.number() }),
  v.object({ name: v.literal('stop-all') }),
  v.object({ name: v.literal('set-conditions'), conditions: PracticeConditions }),
  v.object({ name: v.literal('clear-requests') }),
])
export type PracticeCommand = v.InferOutput<typeof PracticeCommand>
