import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { diskCodeOf } from '../storage/disk-error'
import { flushFolder, replaceFileSoon } from '../storage/write-whole-file'
import type { FileSink } from './file-sink'

/** What is saved is the person's own, so it gets what the system gives to new files. */
const SAVED_FILE_MODE = 0o666

/** Writes into a folder that is there. */
export function createFolderSink(folder: string): FileSink {
  return { write, finish: () => flushFolder(folder), abandon: () => Promise.resolve() }

  async function write(name: string, bytes: Uint8Array, mode: 'new' | 'over'): Promise<'written' | 'exists'> {
    const path = join(folder, name)
    if (mode === 'over') {
      await replaceFileSoon(path, bytes, SAVED_FILE_MODE)
      return 'written'
    }
    // An empty file of the name first: only so nothing that another program writes meanwhile is replaced.
    if (!(await isReserved(path))) return 'exists'
    try {
      await replaceFileSoon(path, bytes, SAVED_FILE_MODE)
      return 'written'
    } catch (error) {
      await rm(path, { force: true })
      throw error
    }
  }
}

async function isReserved(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', SAVED_FILE_MODE)).close()
    return true
  } catch (error) {
    if (diskCodeOf(error) === 'EEXIST') return false
    throw error
  }
}
