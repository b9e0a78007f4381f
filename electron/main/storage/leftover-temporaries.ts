import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { diskCodeOf } from './disk-error'

/** What `replaceFile` calls a file that is not whole yet: the name it will have, a UUID, and an ending. */
const TEMPORARY = /.\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/

/** Younger ones are left to the next start: a process of the app that was killed may still be at its last write. */
const YOUNGEST_MS = 60_000

/**
 * Removes what an app that was killed in the middle of a write left behind, in this folder and in all of the named ones
 * within it. Nothing else is touched, no link is followed, and a folder that is not there is no error.
 */
export async function removeLeftoverTemporaries(
  folder: string,
  within: readonly string[],
  nowMs: number,
): Promise<void> {
  await clean(folder, name => within.includes(name))

  async function clean(place: string, isEntered: (name: string) => boolean): Promise<void> {
    for (const entry of await entriesOf(place)) {
      const path = join(place, entry.name)
      if (entry.isDirectory() && isEntered(entry.name)) await clean(path, () => true)
      if (entry.isFile() && TEMPORARY.test(entry.name) && (await isOld(path, nowMs))) await rm(path, { force: true })
    }
  }
}

async function isOld(path: string, nowMs: number): Promise<boolean> {
  const { mtimeMs } = await lstat(path)
  return nowMs - mtimeMs > YOUNGEST_MS
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (diskCodeOf(error) === 'ENOENT') return []
    throw error
  }
}
