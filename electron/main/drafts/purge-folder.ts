import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { holdsSecret, purgeText } from '#common/purge/purge-text'
import { diskCodeOf, diskError } from '../storage/disk-error'
import { replaceFile } from '../storage/write-whole-file'
import { DRAFT_FILES, REVISIONS_FOLDER } from './draft-file-names'

const OWNER_ONLY = 0o600
/** The text is written last by whoever asks, and the base is what the portal had: it says when a push has to stop. */
const KEPT: ReadonlySet<string> = new Set([DRAFT_FILES.text, DRAFT_FILES.base])

export interface PurgedFolder {
  /** How many revisions were changed. */
  readonly revisions: number
  /** How many other files were. */
  readonly records: number
}

/**
 * Takes secrets out of all that is kept beside the text of a draft, whoever wrote it: the history of undo is removed as a
 * whole, for it may hold a secret letter by letter. What was done stays done when a later file is refused.
 */
export async function purgeFolder(folder: string, secrets: readonly string[]): Promise<PurgedFolder> {
  await rm(join(folder, DRAFT_FILES.undo), { force: true }).catch(refused)
  const revisions = await purgeFiles(join(folder, REVISIONS_FOLDER), secrets)
  const records = await purgeFiles(folder, secrets)
  return { revisions, records }
}

/** One file after the other: revisions may be many, and large. */
async function purgeFiles(folder: string, secrets: readonly string[]): Promise<number> {
  let count = 0
  for (const name of await filesIn(folder)) {
    if (!KEPT.has(name) && (await purgeFile(join(folder, name), secrets))) count += 1
  }
  return count
}

async function purgeFile(file: string, secrets: readonly string[]): Promise<boolean> {
  try {
    const bytes = await readFile(file)
    // One byte a sign where it is no text, as a file that was set aside may be: nothing but the secret is changed.
    const encoding = isText(bytes) ? 'utf8' : 'latin1'
    const sought = secrets.map(secret => Buffer.from(secret, 'utf8').toString(encoding))
    const content = bytes.toString(encoding)
    if (!holdsSecret(content, sought)) return false
    // What a killed write left behind is of no use to anybody.
    if (file.endsWith('.tmp')) await rm(file, { force: true })
    else await replaceFile(file, Buffer.from(purgeText(content, sought).text, encoding), OWNER_ONLY)
    return true
  } catch (error) {
    return refused(error)
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (diskCodeOf(error) === 'ENOENT') return []
    return refused(error)
  })
  return entries.filter(entry => entry.isFile()).map(({ name }) => name)
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function refused(error: unknown): never {
  throw diskError('A secret could not be removed from a file', 'draft', error)
}
