import { utilityProcess, type UtilityProcess } from 'electron'
import * as v from 'valibot'
import { AppError } from '#common/ipc/app-error'
import { PracticePortalReport, type PracticePortalRequest } from '#common/practice-portal/practice-portal-messages'

type ReportKind = PracticePortalReport['kind']

export interface PracticePortalProcess {
  /** Starts it on any free port and answers its webhook address, a secret. Error: internal, with `reason`. */
  start(stateFile: string): Promise<string>
  /** Returns its data to the seed. Errors: internal. */
  reset(): Promise<void>
  dispose(): void
}

/** Runs the practice portal as a process of its own, so that it has nothing of main's and can crash alone. */
export function createPracticePortalProcess(scriptPath: string): PracticePortalProcess {
  let child: UtilityProcess | null = null
  return { start, reset, dispose: () => void child?.kill() }

  async function start(stateFile: string): Promise<string> {
    const started = utilityProcess.fork(scriptPath, [], { serviceName: 'Paydesk practice portal' })
    child = started
    // What is asked of a process that is gone would never be answered.
    started.once('exit', () => {
      if (child === started) child = null
    })
    const report = await ask({ kind: 'start', stateFile, port: 0 }, ['started', 'failed'])
    if (report.kind === 'started') return report.address
    throw failure(report.kind === 'failed' ? report.reason : 'internal')
  }

  async function reset(): Promise<void> {
    const report = await ask({ kind: 'reset' }, ['reset-done', 'reset-failed'])
    if (report.kind !== 'reset-done') throw failure('reset-failed')
  }

  function ask(request: PracticePortalRequest, answers: readonly ReportKind[]): Promise<PracticePortalReport> {
    const asked = child
    if (asked === null) return Promise.reject(failure('not-started'))
    return new Promise((resolve, reject) => {
      const onExit = (): void => settle(() => reject(failure('ended')))
      const onMessage = (message: unknown): void => {
        const report = v.safeParse(PracticePortalReport, message)
        if (report.success && answers.includes(report.output.kind)) settle(() => resolve(report.output))
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

function failure(reason: string): AppError {
  return new AppError('internal', 'The practice portal does not run', { details: { reason: `practice-${reason}` } })
}
