import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BLANK_DRAFT } from '#common/drafts/blank-draft'
import { DraftId } from '#common/drafts/drafts.contract'
import { RevisionId } from '#common/revisions/revisions.contract'
import { createRevisionFolder } from '../../../../../electron/main/revisions/revision-folder'
import { createRevisionsService, type RevisionsService } from '../../../../../electron/main/revisions/revisions.service'

const ID = v.parse(DraftId, 'till-a1b2c3')
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let root: string
let now: number
let service: RevisionsService
let told: DraftId[]
let troubles: string[]
let faults: unknown[]

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'paydesk-revisions-'))
  now = Date.parse('2031-05-04T10:20:30.400Z')
  await mkdir(join(root, ID))
  start()
})

afterEach(() => rm(root, { recursive: true }))

function start(): void {
  told = []
  troubles = []
  faults = []
  service = createRevisionsService({
    folder: createRevisionFolder(root, { onTrouble: ({ kind }) => troubles.push(kind) }),
    clock: { now: () => now },
    changed: id => told.push(id),
    report: fault => faults.push(fault),
  })
}

function keep(text: string, kind: 'automatic' | 'kept' | 'pushed' = 'automatic', name: string | null = null) {
  return service.keep(ID, { text, kind, name })
}

async function texts(): Promise<string[]> {
  return Promise.all((await service.list(ID)).map(({ id }) => service.read(ID, id)))
}

describe('a revision', () => {
  it('is a file with the text as it is, named by its time, and says what changed', async () => {
    await keep('{"NAME":"Till"}')
    now += MINUTE
    await keep('{"NAME":"Till 2"}', 'kept', 'Before the sale')
    start()

    expect(await readdir(join(root, ID, 'revisions'))).toEqual([
      '2031-05-04T10-20-30.400Z.json',
      '2031-05-04T10-21-30.400Z.json',
    ])
    expect(await readFile(join(root, ID, 'revisions', '2031-05-04T10-20-30.400Z.json'), 'utf8')).toBe('{"NAME":"Till"}')
    expect(await service.list(ID)).toMatchObject([
      {
        kind: 'kept',
        name: 'Before the sale',
        at: '2031-05-04T10:21:30.400Z',
        change: { changed: 1, paths: ['/NAME'] },
      },
      { kind: 'automatic', name: null, change: null, size: 15 },
    ])
  })

  it('is not made twice of one text; a name and a push make the one that is there last', async () => {
    await keep('same')
    const again = await keep('same')
    expect(again.isNew).toBe(false)
    await keep('same', 'kept', 'Named')
    await keep('same', 'pushed')

    expect(await service.list(ID)).toMatchObject([{ kind: 'pushed', name: 'Named' }])
    expect(told).toEqual([ID, ID, ID])
  })

  it('comes after the one before though the clock was put back', async () => {
    await keep('first')
    now -= DAY
    await keep('second')

    expect(await texts()).toEqual(['second', 'first'])
  })

  it('takes another name, loses it, and is removed', async () => {
    const { revision } = await keep('first')
    await service.rename(ID, revision.id, 'Named')
    expect((await service.list(ID))[0]?.name).toBe('Named')
    await service.rename(ID, revision.id, null)
    expect((await service.list(ID))[0]?.name).toBeNull()
    await service.remove(ID, revision.id)

    expect(await service.list(ID)).toEqual([])
    await expect(service.read(ID, revision.id)).rejects.toMatchObject({
      code: 'not-found',
      details: { reason: 'revision' },
    })
    await expect(service.rename(ID, revision.id, 'x')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is not made of a draft that is gone, and does not bring its folder back', async () => {
    await rm(join(root, ID), { recursive: true })

    await expect(keep('text')).rejects.toMatchObject({ code: 'not-found', details: { reason: 'draft' } })
    expect(await readdir(root)).toEqual([])
  })
})

describe('by itself', () => {
  const keepIfDue = (text: string, changedAt = now): Promise<void> => service.keepIfDue(ID, text, new Date(changedAt))

  it('one is kept of what a draft began with, after ten minutes of work, and after a pause', async () => {
    await keepIfDue('first')
    now += 5 * MINUTE
    await keepIfDue('second')
    now += 5 * MINUTE
    await keepIfDue('third')
    now += MINUTE
    await keepIfDue('fourth', now - 11 * MINUTE)

    expect(await texts()).toEqual(['fourth', 'third', 'first'])
  })

  it('none is kept where it is hindered, which is reported and hinders nobody', async () => {
    await rm(join(root, ID), { recursive: true })

    await keepIfDue('first')
    expect(faults).toMatchObject([{ code: 'not-found' }])
  })

  it('none is kept of a blank draft', async () => {
    await keepIfDue(BLANK_DRAFT)

    expect(await service.list(ID)).toEqual([])
  })

  it('the rule holds over a start', async () => {
    await keepIfDue('first')
    start()
    now += MINUTE
    await keepIfDue('second')

    expect(await texts()).toEqual(['first'])
  })

  it('old ones go, and those with a name stay', async () => {
    await keep('named', 'automatic', 'Named')
    for (let hour = 1; hour <= 5; hour++) {
      now += MINUTE
      await keep(`early ${hour}`)
    }
    now += 2 * DAY
    await keep('now')

    expect(await texts()).toEqual(['now', 'early 5', 'named'])
  })
})

describe('a record of revisions', () => {
  it.each([
    ['damaged', '{"version":1,"revi', 'damaged'],
    ['of something else', '{"version":1,"revisions":7}', 'damaged'],
    ['newer', '{"version":9,"revisions":{}}', 'newer'],
  ])('that is %s loses no text', async (_what, record, trouble) => {
    await keep('first', 'kept', 'Named')
    now += MINUTE
    await keep('second')
    await writeFile(join(root, ID, 'revisions.json'), record)
    start()

    expect(await texts()).toEqual(['second', 'first'])
    expect(troubles).toContain(trouble)
  })

  it('is not needed for a text that a kill left without one, nor believed of one that is not there', async () => {
    const { revision } = await keep('first', 'kept')
    now += MINUTE
    await keep('second')
    await rm(join(root, ID, 'revisions', `${revision.id}.json`))
    await writeFile(join(root, ID, 'revisions', '2031-05-04T11-00-00.000Z.json'), 'third')
    await writeFile(join(root, ID, 'revisions', 'notes.txt'), 'not a revision')
    start()

    expect(await texts()).toEqual(['third', 'second'])
    expect((await service.list(ID))[0]).toMatchObject({ kind: 'automatic', name: null, change: null })
  })
})

it.each(['../x', '2031-05-04T10:20:30.400Z', '', '2031-05-04T10-20-30.400Z/..'])('takes no %j for a revision', id => {
  expect(v.is(RevisionId, id)).toBe(false)
})
