import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { StartFailureReason } from '#common/practice-portal/practice-portal-messages'
import { GRANTED_SCOPES, type LoggedRequest } from '#common/practice-portal/practice-status'
import { actionAddressOf } from './action-answers'
import { answerRequest, type AnsweredRequest, type RequestServices } from './answer-request'
import type { Offer } from './call-method'
import { Conditions } from './conditions'
import { Faults } from './faults'
import { send } from './http-answer'
import { METHODS } from './methods/method-table'
import { randomText, type RandomBytes } from './random-text'
import type { RateLimit } from './rate-bucket'
import { RequestLog, type ReceivedRequest } from './request-log'
import { failureName, RestService } from './rest-service'
import type { RunTimeLimit } from './run-time-meter'
import { newInstallation, seededState } from './seed'
import { openStateStore, type StateStore } from './state-store'

const LOOPBACK = '127.0.0.1'
const USER_ID = '1'
const CONTROL_TOKEN_LENGTH = 32
/** How long requests under way may take to finish when the portal is closed. */
const CLOSING_GRACE_MS = 1000

export interface PracticePortalOptions {
  /** 0, the default, means any that is free. */
  readonly port?: number
  /** Where the state is kept; in memory only when left out. */
  readonly stateFile?: string
  /** Whether the webhook belongs to a CRM administrator; it does by default. */
  readonly isAdmin?: boolean
  /** What the webhook has been granted; everything the app wants by default. */
  readonly scopes?: readonly string[]
  /** How many requests it takes in a time, as portals in the cloud do; any number when left out. */
  readonly rateLimit?: RateLimit
  /** How long each method may run in ten minutes; any time when left out. */
  readonly runTimeLimit?: RunTimeLimit
  /** Whether who has its control token may tell it over HTTP what to do; nobody may by default. */
  readonly hasControl?: boolean
  /** Milliseconds since 1970. */
  readonly now?: () => number
  readonly randomBytes?: RandomBytes
  /** Is told, in one line and without secrets, what the owner should know. */
  readonly report?: (line: string) => void
}

export interface PracticePortal {
  /** The webhook address, with its secret and a trailing slash. */
  readonly address: string
  /** Where simulated payments are sent, as much a secret; without a slash at its end. */
  readonly actionAddress: string
  readonly port: number
  readonly faults: Faults
  readonly conditions: Conditions
  /** What the portal knows; changing it is what another administrator would do in the meantime. */
  readonly state: StateStore
  /** The latest requests, oldest first. */
  readonly requests: readonly LoggedRequest[]
  readonly log: RequestLog
  /** A secret of its own, made anew on every start; null where it may not be controlled over HTTP. */
  readonly controlToken: string | null
  /** Returns to the seed and to the conditions it was started with, and stops every fault; the address stays the same. */
  reset(): Promise<void>
  /** Takes no more requests and resolves when those under way are answered and saved. */
  close(): Promise<void>
}

/** Why {@link startPracticePortal} failed; the cause says more. */
export class StartFailure extends Error {
  constructor(
    readonly reason: Exclude<StartFailureReason, 'internal'>,
    cause: unknown,
  ) {
    super(`The practice portal could not start: ${reason}`, { cause })
  }
}

/** Starts the practice portal on the loopback interface. Rejects with {@link StartFailure}. */
export async function startPracticePortal(options: PracticePortalOptions = {}): Promise<PracticePortal> {
  const { now = Date.now, report = () => {}, isAdmin = true, scopes = GRANTED_SCOPES } = options
  const state = await openState(options, now, report)
  const faults = new Faults(now)
  const log = new RequestLog(now)
  const { rateLimit, runTimeLimit } = options
  const conditions = new Conditions({ userId: USER_ID, isAdmin, scopes, rateLimit, runTimeLimit })
  const rest = new RestService(state, offerUnder(conditions, { methods: METHODS, faults, now }), report)
  const controlToken = options.hasControl ? randomText(CONTROL_TOKEN_LENGTH, options.randomBytes ?? randomBytes) : null
  const control = controlToken === null ? null : { token: controlToken, faults, conditions, log, reset }
  const services: Services = { store: state, rest, faults, conditions, control, arrivals: new Map(), now, log, report }
  const server = createServer((request, response) => void serve(request, response, services))
  const port = await listen(server, options.port ?? 0)

  return {
    address: `http://${LOOPBACK}:${port}/rest/${USER_ID}/${state.current.installation.webhookSecret}/`,
    actionAddress: actionAddressOf(state.current.installation, `http://${LOOPBACK}:${port}`),
    port,
    faults,
    conditions,
    state,
    get requests() {
      return log.requests
    },
    log,
    controlToken,
    reset,
    async close() {
      await closeServer(server)
      await state.settled()
    },
  }

  async function reset(): Promise<void> {
    await state.change(({ installation }) => ({ state: seededState(installation), value: undefined }))
    faults.clear()
    conditions.reset()
  }
}

/** What is offered, with the conditions as they are at each call. */
function offerUnder(conditions: Conditions, fixed: Pick<Offer, 'methods' | 'faults' | 'now'>): Offer {
  return {
    ...fixed,
    get webhook() {
      return conditions.webhook
    },
    get runTimes() {
      return conditions.runTimes
    },
  }
}

async function openState(
  options: PracticePortalOptions,
  now: () => number,
  report: (line: string) => void,
): Promise<StateStore> {
  const seed = () => seededState(newInstallation(options.randomBytes ?? randomBytes))
  try {
    return await openStateStore({ file: options.stateFile, seed, now, report })
  } catch (error) {
    throw new StartFailure('state-unavailable', error)
  }
}

interface Services extends RequestServices {
  readonly log: RequestLog
  readonly report: (line: string) => void
}

async function serve(request: IncomingMessage, response: ServerResponse, services: Services): Promise<void> {
  try {
    const answered = await answerRequest(request, request.socket.localPort ?? 0, services)
    const { answer, pace } = answered
    if (answered.isOfPortal) services.log.add(receivedRequest(request, answered, services))
    if (answer === null) request.socket.destroy()
    else await send(response, answer, pace)
  } catch (error) {
    // A client that went away before its request was whole is nothing to report, and there is nobody left to answer.
    if (!request.errored) services.report(`The practice portal failed on a request: ${failureName(error)}`)
    response.destroy()
  }
}

function receivedRequest(
  request: IncomingMessage,
  { methodName, answer }: AnsweredRequest,
  { store, control }: Services,
): ReceivedRequest {
  const { webhookSecret } = store.current.installation
  const secrets = control === null ? [webhookSecret] : [webhookSecret, control.token]
  return {
    // SECURITY: in a path with a part missing the secret stands where the method should.
    methodName: secrets.some(secret => methodName?.includes(secret)) ? null : methodName,
    verb: request.method ?? '',
    contentType: request.headers['content-type'] ?? null,
    status: answer?.status ?? 0,
    errorCode: answer?.errorCode ?? null,
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => {
      reject(new StartFailure(error.code === 'EADDRINUSE' ? 'port-taken' : 'port-refused', error))
    }
    server.once('error', refuse)
    // SECURITY: bound to the loopback interface, so no other computer reaches it.
    server.listen(port, LOOPBACK, () => {
      server.off('error', refuse)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    const giveUp = setTimeout(() => server.closeAllConnections(), CLOSING_GRACE_MS)
    server.close(() => {
      clearTimeout(giveUp)
      resolve()
    })
    server.closeIdleConnections()
  })
}
