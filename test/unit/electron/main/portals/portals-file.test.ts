import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPortalsFile, SavedPortal, type PortalsFile } from '../../../../../electron/main/portals/portals-file'
import type { FileTrouble } from '#common/storage/file-trouble'

const SAVED = {
  id: 'a-1',
  title: 'Shop',
  origin: 'https://shop.example.com',
  userId: 7,
  colour: 'blue',
  isProduction: true,
  isPractice: false,
  secretPlace: 'keychain',
  secretSavedAt: '2031-05-04T10:00:00.000Z',
} as const

let folder: string
let troubles: FileTrouble[]
let file: PortalsFile

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-portals-file-'))
  troubles = []
  file = createPortalsFile({ folder, onTrouble: trouble => troubles.push(trouble), clock: { now: () => 0 } })
})

afterEach(() => rm(folder, { recursive: true, force: true }))

function save(portal: object): Promise<void> {
  const content = { version: 1, portals: [{ ...SAVED, ...portal }], currentId: null, accountsToForget: [] }
  return writeFile(join(folder, 'portals.json'), JSON.stringify(content))
}

describe('portals.json', () => {
  it('keeps portals for their owner only', async () => {
    const content = { portals: [v.parse(SavedPortal, SAVED)], currentId: null, accountsToForget: [] }

    await file.write(content)

    expect(JSON.parse(await readFile(join(folder, 'portals.json'), 'utf8'))).toEqual({ version: 1, ...content })
    expect((await stat(join(folder, 'portals.json'))).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['https://shop.example.com'],
    ['https://[2001:db8::1]:8443'],
    ['http://127.0.0.1:40123'],
    ['http://localhost'],
  ])('may name %s', async origin => {
    await save({ origin })

    expect((await file.read()).portals).toMatchObject([{ origin }])
  })

  it.each([
    'http://shop.example.com',
    'https://shop.example.com/',
    'https://shop.example.com/path',
    'https://user:pass@shop.example.com',
    'https://Shop.example.com',
    'ftp://shop.example.com',
    'shop.example.com',
    '',
  ])('is damaged when it names %j, to which no secret may go', async origin => {
    await save({ origin })

    expect((await file.read()).portals).toEqual([])
    expect(troubles).toMatchObject([{ kind: 'damaged' }])
  })

  it.each([[{ userId: 0 }], [{ userId: 1.5 }], [{ id: '' }], [{ colour: 'pink' }], [{ title: ' ' }]])(
    'is damaged with %j',
    async portal => {
      await save(portal)
      await file.read()

      expect(troubles).toMatchObject([{ kind: 'damaged' }])
    },
  )
})
