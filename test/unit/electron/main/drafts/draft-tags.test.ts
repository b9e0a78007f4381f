import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DraftId, DraftSummary } from '#common/drafts/drafts.contract'
import { HandlerId } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'
import { PortalId } from '#common/portals/portals.contract'
import { createDraftFolder, type DraftFolder } from '../../../../../electron/main/drafts/draft-folder'
import { createDraftsService, type DraftsService } from '../../../../../electron/main/drafts/drafts.service'
import { createUndoFiles } from '../../../../../electron/main/drafts/undo-files'
import { noRevisions } from '../../../../support/draft-fakes'

const PORTAL = v.parse(PortalId, 'p0000001')
const HANDLER = v.parse(HandlerId, '31')

let root: string
let told: DraftSummary[][]
let folder: DraftFolder
let service: DraftsService

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'paydesk-tags-'))
  told = []
  folder = createDraftFolder(root, { onTrouble: () => undefined })
  let count = 0
  service = createDraftsService({
    folder,
    undo: createUndoFiles(root),
    changedOutside: () => undefined,
    revisions: noRevisions,
    handlers: { read: () => Promise.reject(new AppError('not-found', 'x')) },
    chooseFile: () => Promise.resolve(null),
    changed: drafts => told.push(drafts),
    suffix: () => `00000${String((count += 1))}`,
  })
})

afterEach(() => rm(root, { recursive: true }))

async function make(text = '{"NAME":"Till"}'): Promise<DraftId> {
  return (await service.createFromText(text, null, null)).summary.id
}

async function factsOf(id: DraftId): Promise<unknown> {
  return JSON.parse(await readFile(join(root, id, 'draft.json'), 'utf8'))
}

describe('the tags of a draft', () => {
  it('are kept beside its origin, and told', async () => {
    const id = await make()
    const summary = await service.setTags(id, ['Spring', 'Лавка'])

    expect(summary.tags).toEqual(['Spring', 'Лавка'])
    expect(told.at(-1)?.[0]?.tags).toEqual(['Spring', 'Лавка'])
    expect(await factsOf(id)).toMatchObject({ version: 2, tags: ['Spring', 'Лавка'], origin: { portalId: null } })
  })

  it('stay through a save, a push and a removal, and go with a duplicate', async () => {
    const id = await make()
    await service.setTags(id, ['Spring'])
    await service.save(id, '{"NAME":"Till 2"}')
    await service.forPush.setBase(id, PORTAL, HANDLER, '{"NAME":"Till 2"}')
    await service.remove(id)
    await service.restore(id)
    const copy = await service.duplicate(id, 'Copy')

    const listed = await service.list()
    expect(listed.find(draft => draft.id === id)).toMatchObject({ tags: ['Spring'], origin: { portalId: PORTAL } })
    expect(copy).toMatchObject({ name: 'Copy', tags: ['Spring'], origin: { portalId: null } })
  })

  it('do not lose what a push notes at the same time', async () => {
    const id = await make()
    await Promise.all([
      service.setTags(id, ['Spring']),
      service.forPush.setBase(id, PORTAL, HANDLER, '{"NAME":"Till"}'),
    ])

    expect(await factsOf(id)).toMatchObject({ tags: ['Spring'], origin: { portalId: PORTAL, handlerId: HANDLER } })
  })

  it('come back with files that another program took away', async () => {
    const id = await make()
    await service.open(id)
    await service.setTags(id, ['Spring'])
    await rm(join(root, id), { recursive: true })

    expect((await service.writeAgain(id, { text: '{"NAME":"Till"}', history: '' })).tags).toEqual(['Spring'])
  })

  it('are none in a file from before there were any, whose origin stays', async () => {
    const id = await make()
    const origin = { portalId: PORTAL, handlerId: HANDLER, fileName: null }
    await writeFile(join(root, id, 'draft.json'), JSON.stringify({ version: 1, origin }))

    expect((await service.list())[0]).toMatchObject({ tags: [], origin })
    await service.setTags(id, ['Spring'])
    expect(await factsOf(id)).toEqual({ version: 2, origin, tags: ['Spring'] })
  })

  it('are refused for a draft that is gone, and make no file for it', async () => {
    const id = await make()
    await service.remove(id)

    await expect(service.setTags(id, ['Spring'])).rejects.toMatchObject({ code: 'not-found' })
    expect(await service.list()).toEqual([])
  })

  it('are not written over a file of a later version', async () => {
    const id = await make()
    const later = JSON.stringify({ version: 9, origin: { portalId: null, handlerId: null, fileName: null }, tags: [] })
    await writeFile(join(root, id, 'draft.json'), later)

    await expect(service.setTags(id, ['Spring'])).rejects.toMatchObject({ code: 'conflict' })
    expect(await readFile(join(root, id, 'draft.json'), 'utf8')).toBe(later)
  })
})

describe('the list of drafts', () => {
  it('tells which ones say something else than their base', async () => {
    const id = await make('{"SORT":100}')
    expect((await service.list())[0]?.isChanged).toBe(false)
    await service.forPush.setBase(id, PORTAL, HANDLER, '{ "SORT": 100 }')
    expect((await service.list())[0]?.isChanged).toBe(false)
    expect((await service.save(id, '{"SORT":200}')).isChanged).toBe(true)
  })

  it('counts what lies in the trash', async () => {
    expect(await service.countRemoved()).toBe(0)
    await service.remove(await make())
    expect(await service.countRemoved()).toBe(1)
  })
})
