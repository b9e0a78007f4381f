import { dialog, type BrowserWindow } from 'electron'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '#common/ipc/app-error'
import { MAX_TABLE_BYTES } from '#common/payments/table'

/**
 * Lets the person choose a file with payments; null when cancelled. Errors: invalid-input with reason `file-unreadable`
 * or `table-too-large`.
 */
export async function chooseTable(window: BrowserWindow): Promise<{ name: string; bytes: Uint8Array } | null> {
  const chosen = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [
      { name: 'CSV, Excel', extensions: ['csv', 'txt', 'tsv', 'xlsx'] },
      { name: '*', extensions: ['*'] },
    ],
  })
  const path = chosen.filePaths[0]
  if (path === undefined) return null
  const facts = await stat(path).catch(() => null)
  if (facts?.isFile() !== true) throw refused('file-unreadable')
  if (facts.size > MAX_TABLE_BYTES) throw refused('table-too-large')
  const bytes = await readFile(path).catch(() => null)
  if (bytes === null) throw refused('file-unreadable')
  return { name: basename(path), bytes }
}

function refused(reason: 'file-unreadable' | 'table-too-large'): AppError {
  return new AppError('invalid-input', 'The file cannot be opened as a table', { details: { reason } })
}
