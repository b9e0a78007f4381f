import { randomUUID } from 'node:crypto'
import { link, lstat, mkdir, open, realpath, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { diskCodeOf } from './disk-error'

const OWNER_ONLY_FILE = 0o600
const OWNER_ONLY_FOLDER = 0o700

/**
 * Replaces a file's text whole or not at all, whatever happens meanwhile; only the owner may read it. The text is on
 * the disk once this resolves. Makes the folder if it is missing.
 */
export async function writeWholeFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: OWNER_ONLY_FOLDER })
  await replaceFile(path, text, OWNER_ONLY_FILE)
}

/**
 * Puts content in the place of a file, whole or not at all, in a folder that is there. On the disk once it resolves. A
 * link stays a link and the file it leads to is replaced; one that leads nowhere is an error, for what it led to may come
 * back.
 */
export async function replaceFile(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  const place = await replace(path, content, { mode, isFlushed: true })
  await flushFolder(dirname(place))
}

/**
 * As `replaceFile`, but without waiting for the disk: no end of the app can take what was written, only that of the
 * system within seconds. It is as fast as the memory, however busy the disk is.
 */
export async function replaceFileSoon(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  await replace(path, content, { mode, isFlushed: false })
}

/** As `replaceFile`, for one of many files of a folder, which is to be flushed once after the last of them. */
export async function replaceOneOfMany(path: string, content: Uint8Array, mode: number): Promise<void> {
  await replace(path, content, { mode, isFlushed: true })
}

/** As `replaceOneOfMany`, where nothing of that name is there; else it writes nothing and answers false. */
export async function addOneOfMany(path: string, content: Uint8Array, mode: number): Promise<boolean> {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    await writeNewFile(temporary, content, { mode, isFlushed: true })
    return await nameNew(temporary, path, mode)
  } finally {
    await rm(temporary, { force: true })
  }
}

/** Gives a file its name if nothing has it: a rename would replace what another program makes at that moment. */
async function nameNew(temporary: string, path: string, mode: number): Promise<boolean> {
  try {
    await link(temporary, path)
    return true
  } catch (error) {
    if (diskCodeOf(error) === 'EEXIST') return false
    // Memory cards and some shared folders know no second name of a file, and each system says that in its own way. What
    // else is wrong is in the other way too, and said there.
    return nameReserved(temporary, path, mode)
  }
}

/** The name is kept by an empty file for a moment, which is left where the power is cut just then. */
async function nameReserved(temporary: string, path: string, mode: number): Promise<boolean> {
  try {
    await (await open(path, 'wx', mode)).close()
  } catch (error) {
    if (diskCodeOf(error) === 'EEXIST') return false
    throw error
  }
  try {
    await moveOver(temporary, path)
    return true
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

/** Answers the place of the file itself. */
async function replace(
  path: string,
  content: string | Uint8Array,
  options: { readonly mode: number; readonly isFlushed: boolean },
): Promise<string> {
  const place = await placeOf(path)
  // In the same folder, because a rename is only atomic within one file system.
  const temporary = `${place}.${randomUUID()}.tmp`
  try {
    await writeNewFile(temporary, content, options)
    await moveOver(temporary, place)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  return place
}

async function placeOf(path: string): Promise<string> {
  const isLink = await lstat(path).then(
    facts => facts.isSymbolicLink(),
    () => false,
  )
  return isLink ? realpath(path) : path
}

/** What Windows says of a file that a virus scanner or an indexer has open, which they do for some milliseconds. */
const HELD: ReadonlySet<string | undefined> = new Set(['EACCES', 'EBUSY', 'EPERM'])
const PAUSES_MS = [10, 40, 160, 640]

/** Gives a file the place of another one, whole or not at all; both are in one folder. */
export async function moveOver(from: string, to: string): Promise<void> {
  for (const pauseMs of process.platform === 'win32' ? PAUSES_MS : []) {
    try {
      await rename(from, to)
      return
    } catch (error) {
      if (!HELD.has(diskCodeOf(error))) throw error
      await pause(pauseMs)
    }
  }
  await rename(from, to)
}

/** A file handle's writeFile goes on until all is written; a single write may stop early on a full disk, in silence. */
async function writeNewFile(
  path: string,
  content: string | Uint8Array,
  { mode, isFlushed }: { readonly mode: number; readonly isFlushed: boolean },
): Promise<void> {
  const file = await open(path, 'wx', mode)
  try {
    await file.writeFile(content)
    if (isFlushed) await file.sync()
  } finally {
    await file.close()
  }
}

/** What says that a folder cannot be flushed, and not that the disk failed. */
const NOT_FLUSHABLE: ReadonlySet<string | undefined> = new Set(['EACCES', 'EINVAL', 'ENOTSUP', 'EPERM'])

/**
 * Without this a power cut can undo the rename, or take a file that is new in the folder. Windows cannot open folders and
 * needs none of it.
 */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    await flush(folder)
  } catch (error) {
    // The file is in its place by now. Shared folders and folders that may only be written to know no more than that.
    if (!NOT_FLUSHABLE.has(diskCodeOf(error))) throw error
  }
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
