import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprintOf } from '../../../../resources/setup/build.mjs'

const SOURCES = ['source', 'settings.json', 'absent']

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fingerprint-'))
  await mkdir(join(root, 'source', 'inner'), { recursive: true })
  await writeFile(join(root, 'source', 'a.ts'), 'a')
  await writeFile(join(root, 'source', 'inner', 'b.ts'), 'b')
  await writeFile(join(root, 'settings.json'), '{}')
})

afterEach(() => rm(root, { recursive: true }))

describe('fingerprintOf', () => {
  it('stays when only times change', async () => {
    const before = await fingerprintOf(root, SOURCES)
    await utimes(join(root, 'source', 'a.ts'), 1, 1)

    expect(await fingerprintOf(root, SOURCES)).toBe(before)
  })

  it('stays when something else changes', async () => {
    const before = await fingerprintOf(root, SOURCES)
    await writeFile(join(root, 'README.md'), 'new')

    expect(await fingerprintOf(root, SOURCES)).toBe(before)
  })

  it.each([
    { change: 'a content', apply: () => writeFile(join(root, 'source', 'inner', 'b.ts'), 'c') },
    { change: 'a name', apply: () => rename(join(root, 'source', 'a.ts'), join(root, 'source', 'z.ts')) },
    { change: 'a place', apply: () => rename(join(root, 'source', 'a.ts'), join(root, 'source', 'inner', 'a.ts')) },
    { change: 'a removal', apply: () => rm(join(root, 'settings.json')) },
    { change: 'an addition', apply: () => writeFile(join(root, 'absent'), '') },
    {
      change: 'what moves from one file to the next',
      apply: async () => {
        await writeFile(join(root, 'source', 'a.ts'), '')
        await writeFile(join(root, 'source', 'inner', 'b.ts'), 'ab')
      },
    },
  ])('tells $change', async ({ apply }) => {
    const before = await fingerprintOf(root, SOURCES)
    await apply()

    expect(await fingerprintOf(root, SOURCES)).not.toBe(before)
  })
})
