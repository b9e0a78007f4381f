import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HandlerId } from '#common/handlers/handlers.contract'
import { PortalId } from '#common/portals/portals.contract'
import { createBackupFolder } from '../../../../../electron/main/push/backup-folder'

const PORTAL = v.parse(PortalId, 'shop')
const HANDLER = v.parse(HandlerId, '7')
const NOW = new Date(Date.UTC(2031, 4, 4, 10, 20, 30))

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-backups-'))
})

afterEach(() => rm(folder, { recursive: true }))

describe('a backup', () => {
  it("is a readable file in the portal's folder, named by handler and time, for its owner alone", async () => {
    const backups = createBackupFolder(join(folder, 'backups'), () => NOW)

    const name = await backups.keep(PORTAL, HANDLER, '{"SORT":1.0}')

    const file = join(folder, 'backups', PORTAL, name)
    expect(name).toMatch(/^handler-7 2031-05-04T10-20-30\.000Z [0-9a-f]{4}\.json$/)
    expect(await readFile(file, 'utf8')).toBe('{"SORT":1.0}\n')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('is listed with its handler, the newest first, also where it cannot be read any more', async () => {
    let time = NOW.getTime()
    const backups = createBackupFolder(folder, () => new Date((time += 1000)))
    const first = await backups.keep(PORTAL, HANDLER, '{"NAME":"Till","CODE":"till"}')
    const second = await backups.keep(PORTAL, HANDLER, '<<<<<<<')
    await writeFile(join(folder, PORTAL, 'notes.txt'), 'not a backup')

    expect(await backups.list(PORTAL)).toEqual([
      { name: second, handlerId: '7', madeAt: '2031-05-04T10:20:32.000Z', handlerName: '', code: '' },
      { name: first, handlerId: '7', madeAt: '2031-05-04T10:20:31.000Z', handlerName: 'Till', code: 'till' },
    ])
    expect(await backups.read(PORTAL, first)).toBe('{"NAME":"Till","CODE":"till"}\n')
    expect(await backups.list(v.parse(PortalId, 'another'))).toEqual([])
  })

  it('that was taken away is told as such', async () => {
    const backups = createBackupFolder(folder, () => NOW)
    const name = await backups.keep(PORTAL, HANDLER, '{}')
    await rm(join(folder, PORTAL, name))

    await expect(backups.read(PORTAL, name)).rejects.toMatchObject({
      code: 'not-found',
      details: { reason: 'backup', file: name },
    })
  })

  it('never replaces another one of the same moment', async () => {
    const backups = createBackupFolder(folder, () => NOW)

    const names = await Promise.all(['1', '2', '3'].map(text => backups.keep(PORTAL, HANDLER, text)))

    const texts = await Promise.all(names.map(name => readFile(join(folder, PORTAL, name), 'utf8')))
    expect(texts).toEqual(['1\n', '2\n', '3\n'])
    expect(await readdir(join(folder, PORTAL))).toHaveLength(3)
  })

  it('that the disk refuses is told with the code of the disk and without a path', async () => {
    await writeFile(join(folder, PORTAL), 'a file where the folder should be')
    const backups = createBackupFolder(folder, () => NOW)

    const error: unknown = await backups.keep(PORTAL, HANDLER, '{}').catch((caught: unknown) => caught)

    expect(error).toMatchObject({ code: 'internal', details: { reason: 'disk', disk: 'EEXIST' } })
    expect(JSON.stringify(error)).not.toContain(folder)
  })
})
