import type { IncomingMessage } from 'node:http'
import * as v from 'valibot'
import { FaultDescription } from '#common/practice-portal/fault-description'
import { PracticeConditions } from '#common/practice-portal/practice-status'
import { isCallFromWebsite, isSameSecret } from './access'
import type { Conditions } from './conditions'
import type { Faults } from './faults'
import { jsonAnswer, plainText, type HttpAnswer } from './http-answer'
import { readBody } from './request-body'
import type { RequestLog } from './request-log'

export interface ControlServices {
  readonly token: string
  readonly faults: Faults
  readonly conditions: Conditions
  readonly log: RequestLog
  /** Returns the portal to its seed. */
  readonly reset: () => Promise<void>
}

type Action = (body: unknown, services: ControlServices) => HttpAnswer | Promise<HttpAnswer>

/** What can be asked for, by the path below `/control` and the verb. */
const ACTIONS: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
  faults: {
    GET: (_, { faults }) => jsonAnswer(200, { faults: faults.armed }),
    POST: (body, { faults }) => withChecked(FaultDescription, body, fault => jsonAnswer(201, faults.arm(fault))),
    DELETE: (_, { faults }) => {
      faults.clear()
      return jsonAnswer(200, { faults: [] })
    },
  },
  requests: {
    GET: (_, { log }) => jsonAnswer(200, { requests: log.requests }),
    DELETE: (_, { log }) => {
      log.clear()
      return jsonAnswer(200, { requests: [] })
    },
  },
  conditions: {
    GET: (_, { conditions }) => jsonAnswer(200, conditions.current),
    POST: (body, { conditions }) =>
      withChecked(PracticeConditions, body, next => {
        conditions.set(next)
        return jsonAnswer(200, conditions.current)
      }),
  },
  reset: {
    POST: async (_, { reset }) => {
      await reset()
      return jsonAnswer(200, { isReset: true })
    },
  },
}

/**
 * Does what the holder of the control token asks for over HTTP, at `/control/…`: reads, arms and stops faults, reads and
 * changes the webhook's conditions, reads and empties the log, resets. Bodies and answers are JSON.
 */
export async function controlAnswer(
  request: IncomingMessage,
  parts: readonly string[],
  services: ControlServices,
): Promise<HttpAnswer> {
  if (isCallFromWebsite(request.headers)) return plainText(403, 'Calls from websites are refused.\n')
  const body = await readBody(request)
  if (!isAuthorized(request.headers.authorization, services.token)) {
    const headers = { 'WWW-Authenticate': 'Bearer' }
    return plainText(401, 'The control token is missing or wrong.\n', headers)
  }
  const actions = actionsOf(parts)
  if (actions === undefined) return plainText(404, 'Not found.\n')
  const action = actions[request.method ?? '']
  if (action === undefined) {
    const headers = { Allow: Object.keys(actions).join(', ') }
    return plainText(405, 'This cannot be done here.\n', headers)
  }
  if (body === null) return plainText(413, 'The body is larger than 8 MB.\n')
  return action(jsonIn(body), services)
}

// SECURITY: a header that no form, image or link of a website can send, and that is in no address, log or history.
function isAuthorized(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer ([0-9A-Za-z]+)$/i.exec(authorization ?? '')?.[1]
  return given !== undefined && isSameSecret(given, token)
}

function actionsOf(parts: readonly string[]): Readonly<Record<string, Action>> | undefined {
  const [first = '', id, ...rest] = parts
  if (rest.length > 0) return undefined
  if (id === undefined) return Object.hasOwn(ACTIONS, first) ? ACTIONS[first] : undefined
  return first === 'faults' && /^\d{1,15}$/.test(id) ? { DELETE: stopOf(Number(id)) } : undefined
}

function stopOf(id: number): Action {
  return (_, { faults }) =>
    faults.stop(id) ? jsonAnswer(200, { faults: faults.armed }) : plainText(404, 'No such fault is armed.\n')
}

function withChecked<Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
  act: (value: v.InferOutput<Schema>) => HttpAnswer,
): HttpAnswer {
  const checked = v.safeParse(schema, body)
  if (checked.success) return act(checked.output)
  const [issue] = checked.issues
  return jsonAnswer(400, { error: 'invalid-input', path: v.getDotPath(issue) ?? '', message: issue.message })
}

/** Undefined where the body is no JSON, which no schema takes. */
function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    // What is wrong with it is said by the schema.
    return undefined
  }
}
