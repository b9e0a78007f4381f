import { utilityProcess } from 'electron'
import { AppError } from '#common/ipc/app-error'
import type { ReadTable } from '#common/payments/table'
import { TableReply } from '#common/payments/table-messages'
import * as v from 'valibot'

/** An honest file of the largest size takes a tenth of it. */
const LIMIT_MS = 30_000

export type TableReader = (
  request: { readonly bytes: Uint8Array; readonly sheet: number },
  signal: AbortSignal,
) => Promise<ReadTable>

/**
 * Reads a file in a process of its own, which ends with it. SECURITY: a file can come from anybody, and may be made to
 * crash, to hang or to fill the memory of what reads it. `scriptPath` is the built `table-reader.js`. Errors:
 * invalid-input with a TableProblem or `table-not-read` as `reason`; cancelled.
 */
export function createTableReader(scriptPath: string): TableReader {
  return (request, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(cancelled())
      const child = utilityProcess.fork(scriptPath, [], {
        serviceName: 'Paydesk table reader',
        stdio: 'ignore',
        execArgv: ['--max-old-space-size=1024'],
      })
      const timer = setTimeout(() => settle(() => reject(refused('table-not-read'))), LIMIT_MS)
      const onAbort = (): void => settle(() => reject(cancelled()))
      signal.addEventListener('abort', onAbort, { once: true })
      // What is not there yet cannot be told anything, nor be ended.
      child.once('spawn', () => (isSettled ? child.kill() : child.postMessage(request)))
      child.once('exit', () => settle(() => reject(refused('table-not-read'))))
      child.on('message', (message: unknown) => {
        const reply = v.safeParse(TableReply, message)
        if (!reply.success) return
        const { output } = reply
        settle(() => (output.kind === 'table' ? resolve(output) : reject(refused(output.problem))))
      })
      let isSettled = false

      function settle(finish: () => void): void {
        if (isSettled) return
        isSettled = true
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
        child.kill()
        finish()
      }
    })
}

function refused(reason: Extract<TableReply, { kind: 'refused' }>['problem'] | 'table-not-read'): AppError {
  return new AppError('invalid-input', 'The file gives no table', { details: { reason } })
}

function cancelled(): AppError {
  return new AppError('cancelled', 'Reading the file was cancelled')
}
