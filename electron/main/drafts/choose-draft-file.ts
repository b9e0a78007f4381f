import { dialog, type BrowserWindow } from 'electron'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { MAX_DRAFT_LENGTH } from '#common/drafts/drafts.contract'
import { AppError } from '#common/ipc/app-error'
import type { ChosenFile } from './drafts.service'

/**
 * Lets the person choose a text file with a handler in it; null when cancelled. Errors: invalid-input with `reason`
 * `file-unreadable`, `file-too-large` or `file-not-text`.
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
  const facts = await stat(path).catch(() => null)
  if (facts?.isFile() !== true) throw refusal('file-unreadable')
  if (facts.size > MAX_DRAFT_LENGTH) throw refusal('file-too-large')
  const bytes = await readFile(path).catch(() => null)
  if (bytes === null) throw refusal('file-unreadable')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refusal('file-not-text')
  }
}

function refusal(reason: string): AppError {
  return new AppError('invalid-input', 'The file cannot be opened as a draft', { details: { reason } })
}
