import { execFileSync } from 'node:child_process'
import type * as files from 'node:fs/promises'
import { appendFile, mkdtemp, rm, symlink, truncate, utimes, writeFile, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readChosenFile } from '../../../../../electron/main/storage/read-chosen-file'

/** What happens to a file between the look at its size and the reading of it. */
const meanwhile = vi.hoisted(() => ({ happens: (): Promise<void> => Promise.resolve() }))

vi.mock('node:fs/promises', async original => {
  const real = await original<typeof files>()
  return {
    ...real,
    open: async (path: string): Promise<FileHandle> => {
      const file = await real.open(path)
      const read = file.read.bind(file) as (...given: unknown[]) => unknown
      file.read = (async (...given: unknown[]) => {
        const { happens } = meanwhile
        meanwhile.happens = () => Promise.resolve()
        await happens()
        return read(...given)
      }) as unknown as FileHandle['read']
      return file
    },
  }
})

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-chosen-'))
  path = join(folder, 'chosen.csv')
  meanwhile.happens = () => Promise.resolve()
})

afterEach(() => rm(folder, { recursive: true }))

describe('a file that was chosen', () => {
  it.each(['', '1063', 'x'.repeat(100)])('is read whole up to its limit: %j', async content => {
    await writeFile(path, content)
    expect(await readChosenFile(path, 100)).toEqual({ ok: true, bytes: Buffer.from(content) })
  })

  it('is read through a link', async () => {
    await writeFile(path, '1063')
    await symlink(path, join(folder, 'link'))
    expect(await readChosenFile(join(folder, 'link'), 100)).toMatchObject({ ok: true })
  })

  it('is refused by its size before anything of it is read', async () => {
    await writeFile(path, '')
    await truncate(path, 1_000_000_000)
    meanwhile.happens = () => Promise.reject(new Error('It was read'))
    expect(await readChosenFile(path, 100)).toEqual({ ok: false, problem: 'too-large' })
  })

  it.each<[string, () => Promise<void>]>([
    ['grows', () => appendFile(path, '\n1064'.repeat(1_000))],
    ['shrinks', () => truncate(path, 2)],
    [
      'is written anew as long as before',
      async () => {
        await writeFile(path, '2063')
        await utimes(path, 5, 5)
      },
    ],
  ])('is refused when it %s while it is read', async (_, happens) => {
    await writeFile(path, '1063')
    meanwhile.happens = happens
    expect(await readChosenFile(path, 100)).toEqual({ ok: false, problem: 'changed' })
  })

  it.each([
    ['is not there', 'missing'],
    ['is a folder', '.'],
  ])('is refused when it %s', async (_, name) => {
    expect(await readChosenFile(join(folder, name), 100)).toEqual({ ok: false, problem: 'unreadable' })
  })

  it('is refused when its disk fails', async () => {
    await writeFile(path, '1063')
    meanwhile.happens = () => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }))
    expect(await readChosenFile(path, 100)).toEqual({ ok: false, problem: 'unreadable' })
  })

  it.skipIf(process.platform === 'win32')('is not waited for when it is a pipe', async () => {
    execFileSync('mkfifo', [path])
    expect(await readChosenFile(path, 100)).toEqual({ ok: false, problem: 'unreadable' })
  })
})
