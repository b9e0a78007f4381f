import { randomUUID } from 'node:crypto'
import { access, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { removeLeftoverTemporaries } from '../../../../../electron/main/storage/leftover-temporaries'

const NOW_MS = Date.UTC(2031, 4, 4)

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-leftovers-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

async function put(name: string, ageMs: number): Promise<string> {
  const path = join(folder, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, '{')
  const time = new Date(NOW_MS - ageMs)
  await utimes(path, time, time)
  return path
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const clean = (): Promise<void> => removeLeftoverTemporaries(folder, ['drafts', 'backups'], NOW_MS)

describe('removeLeftoverTemporaries', () => {
  it('removes what a killed app left in the folder and in each named one', async () => {
    const left = [
      await put(`settings.json.${randomUUID()}.tmp`, 3_600_000),
      await put(`drafts/shop/handler.json.${randomUUID()}.tmp`, 3_600_000),
      await put(`drafts/.removed/shop/draft.json.${randomUUID()}.tmp`, 3_600_000),
      await put(`backups/portal/one.json.${randomUUID()}.tmp`, 3_600_000),
    ]

    await clean()

    expect(await Promise.all(left.map(isThere))).toEqual(left.map(() => false))
  })

  it('leaves every other file, and every place that was not named', async () => {
    const others = [
      await put('settings.json', 3_600_000),
      await put('drafts/shop/handler.json', 3_600_000),
      await put('drafts/shop/notes.tmp', 3_600_000),
      await put(`drafts/shop/handler.json.${randomUUID()}`, 3_600_000),
      await put(`drafts/shop/${randomUUID()}.tmp`, 3_600_000),
      await put(`Cache/entry.${randomUUID()}.tmp`, 3_600_000),
    ]

    await clean()

    expect(await Promise.all(others.map(isThere))).toEqual(others.map(() => true))
  })

  it('leaves one that may still be written', async () => {
    const young = await put(`settings.json.${randomUUID()}.tmp`, 1_000)

    await clean()

    expect(await isThere(young)).toBe(true)
  })

  it.runIf(process.platform !== 'win32')('follows no link out of the folder', async () => {
    const outside = await put(`elsewhere/handler.json.${randomUUID()}.tmp`, 3_600_000)
    await mkdir(join(folder, 'drafts'))
    await symlink(dirname(outside), join(folder, 'drafts', 'linked'))

    await clean()

    expect(await isThere(outside)).toBe(true)
  })

  it('is content with a folder that is not there yet', async () => {
    await expect(removeLeftoverTemporaries(join(folder, 'none'), ['drafts'], NOW_MS)).resolves.toBeUndefined()
  })
})
