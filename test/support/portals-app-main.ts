import { app } from 'electron'
import { join } from 'node:path'
import { AppError, type AppErrorCode, type AppErrorDetails } from '../../electron/common/ipc/app-error'
import { printJson } from '../../electron/common/json/json-value'
import type { PortalId } from '../../electron/common/portals/portals.contract'
import { createBatchingClient } from '../../electron/main/rest/batch/batching-client'
import { createElectronTransport } from '../../electron/main/rest/electron-transport'
import type { HttpRequest, HttpResponse } from '../../electron/main/rest/http-transport'
import { PACE, type Pace, type Priority } from '../../electron/main/rest/pace/pace'
import { createPacedClient } from '../../electron/main/rest/pace/paced-client'
import { systemTimer } from '../../electron/main/rest/pace/timer'
import { createPortalClient } from '../../electron/main/rest/portal-client'
import { createShortLinks } from '../../electron/main/rest/short-link'
import { systemClock } from '../../electron/main/storage/clock'
import { createKeychainProcess } from '../../electron/main/storage/keychain-process'
import { createSecretStore, type SecretStore } from '../../electron/main/storage/secret-store'

/** What came of something, as plain values that can leave the process. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false
      readonly code: AppErrorCode | 'other'
      readonly details: AppErrorDetails
      readonly text: string
    }

export interface PacedCall {
  readonly method: string
  readonly body: string
  readonly priority: Priority
}

/** Calls of one portal, and what opens it. */
export interface PacedCalls {
  readonly origin: string
  readonly userId: number
  readonly secret: string
  /** Each made side by side, one after the other. */
  readonly rounds: readonly (readonly PacedCall[])[]
  /** Whether reads among them share a request, as they do in the app. */
  readonly isTogether: boolean
  /** Whether waits are as long as in the app, and not over in milliseconds. */
  readonly isPatient: boolean
}

/** Limits like those of a real portal, but over in milliseconds. */
const SHORT_PACE: Pace = {
  ...PACE,
  standard: { capacity: 5, drainPerSecond: 50 },
  enterprise: { capacity: 20, drainPerSecond: 100 },
  runTimePieceMs: 20,
  firstWaitMs: { rate: 10, network: 10 },
  longestStepMs: 60,
}
const SHORT_TIMEOUT_MS = 1_000
const PORTAL = 'portal' as PortalId

/** What a spec may touch inside Electron's main process. */
export interface PortalsApp {
  readonly secrets: SecretStore
  /** What the keychain said when it failed. */
  readonly keychainReports: string[]
  /** Every state of the keychain since the start, each once in a row. */
  readonly keychainStates: string[]
  send(request: HttpRequest): Promise<Outcome<HttpResponse>>
  /** Sends, and aborts when `abortSending` is called. */
  sendAbortable(request: HttpRequest): Promise<Outcome<HttpResponse>>
  abortSending(): void
  /** Makes calls of one portal over a client of their own; `abortSending` ends them. */
  callPaced(calls: PacedCalls): Promise<Outcome<string>[]>
  locationOf(url: string): Promise<Outcome<string | null>>
  outcomeOf<Value>(work: Promise<Value>): Promise<Outcome<Value>>
}

declare global {
  // The only way in for a spec, which runs in another process.
  var portalsApp: PortalsApp
}

// Without a listener Electron quits when the last window closes; this app has none at all.
app.on('window-all-closed', () => undefined)
void app.whenReady().then(() => {
  const transport = createElectronTransport({ userAgent: 'Paydesk/0.0.0-test' })
  const links = createShortLinks(transport)
  const answerLimit = process.env['PAYDESK_TEST_KEYCHAIN_LIMIT_MS']
  const keychainReports: string[] = []
  const keychainStates: string[] = []
  const secrets = createSecretStore({
    process: createKeychainProcess(join(__dirname, 'keychain.js')),
    ...(answerLimit === undefined ? {} : { answerLimitMs: Number(answerLimit) }),
    report: ({ fault, text }) => keychainReports.push(`${fault}: ${text}`),
  })
  secrets.onStateChange(() => {
    if (keychainStates.at(-1) !== secrets.state()) keychainStates.push(secrets.state())
  })
  let abort = new AbortController()
  globalThis.portalsApp = {
    secrets,
    keychainReports,
    keychainStates,
    send: request => outcomeOf(transport.send(request)),
    sendAbortable(request) {
      abort = new AbortController()
      return outcomeOf(transport.send(request, abort.signal))
    },
    abortSending: () => abort.abort(),
    async callPaced({ origin, userId, secret, rounds, isTogether, isPatient }) {
      abort = new AbortController()
      const { signal } = abort
      const portals = { addressOf: () => Promise.resolve({ origin, userId }) }
      const client = createPacedClient({
        client: createPortalClient({
          transport: {
            send: (request, given) => transport.send({ ...request, timeoutMs: SHORT_TIMEOUT_MS }, given),
          },
          secrets: { use: async (_, work) => work(secret) },
          portals,
          clock: systemClock,
          log: () => undefined,
        }),
        portals,
        timer: systemTimer,
        clock: systemClock,
        limitWaitsChanged: () => undefined,
        pace: isPatient ? PACE : SHORT_PACE,
      })
      const { call } = isTogether ? createBatchingClient({ client }) : client
      const outcomes: Outcome<string>[] = []
      for (const calls of rounds) {
        const made = calls.map(({ method, body, priority }) =>
          outcomeOf(call(PORTAL, method, body, { signal, priority }).then(({ value }) => printJson(value, 0))),
        )
        outcomes.push(...(await Promise.all(made)))
      }
      return outcomes
    },
    locationOf: url => outcomeOf(links.locationOf(url)),
    outcomeOf,
  }
})

async function outcomeOf<Value>(work: Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await work }
  } catch (error) {
    const text = error instanceof Error ? `${error.message} ${error.stack ?? ''} ${String(error.cause)}` : String(error)
    if (error instanceof AppError) return { ok: false, code: error.code, details: error.details, text }
    return { ok: false, code: 'other', details: {}, text }
  }
}
