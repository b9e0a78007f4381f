import { open, stat, type FileHandle } from 'node:fs/promises'

/** Why a file that a person chose is not read; `changed` is one that was written while it was read. */
export type ChosenFileProblem = 'unreadable' | 'too-large' | 'changed'

export type ChosenFile =
  { readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly problem: ChosenFileProblem }

/**
 * Reads a file that a person chose, and never more of it than it may hold, however it grows meanwhile. Half of what somebody
 * is just writing is refused, because it would look like all of it.
 */
export async function readChosenFile(path: string, maxBytes: number): Promise<ChosenFile> {
  let file: FileHandle | null = null
  try {
    // Only a file is opened: a pipe would be waited for, and a device may have no end.
    if (!(await stat(path)).isFile()) return { ok: false, problem: 'unreadable' }
    file = await open(path)
    const before = await file.stat()
    if (before.size > maxBytes) return { ok: false, problem: 'too-large' }
    const bytes = await readUpTo(file, before.size + 1)
    const after = await file.stat()
    const isSame = bytes.length === before.size && after.size === before.size && after.mtimeMs === before.mtimeMs
    return isSame ? { ok: true, bytes } : { ok: false, problem: 'changed' }
  } catch {
    // Whatever the disk says is the same to the person: it is not there, may not be read, or its disk is gone.
    return { ok: false, problem: 'unreadable' }
  } finally {
    await file?.close().catch(() => undefined)
  }
}

async function readUpTo(file: FileHandle, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}
