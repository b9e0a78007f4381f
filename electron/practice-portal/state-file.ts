import * as v from 'valibot'
import { decodeJson, storedJson } from './php-json'
import type { PortalState } from './portal-state'
import { migrated } from './state-migrations'

const VERSION = 3
const Id = v.pipe(v.number(), v.integer(), v.minValue(1))
const Secret = v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{16,}$/))

/** SETTINGS are kept as text: read as plain JSON they would lose the order of their keys and the kinds of numbers. */
const Settings = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const value = decodeJson(dataset.value)
    if (value !== undefined) return value
    addIssue({ message: 'Not valid JSON' })
    return NEVER
  }),
)

const StateFile = v.object({
  version: v.literal(VERSION),
  installation: v.object({ webhookSecret: Secret, linkKey: Secret }),
  nextHandlerId: Id,
  handlers: v.array(
    v.object({ id: Id, name: v.string(), code: v.string(), sort: v.pipe(v.number(), v.integer()), settings: Settings }),
  ),
  nextPaymentSystemId: Id,
  paymentSystems: v.array(
    v.object({
      id: Id,
      name: v.string(),
      description: v.string(),
      handlerCode: v.string(),
      isActive: v.boolean(),
      opensNewWindow: v.boolean(),
      registryType: v.string(),
      personTypeId: Id,
      sort: v.pipe(v.number(), v.integer()),
      xmlId: v.nullable(v.string()),
      values: v.array(
        v.object({
          personTypeId: v.pipe(v.number(), v.integer(), v.minValue(0)),
          code: v.string(),
          type: v.string(),
          value: v.string(),
        }),
      ),
    }),
  ),
  orders: v.array(
    v.object({
      id: Id,
      title: v.string(),
      language: v.string(),
      payer: v.string(),
      currency: v.string(),
      dealId: Id,
    }),
  ),
  nextPaymentId: Id,
  payments: v.array(
    v.object({
      id: Id,
      orderId: Id,
      accountNumber: v.string(),
      sum: v.number(),
      paySystemId: v.pipe(v.number(), v.integer(), v.minValue(0)),
      isPaid: v.boolean(),
      paidAt: v.nullable(v.string()),
      paidBy: v.nullable(Id),
      billedAt: v.nullable(v.string()),
      dueAt: v.nullable(v.string()),
    }),
  ),
})

/** The text of a state file. */
export function printState(state: PortalState): string {
  const handlers = state.handlers.map(handler => ({ ...handler, settings: storedJson(handler.settings) }))
  return `${JSON.stringify({ version: VERSION, ...state, handlers }, null, 2)}\n`
}

/** Reads the text of a state file, also of an earlier version; undefined when it is damaged or of a later one. */
export function parseState(text: string): PortalState | undefined {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), v.transform(migrated), StateFile), text)
  if (!result.success) return undefined
  const { version: _, ...state } = result.output
  return state
}

const LaterVersion = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({ version: v.pipe(v.number(), v.integer(), v.minValue(VERSION + 1)) }),
)

/** Whether a text that cannot be read was written by a later version. */
export function isOfLaterVersion(text: string): boolean {
  return v.is(LaterVersion, text)
}
