import { utilityProcess, type UtilityProcess } from 'electron'
import * as v from 'valibot'
import { AppError } from '#common/ipc/app-error'
import { PracticePortalReport, type PracticePortalRequest } from '#common/practice-portal/practice-portal-messages'
import type { PracticeCommand, PracticeStatus } from '#common/practice-portal/practice-status'

type ReportKind = PracticePortalReport['kind']
type ReportOf<Kind extends ReportKind> = Extract<PracticePortalReport, { readonly kind: Kind }>

export interface PracticePortalProcess {
  /** Starts it on any free port and answers its webhook address, a secret. Error: internal, with `reason`. */
  start(stateFile: string): Promise<string>
  /** Where it has simulated payments sent, a secret; null while it does not run. */
  actionAddress(): string | null
  /** Returns its data to the seed. Errors: internal. */
  reset(): Promise<void>
  /** Lets it play something, and answers what it plays then. Errors: internal. */
  command(command: PracticeCommand): Promise<PracticeStatus>
  dispose(): void
}

/**
 * Runs the practice portal as a process of its own, so that it has nothing of main's and can crash alone. `active` is
 * called when it has received something.
 */
export function createPracticePortalProcess(scriptPath: string, active: () => void): PracticePortalProcess {
  let child: UtilityProcess | null = null
  let actionAddress: string | null = null
  let lastId = 0
  return { start, actionAddress: () => actionAddress, reset, command, dispose: () => void child?.kill() }

  async function start(stateFile: string): Promise<string> {
    const started = utilityProcess.fork(scriptPath, [], { serviceName: 'Paydesk practice portal' })
    child = started
    // What is asked of a process that is gone would never be answered.
    started.once('exit', () => {
      if (child !== started) return
      child = null
      actionAddress = null
    })
    started.on('message', (message: unknown) => {
      if (v.is(PracticePortalReport, message) && message.kind === 'active') active()
    })
    const report = await ask({ kind: 'start', stateFile, port: 0 }, ['started', 'failed'])
    if (report.kind === 'failed') throw failure(report.reason)
    actionAddress = report.actionAddress
    return report.address
  }

  async function reset(): Promise<void> {
    const report = await ask({ kind: 'reset' }, ['reset-done', 'reset-failed'])
    if (report.kind !== 'reset-done') throw failure('reset-failed')
  }

  async function command(told: PracticeCommand): Promise<PracticeStatus> {
    const id = ++lastId
    const report = await ask({ kind: 'command', id, command: told }, ['command-done', 'command-failed'], id)
    if (report.kind !== 'command-done') throw failure('not-started')
    return report.status
  }

  /** Resolves with the answer, which has the id that was asked with where there was one. */
  function ask<Kind extends ReportKind>(
    request: PracticePortalRequest,
    answers: readonly Kind[],
    id?: number,
  ): Promise<ReportOf<Kind>> {
    const asked = child
    if (asked === null) return Promise.reject(failure('not-started'))
    return new Promise((resolve, reject) => {
      const onExit = (): void => settle(() => reject(failure('ended')))
      const onMessage = (message: unknown): void => {
        const report = v.safeParse(PracticePortalReport, message)
        if (report.success && isOneOf(report.output, answers) && idOf(report.output) === id) {
          const answer = report.output
          settle(() => resolve(answer))
        }
      }
      const settle = (finish: () => void): void => {
        asked.off('exit', onExit)
        asked.off('message', onMessage)
        finish()
      }
      asked.on('exit', onExit)
      asked.on('message', onMessage)
      asked.postMessage(request)
    })
  }
}

function isOneOf<Kind extends ReportKind>(
  report: PracticePortalReport,
  kinds: readonly Kind[],
): report is ReportOf<Kind> {
  return kinds.some(kind => kind === report.kind)
}

function idOf(report: PracticePortalReport): number | undefined {
  return 'id' in report ? report.id : undefined
}

function failure(reason: string): AppError {
  return new AppError('internal', 'The practice portal does not run', { details: { reason: `practice-${reason}` } })
}
