import type * as files from 'node:fs/promises'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writeWholeFile } from '../../../../../electron/main/storage/write-whole-file'

/** The codes with which the next renames are refused, one each. */
const refusals = vi.hoisted((): string[] => [])

vi.mock('node:fs/promises', async load => {
  const real = await load<typeof files>()
  const rename: typeof real.rename = (from, to) => {
    const code = refusals.shift()
    return code === undefined ? real.rename(from, to) : Promise.reject(Object.assign(new Error(code), { code }))
  }
  return { ...real, rename }
})

const realPlatform = process.platform

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-whole-file-'))
  path = join(folder, 'text.json')
  refusals.length = 0
  Object.defineProperty(process, 'platform', { value: 'win32' })
})

afterEach(async () => {
  Object.defineProperty(process, 'platform', { value: realPlatform })
  await rm(folder, { recursive: true })
})

describe('writing over a file on Windows', () => {
  // A file that a virus scanner was looking at could not be saved.
  it.each([['EPERM'], ['EBUSY'], ['EACCES', 'EPERM', 'EBUSY']])('waits for who holds it: %s', async (...codes) => {
    await writeWholeFile(path, 'old')
    refusals.push(...codes)

    await writeWholeFile(path, 'new')

    expect(await readFile(path, 'utf8')).toBe('new')
    expect(await readdir(folder)).toEqual(['text.json'])
  })

  it('gives up when it is held for long, and leaves the old file', async () => {
    await writeWholeFile(path, 'old')
    refusals.push(...Array.from({ length: 5 }, () => 'EPERM'))

    await expect(writeWholeFile(path, 'new')).rejects.toMatchObject({ code: 'EPERM' })
    expect(await readFile(path, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['text.json'])
  })

  it('does not wait for what will not pass', async () => {
    refusals.push('ENOSPC')

    await expect(writeWholeFile(path, 'new')).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(refusals).toEqual([])
  })
})
