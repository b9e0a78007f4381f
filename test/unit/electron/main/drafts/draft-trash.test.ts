import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RemovedId, type DraftId, type DraftSummary } from '#common/drafts/drafts.contract'
import { AppError } from '#common/ipc/app-error'
import { createDraftFolder } from '../../../../../electron/main/drafts/draft-folder'
import { createDraftsService, type DraftsService } from '../../../../../electron/main/drafts/drafts.service'
import { createUndoFiles } from '../../../../../electron/main/drafts/undo-files'
import { noRevisions } from '../../../../support/draft-fakes'

let root: string
let told: DraftSummary[][]
let count: number
let service: DraftsService

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'paydesk-trash-'))
  told = []
  count = 0
  service = createDraftsService({
    folder: createDraftFolder(root, { onTrouble: () => undefined }),
    undo: createUndoFiles(root),
    changedOutside: () => undefined,
    revisions: noRevisions,
    handlers: { read: () => Promise.reject(new AppError('not-found', 'x')) },
    chooseFile: () => Promise.resolve(null),
    changed: drafts => told.push(drafts),
    suffix: () => `00000${(count += 1)}`,
  })
})

afterEach(() => rm(root, { recursive: true }))

async function make(name: string): Promise<DraftId> {
  return (await service.createFromText(`{"NAME":"${name}"}`, null, null)).summary.id
}

function removedId(id: string): RemovedId {
  return v.parse(RemovedId, id)
}

describe('the trash', () => {
  it('is empty where nothing was ever removed', async () => {
    expect(await service.listRemoved()).toEqual([])
  })

  it('lists what was removed with its name and when that was', async () => {
    const before = Date.now()
    const id = await make('Till')
    await service.remove(id)

    const [entry] = await service.listRemoved()

    expect(entry).toMatchObject({ id, name: 'Till' })
    expect(Math.abs(Date.parse(entry?.removedAt ?? '') - before)).toBeLessThan(60_000)
  })

  it('gives a draft back with all its files, and tells of it', async () => {
    const id = await make('Till')
    await writeFile(join(root, id, 'notes.txt'), 'mine')
    await service.remove(id)

    const summary = await service.restoreRemoved(removedId(id))

    expect(summary).toMatchObject({ id, name: 'Till' })
    expect(await readFile(join(root, id, 'notes.txt'), 'utf8')).toBe('mine')
    expect(told.at(-1)).toEqual([summary])
    expect(await service.listRemoved()).toEqual([])
  })

  it('gives a draft back under a free id where its own is taken', async () => {
    const id = await make('Till')
    await service.remove(id)
    await mkdir(join(root, id))
    await mkdir(join(root, `${id}-2`))

    expect((await service.restoreRemoved(removedId(id))).id).toBe(`${id}-3`)
  })

  it('keeps two of one id apart, and gives both back', async () => {
    const id = await make('Old')
    await service.remove(id)
    await mkdir(join(root, id))
    await writeFile(join(root, id, 'handler.json'), '{"NAME":"New"}')
    await service.remove(id)

    const removed = await service.listRemoved()
    for (const entry of removed) await service.restoreRemoved(entry.id)

    expect(removed.map(({ name }) => name).sort()).toEqual(['New', 'Old'])
    expect((await service.list()).map(({ name }) => name).sort()).toEqual(['New', 'Old'])
  })

  it('loses for ever what it is told to and nothing else', async () => {
    const [one, other, kept] = [await make('One'), await make('Other'), await make('Kept')]
    await service.remove(one)
    await service.remove(other)

    await service.destroyRemoved([removedId(one)])

    expect((await service.listRemoved()).map(({ id }) => id)).toEqual([other])
    expect((await readdir(root)).sort()).toEqual(['.gitignore', '.removed', kept])
  })

  it('does not follow a link that lies in it', async () => {
    const kept = await make('Kept')
    await mkdir(join(root, '.removed'))
    await symlink(join(root, kept), join(root, '.removed', 'till'))

    expect(await service.listRemoved()).toEqual([])
    await service.destroyRemoved([removedId('till')])

    expect(await readdir(join(root, kept))).toContain('handler.json')
  })

  it('says which draft is not in it any more', async () => {
    await expect(service.restoreRemoved(removedId('till'))).rejects.toMatchObject({ code: 'not-found' })
  })

  it.each([['..'], ['.removed'], ['till/..'], ['till\\x'], ['till./'], ['Till'], ['till.tmp']])('has no %s', name => {
    expect(v.is(RemovedId, name)).toBe(false)
  })
})

describe('a copy of a draft', () => {
  it('has the text with another name, the ignored problems, and no origin', async () => {
    const { summary } = await service.createFromText('{"NAME":"Till","SORT":1.0}', 'till.json', null)
    const ignored = [
      { rule: 'mode-none', path: ['SETTINGS'], values: {}, reason: 'Later', ignoredAt: '2031-05-04T10:00:00Z' },
    ]
    await service.setIgnored(summary.id, ignored)

    const copy = await service.duplicate(summary.id, 'Till (copy)')
    const opened = await service.open(copy.id)

    expect(opened.text).toBe('{"NAME":"Till (copy)","SORT":1.0}')
    expect(opened.base).toBeNull()
    expect(opened.summary.origin).toEqual({ portalId: null, handlerId: null, fileName: null })
    expect(opened.ignored).toEqual(ignored)
    expect(told.at(-1)).toHaveLength(2)
  })

  it('of broken JSON is the same text', async () => {
    const { summary } = await service.createFromText('{}', null, null)
    await service.save(summary.id, '{"NAME":"Till', {})

    const copy = await service.duplicate(summary.id, 'Till (copy)')

    expect((await service.open(copy.id)).text).toBe('{"NAME":"Till')
  })
})

describe('a search in the texts', () => {
  it('finds a line of each draft that has it, and passes over one that cannot be read', async () => {
    const id = await make('Needle')
    await make('Hay')
    await mkdir(join(root, 'gone-000009'))

    expect(await service.search('needle')).toEqual([{ id, line: '{"NAME":"Needle"}' }])
  })

  it('ends when a later one begins', async () => {
    await make('Needle')
    await make('Needle too')

    const [older, later] = await Promise.all([service.search('needle'), service.search('too')])

    expect(older).toEqual([])
    expect(later).toHaveLength(1)
  })
})
