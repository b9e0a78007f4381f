import { randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { diskCodeOf } from './disk-error'
import type { TroubleSink } from './file-troubles'

const OWNER_ONLY_FOLDER = 0o700
const OWNER_ONLY_FILE = 0o600
/** As much as a small file of ours takes: a disk that is full still takes the name of a file. */
const PROBE = Buffer.alloc(4096)
/** What failed is tried again this often, so that the message goes by itself. */
const RETRY_MS = 5_000
const FULL: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT'])

export interface FolderWatch {
  /** Resolves after the first look; goes on looking until something can be written. Never rejects. */
  start(): Promise<void>
  dispose(): void
}

/** Finds out at the start whether anything can be written in a folder, tells if not, and calls `usable` when it can. */
export function createFolderWatch(
  folder: string,
  { onTrouble, onSound, usable }: Required<TroubleSink> & { readonly usable: () => void },
): FolderWatch {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDisposed = false
  return {
    start: look,
    dispose() {
      isDisposed = true
      clearTimeout(timer)
    },
  }

  async function look(): Promise<void> {
    const trouble = await troubleOf(folder)
    if (isDisposed) return
    if (trouble === null) {
      onSound(folder)
      usable()
    } else {
      onTrouble({ kind: trouble, file: folder, keptAs: null })
      timer = setTimeout(() => void look(), RETRY_MS)
    }
  }
}

async function troubleOf(folder: string): Promise<'read-only-folder' | 'full-disk' | null> {
  // Named as a file that is not whole yet, so that one that a kill leaves is swept away.
  const path = join(folder, `write-test.${randomUUID()}.tmp`)
  try {
    await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER })
    await writeProbe(path)
    return null
  } catch (error) {
    return FULL.has(diskCodeOf(error)) ? 'full-disk' : 'read-only-folder'
  }
}

async function writeProbe(path: string): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY_FILE)
  try {
    await file.writeFile(PROBE)
    await file.sync()
  } finally {
    await file.close()
    await rm(path, { force: true })
  }
}
