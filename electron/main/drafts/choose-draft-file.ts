import { dialog, type BrowserWindow } from 'electron'
import { basename } from 'node:path'
import { MAX_DRAFT_LENGTH } from '#common/drafts/drafts.contract'
import { AppError } from '#common/ipc/app-error'
import { readChosenFile, type ChosenFileProblem } from '../storage/read-chosen-file'
import type { ChosenFile } from './drafts.service'

const REASONS = {
  unreadable: 'file-unreadable',
  'too-large': 'file-too-large',
  changed: 'file-changed',
} as const satisfies Record<ChosenFileProblem, string>

/**
 * Lets the person choose a text file with a handler in it; null when cancelled. Errors: invalid-input with `reason`
 * `file-unreadable`, `file-too-large`, `file-changed` or `file-not-text`.
 */
export async function chooseDraftFile(window: BrowserWindow): Promise<ChosenFile | null> {
  const chosen = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [
      { name: 'JSON', extensions: ['json', 'txt'] },
      { name: '*', extensions: ['*'] },
    ],
  })
  const path = chosen.filePaths[0]
  return path === undefined ? null : { name: basename(path), text: await readTextFile(path) }
}

/** Reads a whole file as UTF-8. Errors as above. */
export async function readTextFile(path: string): Promise<string> {
  const read = await readChosenFile(path, MAX_DRAFT_LENGTH)
  if (!read.ok) throw refusal(REASONS[read.problem])
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(read.bytes)
  } catch {
    throw refusal('file-not-text')
  }
}

function refusal(reason: string): AppError {
  return new AppError('invalid-input', 'The file cannot be opened as a draft', { details: { reason } })
}
