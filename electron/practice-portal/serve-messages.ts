import * as v from 'valibot'
import {
  PracticePortalRequest,
  type PracticePortalReport,
  type StartFailureReason,
} from '#common/practice-portal/practice-portal-messages'
import { obey } from './obey'
import { StartFailure, type PracticePortal, type PracticePortalOptions } from './server'

/** The end of the line to main that a process started by it holds. */
export interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  postMessage(message: PracticePortalReport): void
}

export interface PortalProcess {
  readonly parent: ParentPort
  readonly start: (options: PracticePortalOptions) => Promise<PracticePortal>
  readonly report: (line: string) => void
  readonly exit: () => void
}

/** How long it waits to tell of requests, so that many are told of at once. */
const ACTIVITY_INTERVAL_MS = 150

/** Does what main asks for by messages, one after the other. Throws on a message that is none of ours. */
export function serveMessages({ parent, start, report, exit }: PortalProcess): void {
  let portal: PracticePortal | undefined
  let last: Promise<void> = Promise.resolve()
  let isActivityToBeTold = false
  parent.on('message', ({ data }) => {
    const request = v.parse(PracticePortalRequest, data)
    last = last.then(() => perform(request))
  })

  async function perform(request: PracticePortalRequest): Promise<void> {
    switch (request.kind) {
      case 'start':
        parent.postMessage(await started(request.stateFile, request.port))
        break
      case 'reset':
        parent.postMessage(await reset())
        break
      case 'command':
        parent.postMessage(
          portal === undefined
            ? { kind: 'command-failed', id: request.id }
            : { kind: 'command-done', id: request.id, status: obey(request.command, portal) },
        )
        break
      case 'stop':
        await portal?.close()
        exit()
    }
  }

  async function started(stateFile: string, port: number): Promise<PracticePortalReport> {
    try {
      await portal?.close()
      portal = await start({ stateFile, port, report })
      portal.log.onAdded(tellOfActivity)
      return { kind: 'started', port: portal.port, address: portal.address, actionAddress: portal.actionAddress }
    } catch (error) {
      portal = undefined
      return { kind: 'failed', reason: reasonOf(error) }
    }
  }

  function tellOfActivity(): void {
    if (isActivityToBeTold) return
    isActivityToBeTold = true
    setTimeout(() => {
      isActivityToBeTold = false
      parent.postMessage({ kind: 'active' })
    }, ACTIVITY_INTERVAL_MS)
  }

  async function reset(): Promise<PracticePortalReport> {
    try {
      await portal?.reset()
      return { kind: portal === undefined ? 'reset-failed' : 'reset-done' }
    } catch {
      // The state could not be written; nothing was changed, and main is told so.
      return { kind: 'reset-failed' }
    }
  }
}

function reasonOf(error: unknown): StartFailureReason {
  return error instanceof StartFailure ? error.reason : 'internal'
}
