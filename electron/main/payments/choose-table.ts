import { dialog, type BrowserWindow } from 'electron'
import { basename } from 'node:path'
import { AppError } from '#common/ipc/app-error'
import { MAX_TABLE_BYTES } from '#common/payments/table'
import { readChosenFile, type ChosenFileProblem } from '../storage/read-chosen-file'

const REASONS = {
  unreadable: 'file-unreadable',
  'too-large': 'table-too-large',
  changed: 'file-changed',
} as const satisfies Record<ChosenFileProblem, string>

/**
 * Lets the person choose a file with payments; null when cancelled. Errors: invalid-input with reason `file-unreadable`,
 * `table-too-large` or `file-changed`.
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
  const read = await readChosenFile(path, MAX_TABLE_BYTES)
  if (read.ok) return { name: basename(path), bytes: read.bytes }
  throw new AppError('invalid-input', 'The file cannot be opened as a table', {
    details: { reason: REASONS[read.problem] },
  })
}
