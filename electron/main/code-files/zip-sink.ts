import { randomUUID } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { dirname } from 'node:path'
import { flushFolder, moveOver } from '../storage/write-whole-file'
import type { FileSink } from './file-sink'

const SAVED_FILE_MODE = 0o666
/** Of the twelve that can be: what is more takes longer than it saves. */
const DEFLATE_LEVEL = 6

/**
 * Writes one archive, file by file, so that no more than one of them is in the memory. It gets its name once it is whole;
 * what had the name until then, which the person was asked about, is there until then.
 */
export async function createZipSink(path: string): Promise<FileSink> {
  const temporary = `${path}.${randomUUID()}.tmp`
  const file: FileHandle = await open(temporary, 'wx', SAVED_FILE_MODE)
  let parts: Uint8Array[] = []
  let failure: Error | null = null
  const zip = new Zip((error, part) => {
    if (error !== null) failure ??= error
    else parts.push(part)
  })
  return { write, finish, abandon }

  async function write(name: string, bytes: Uint8Array): Promise<'written'> {
    // A PNG is packed already.
    const entry = name.endsWith('.png') ? new ZipPassThrough(name) : new ZipDeflate(name, { level: DEFLATE_LEVEL })
    zip.add(entry)
    entry.push(bytes, true)
    await takeParts()
    return 'written'
  }

  async function finish(): Promise<void> {
    zip.end()
    await takeParts()
    await file.sync()
    await file.close()
    await moveOver(temporary, path)
    await flushFolder(dirname(path))
  }

  async function abandon(): Promise<void> {
    await file.close().catch(() => undefined)
    await rm(temporary, { force: true })
  }

  async function takeParts(): Promise<void> {
    if (failure !== null) throw failure
    const taken = parts
    parts = []
    for (const part of taken) await file.writeFile(part)
  }
}
