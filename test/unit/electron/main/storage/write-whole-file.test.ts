import { execFile } from 'node:child_process'
import { chmod, chown, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeWholeFile } from '../../../../../electron/main/storage/write-whole-file'

const run = promisify(execFile)

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-whole-file-'))
  path = join(folder, 'text.json')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** The largest file this process may write: beyond it a write stops half-way, as it does on a full disk. */
async function limitFileSize(bytes: string): Promise<void> {
  await run('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])
}

describe('writeWholeFile', () => {
  it('writes a text of any length for its owner only', async () => {
    const text = 'ж'.repeat(3_000_000)

    await writeWholeFile(path, text)

    expect((await readFile(path, 'utf8')) === text).toBe(true)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  // It once answered that all was well and left the first half of the new text in place of the old one.
  it.runIf(process.platform === 'linux')('keeps the old text whole when the new one does not fit', async () => {
    await writeWholeFile(path, 'old')
    await limitFileSize('40000')
    try {
      await expect(writeWholeFile(path, 'n'.repeat(50_000))).rejects.toMatchObject({ code: 'EFBIG' })
    } finally {
      await limitFileSize('unlimited')
    }

    expect(await readFile(path, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['text.json'])
  })

  // The file was in its place, and the save was told to have failed, again and again.
  it.runIf(process.platform !== 'win32')('writes into a folder that cannot be flushed', async () => {
    await chmod(folder, 0o300)
    if (isRoot) {
      // Root may open every folder, so somebody else has to try.
      await chown(folder, NOBODY, NOBODY)
      process.seteuid?.(NOBODY)
    }
    try {
      await writeWholeFile(path, 'text')
    } finally {
      if (isRoot) process.seteuid?.(0)
      await chmod(folder, 0o700)
    }

    expect(await readFile(path, 'utf8')).toBe('text')
  })

  it('keeps one of several texts that are written at once', async () => {
    const texts = ['a', 'b', 'c'].map(letter => letter.repeat(200_000))

    await Promise.all(texts.map(text => writeWholeFile(path, text)))

    expect(texts).toContain(await readFile(path, 'utf8'))
    expect(await readdir(folder)).toEqual(['text.json'])
  })
})
