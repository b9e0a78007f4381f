import type * as files from 'node:fs/promises'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addOneOfMany, replaceOneOfMany } from '../../../../../electron/main/storage/write-whole-file'

const MODE = 0o644

/** With which code a second name is refused, if so, and what was opened. */
const disk = vi.hoisted(() => ({ refusal: null as string | null, opened: [] as string[] }))

vi.mock('node:fs/promises', async load => {
  const real = await load<typeof files>()
  const link: typeof real.link = (from, to) =>
    disk.refusal === null
      ? real.link(from, to)
      : Promise.reject(Object.assign(new Error(disk.refusal), { code: disk.refusal }))
  const open: typeof real.open = (path, ...rest) => {
    disk.opened.push(String(path))
    return real.open(path, ...rest)
  }
  return { ...real, link, open }
})

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-many-files-'))
  path = join(folder, 'code.svg')
  disk.refusal = null
  disk.opened = []
})
afterEach(() => rm(folder, { recursive: true }))

const bytes = (text: string) => new TextEncoder().encode(text)

describe('one of many files', () => {
  it('has its name only once it is whole', async () => {
    expect(await addOneOfMany(path, bytes('new'), MODE)).toBe(true)

    expect(await readFile(path, 'utf8')).toBe('new')
    expect(await readdir(folder)).toEqual(['code.svg'])
    // An empty file of the name was left where the power was cut between its making and the rename.
    expect(disk.opened).not.toContain(path)
  })

  // FAT, and shared folders, by what Windows, Linux and macOS say of them.
  it.each(['EISDIR', 'EPERM', 'ENOTSUP'])('is written where a file has one name only: %s', async refusal => {
    disk.refusal = refusal

    expect(await addOneOfMany(path, bytes('new'), MODE)).toBe(true)

    expect(await readFile(path, 'utf8')).toBe('new')
    expect(await readdir(folder)).toEqual(['code.svg'])
  })

  it.each([null, 'EISDIR'])('takes no other one’s place (%s)', async refusal => {
    await writeFile(path, 'mine')
    disk.refusal = refusal

    expect(await addOneOfMany(path, bytes('new'), MODE)).toBe(false)

    expect(await readFile(path, 'utf8')).toBe('mine')
    expect(await readdir(folder)).toEqual(['code.svg'])
  })

  it('leaves nothing where the folder is gone', async () => {
    await expect(addOneOfMany(join(folder, 'gone', 'code.svg'), bytes('new'), MODE)).rejects.toMatchObject({
      code: 'ENOENT',
    })
    expect(await readdir(folder)).toEqual([])
  })

  it('takes the place of another one where that is wanted', async () => {
    await writeFile(path, 'mine')

    await replaceOneOfMany(path, bytes('new'), MODE)

    expect(await readFile(path, 'utf8')).toBe('new')
    expect(await readdir(folder)).toEqual(['code.svg'])
  })
})
