import { join } from 'node:path'
import { addOneOfMany, flushFolder, replaceOneOfMany } from '../storage/write-whole-file'
import type { FileSink } from './file-sink'

/** What is saved is the person's own, so it gets what the system gives to new files. */
const SAVED_FILE_MODE = 0o666

/** Writes into a folder that is there. */
export function createFolderSink(folder: string): FileSink {
  return { write, finish: () => flushFolder(folder), abandon: () => Promise.resolve() }

  async function write(name: string, bytes: Uint8Array, mode: 'new' | 'over'): Promise<'written' | 'exists'> {
    const path = join(folder, name)
    if (mode === 'new') return (await addOneOfMany(path, bytes, SAVED_FILE_MODE)) ? 'written' : 'exists'
    await replaceOneOfMany(path, bytes, SAVED_FILE_MODE)
    return 'written'
  }
}
