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
