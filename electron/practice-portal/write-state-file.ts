import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

const OWNER_ONLY_FILE = 0o600
const OWNER_ONLY_FOLDER = 0o700

/**
 * Replaces the state file whole or not at all; only the owner may read it. What is left half-written by a kill has the
 * name that the app sweeps away at its start.
 */
export async function writeStateFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: OWNER_ONLY_FOLDER })
  const unfinished = `${file}.${randomUUID()}.tmp`
  try {
    await writeNewFile(unfinished, text)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/** A file handle's writeFile goes on until all is written; a single write may stop early on a full disk, in silence. */
async function writeNewFile(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', OWNER_ONLY_FILE)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
