import { app } from 'electron'
import { join } from 'node:path'
import { AppError, type AppErrorCode, type AppErrorDetails } from '../../electron/common/ipc/app-error'
import { createElectronTransport } from '../../electron/main/rest/electron-transport'
import type { HttpRequest, HttpResponse } from '../../electron/main/rest/http-transport'
import { createShortLinks } from '../../electron/main/rest/short-link'
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
