import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Draft, DraftId, ExportForm } from '#common/drafts/drafts.contract'
import { exportFolder as filesOf } from '#common/exporter/export-folder'
import { exportHandler } from '#common/exporter/export-handler'
import { AppError } from '#common/ipc/app-error'
import { diskCodeOf, diskError } from '../storage/disk-error'
import { replaceFile } from '../storage/write-whole-file'

export interface DraftExportParts {
  readonly drafts: { open(id: DraftId): Promise<Draft> }
  /** Lets the person choose a file to save as; null when cancelled. */
  readonly chooseFile: (suggestedName: string, extension: string) => Promise<string | null>
  readonly chooseFolder: () => Promise<string | null>
  readonly clipboard: { writeText(text: string): unknown }
}

export type DraftExports = ReturnType<typeof createDraftExports>

const EXTENSIONS: Readonly<Record<ExportForm, string>> = { json: 'json', curl: 'sh', javascript: 'js', php: 'php' }
/** What is exported is meant to be handed on, so it gets the rights of any other document. */
const LIKE_ANY_FILE = 0o644

/** Drafts for elsewhere: on the clipboard, in a file, or several in a folder. */
export function createDraftExports({ drafts, chooseFile, chooseFolder, clipboard }: DraftExportParts) {
  return { copyAs, exportFile, exportFolder }

  async function copyAs(id: DraftId, form: ExportForm): Promise<void> {
    clipboard.writeText(writtenAs(await drafts.open(id), form))
  }

  async function exportFile(id: DraftId, form: ExportForm): Promise<string | null> {
    const draft = await drafts.open(id)
    const content = writtenAs(draft, form)
    const path = await chooseFile(`${nameFor(draft)}.${EXTENSIONS[form]}`, EXTENSIONS[form])
    if (path === null) return null
    await replaceFile(path, content, LIKE_ANY_FILE).catch((error: unknown) => {
      throw diskError('The export could not be written', basename(path), error)
    })
    return basename(path)
  }

  async function exportFolder(ids: readonly DraftId[]): Promise<{ folder: string; count: number } | null> {
    const folder = await chooseFolder()
    if (folder === null) return null
    const texts: string[] = []
    for (const id of ids) texts.push((await drafts.open(id)).text)
    for (const { name, text } of filesOf(texts)) await writeBeside(folder, basename(name, '.json'), text)
    return { folder: basename(folder), count: ids.length }
  }
}

/** A text that is not JSON yet can only be handed on as it is. */
function writtenAs({ text, summary }: Draft, form: ExportForm): string {
  if (form === 'json') return text
  if (!summary.isReadable) {
    throw new AppError('invalid-input', 'Only JSON can be written so', { details: { reason: 'export-not-json' } })
  }
  const id = summary.origin.handlerId
  return exportHandler(text, form, id === null ? {} : { id })
}

/** Writes a new file, under the first name that is free: `till.json`, `till 2.json` and so on. */
async function writeBeside(folder: string, stem: string, text: string): Promise<void> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${stem}.json` : `${stem} ${number}.json`
    try {
      await writeFile(join(folder, name), text, { flag: 'wx', mode: LIKE_ANY_FILE })
      return
    } catch (error) {
      if (diskCodeOf(error) !== 'EEXIST') throw diskError('The export could not be written', name, error)
    }
  }
}

function nameFor({ text }: Draft): string {
  const [file] = filesOf([text])
  return basename(file?.name ?? '', '.json')
}
