import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readPortalHandler } from '#common/handlers/handler-fields'
import { PortalId } from '#common/portals/portals.contract'
import { createKnownHandlers } from '../../../../../electron/main/handlers/known-handlers'
import { fieldsOf, jsonOf } from '../../../../support/push-fakes'

const SHOP = v.parse(PortalId, 'shop')
const NOW = Date.UTC(2031, 4, 4, 10)
const till = [readPortalHandler(jsonOf('{"ID":"7","NAME":"Till","SETTINGS":{"A":1.50}}'))].filter(one => one !== null)

let folder: string
let now: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-known-'))
  now = NOW
})

afterEach(() => rm(folder, { recursive: true }))

const start = () => createKnownHandlers({ folder, clock: { now: () => now }, troubles: { onTrouble: () => undefined } })

it('gives the handlers back as they were read, in their spelling, after a restart, from a file of the owner alone', async () => {
  await start().remember(SHOP, till)

  const known = await start().remembered(SHOP)
  expect(known?.readAt).toBe('2031-05-04T10:00:00.000Z')
  expect(known?.handlers.map(fieldsOf)).toEqual(['{"NAME":"Till","SETTINGS":{"A":1.50}}'])
  expect((await stat(join(folder, 'shop.json'))).mode & 0o777).toBe(0o600)
})

it('writes a list again when it is another one, or a minute old', async () => {
  const known = start()
  await known.remember(SHOP, till)
  now += 30_000
  await known.remember(SHOP, till)
  expect((await known.remembered(SHOP))?.readAt).toBe('2031-05-04T10:00:00.000Z')

  await known.remember(SHOP, [])
  expect(await known.remembered(SHOP)).toEqual({ readAt: '2031-05-04T10:00:30.000Z', handlers: [] })
  now += 60_000
  await known.remember(SHOP, [])
  expect((await known.remembered(SHOP))?.readAt).toBe('2031-05-04T10:01:30.000Z')
})

it('knows nothing of a portal that was never read, was forgotten, or whose file is damaged, which is set aside', async () => {
  const known = start()
  expect(await known.remembered(SHOP)).toBeNull()
  await known.remember(SHOP, till)
  await known.forget(SHOP)
  expect(await known.remembered(SHOP)).toBeNull()

  await writeFile(join(folder, 'shop.json'), '{"version":1,"known":{"rea')
  expect(await start().remembered(SHOP)).toBeNull()
  const [kept = ''] = await readdir(folder)
  expect(kept).toContain('damaged')
  expect(await readFile(join(folder, kept), 'utf8')).toContain('"rea')
})
