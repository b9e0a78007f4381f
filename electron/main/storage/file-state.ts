import { access, constants, lstat, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { diskCodeOf } from './disk-error'

/** Why a file is not read or not written, before anything is known of its content. */
export type FileHindrance = 'read-only' | 'foreign' | 'unreadable' | 'not-a-file' | 'lost-link'
export type FileState = 'missing' | 'sound' | FileHindrance

const MISSING: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR'])
const ANY_MAY_WRITE = 0o222

/**
 * What is in the place of a file. Never opens it: a pipe with its name would keep a reader waiting for ever. A link to a
 * file is as good as the file.
 */
export async function fileStateOf(path: string): Promise<FileState> {
  try {
    const facts = await stat(path)
    if (!facts.isFile()) return 'not-a-file'
    if (!(await isAllowed(path, constants.R_OK))) return 'unreadable'
    if (await isOfAnother(facts.uid, path)) return 'foreign'
    // Root may write what is marked as read-only, and somebody has marked it all the same.
    const isMarked = (facts.mode & ANY_MAY_WRITE) === 0
    return isMarked || !(await isAllowed(path, constants.W_OK)) ? 'read-only' : 'sound'
  } catch (error) {
    if (!MISSING.has(diskCodeOf(error))) return 'unreadable'
    return (await isLink(path)) ? 'lost-link' : 'missing'
  }
}

/** What is in the place of a folder. */
export async function folderStateOf(
  path: string,
): Promise<'missing' | 'sound' | 'read-only' | 'unreadable' | 'not-a-folder' | 'lost-link'> {
  try {
    if (!(await stat(path)).isDirectory()) return 'not-a-folder'
    if (!(await isAllowed(path, constants.R_OK | constants.X_OK))) return 'unreadable'
    return (await isAllowed(path, constants.W_OK)) ? 'sound' : 'read-only'
  } catch (error) {
    if (!MISSING.has(diskCodeOf(error))) return 'unreadable'
    return (await isLink(path)) ? 'lost-link' : 'missing'
  }
}

/** A shared disk may give all its files to one other user: a file is another's only if its folder is not theirs too. */
async function isOfAnother(owner: number, path: string): Promise<boolean> {
  const own = process.getuid?.()
  return own !== undefined && owner !== own && owner !== (await stat(dirname(path))).uid
}

function isAllowed(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  )
}

function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    facts => facts.isSymbolicLink(),
    () => false,
  )
}
