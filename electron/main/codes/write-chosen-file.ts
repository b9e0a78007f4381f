import { AppError } from '#common/ipc/app-error'
import { replaceFile } from '../storage/write-whole-file'

/** What a person saves is their own file, so it gets what the system gives to new files. */
const SAVED_FILE_MODE = 0o666

/** Writes a file where a person chose, whole or not at all. Error: conflict with reason `file-not-written` and `system`. */
export async function writeChosenFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await replaceFile(path, bytes, SAVED_FILE_MODE)
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new AppError('conflict', 'The file could not be written', {
      details: { reason: 'file-not-written', system: code },
      cause: error,
    })
  }
}
