import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import type { CodeFormat } from '#common/codes/codes.contract'

/** Lets the person choose where to save a code, or an archive of many; null when cancelled. A name without an ending gets the format's. */
export async function chooseCodeFile(
  window: BrowserWindow,
  suggestedName: string,
  format: CodeFormat | 'zip',
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: suggestedName,
    filters: [{ name: format.toUpperCase(), extensions: [format] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  if (canceled || filePath === '') return null
  if (extname(filePath) !== '') return filePath
  const completed = `${filePath}.${format}`
  // The dialog has asked about the name without the ending; the one with it may be another file.
  return existsSync(completed) ? chooseCodeFile(window, completed, format) : completed
}
