import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DraftId, type DraftOrigin } from '#common/drafts/drafts.contract'
import { HandlerId } from '#common/handlers/handlers.contract'
import type { FileTrouble } from '#common/storage/file-trouble'
import { PortalId } from '#common/portals/portals.contract'
import { createDraftFolder, type DraftFolder } from '../../../../../electron/main/drafts/draft-folder'

const ID = v.parse(DraftId, 'till-a1b2c3')
const OTHER = v.parse(DraftId, 'card-a1b2c3')
const SET_ASIDE = 'draft.damaged-2031-05-04T00-00-00.000Z.json'
const NOWHERE: DraftOrigin = { portalId: null, handlerId: null, fileName: null }
const PORTAL_ORIGIN: DraftOrigin = {
  portalId: v.parse(PortalId, 'shop'),
  handlerId: v.parse(HandlerId, '7'),
  fileName: null,
}

let root: string
let drafts: DraftFolder
let troubles: FileTrouble[]

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'paydesk-drafts-'))
  troubles = []
  drafts = createDraftFolder(join(root, 'drafts'), {
    onTrouble: trouble => troubles.push(trouble),
    clock: { now: () => Date.UTC(2031, 4, 4) },
  })
})

afterEach(() => rm(root, { recursive: true }))

function pathOf(...names: readonly string[]): string {
  return join(root, 'drafts', ...names)
}

describe('a draft on the disk', () => {
  it.each([
    ['a handler', '{\n  "NAME": "Till"\n}\n'],
    ['broken JSON', '{"NAME": "Till", // not finished\n'],
    ['Windows line endings', '{\r\n  "NAME": "Till"\r\n}\r\n'],
    ['no text at all', ''],
    ['white space alone', ' \t\n\n'],
    ['a BOM', '\uFEFF{}'],
    ['other scripts and signs', '{"NAME": "Касса 💳 \u2028 \u0000"}'],
    ['a million characters', '[1,2,3]'.repeat(150_000)],
  ])('keeps %s as typed', async (_, text) => {
    await drafts.create(ID, { text, origin: NOWHERE, base: null })
    expect((await drafts.read(ID)).text).toBe(text)

    await drafts.writeText(ID, `${text} `)
    expect((await drafts.read(ID)).text).toBe(`${text} `)
  })

  it('keeps its origin and base, and has none where there was none', async () => {
    await drafts.create(ID, { text: '{}', origin: PORTAL_ORIGIN, base: '{ "SORT": 1.0 }\r\n' })
    await drafts.create(OTHER, { text: '{}', origin: NOWHERE, base: null })

    expect(await drafts.read(ID)).toMatchObject({ origin: PORTAL_ORIGIN, base: '{ "SORT": 1.0 }\r\n' })
    expect(await drafts.read(OTHER)).toMatchObject({ origin: NOWHERE, base: null })
  })

  it('is plain files in one folder, for their owner alone', async () => {
    await drafts.create(ID, { text: '{}', origin: PORTAL_ORIGIN, base: '{}' })

    expect((await readdir(pathOf(ID))).sort()).toEqual(['base.json', 'draft.json', 'handler.json'])
    for (const name of await readdir(pathOf(ID))) {
      expect((await stat(pathOf(ID, name))).mode & 0o777).toBe(0o600)
    }
    expect((await stat(pathOf(ID))).mode & 0o777).toBe(0o700)
  })

  it('is never half-written: a reader meanwhile sees a whole text, old or new', async () => {
    const texts = ['a', 'b'].map(letter => letter.repeat(400_000))
    await drafts.create(ID, { text: texts[0]!, origin: NOWHERE, base: null })

    const writes = Promise.all([1, 0, 1].map(index => drafts.writeText(ID, texts[index]!)))
    const seen = await Promise.all(Array.from({ length: 20 }, async () => (await drafts.read(ID)).text))
    await writes

    expect(seen.every(text => texts.includes(text))).toBe(true)
    expect(await readdir(pathOf(ID))).toHaveLength(2)
  })

  it('ends with the text that was written last', async () => {
    await drafts.create(ID, { text: '', origin: NOWHERE, base: null })

    await Promise.all(Array.from({ length: 20 }, (_, index) => drafts.writeText(ID, String(index))))

    expect((await drafts.read(ID)).text).toBe('19')
  })

  // A damaged or newer one was taken for "from nowhere", and overwritten at the next push.
  it.each([
    ['damaged', '{"version":1,"origin"', 'damaged'],
    ['empty', '', 'damaged'],
    ['of another shape', '{"version":1,"origin":{"portalId":5}}', 'damaged'],
    ['not ours', '{"name":"till"}', 'not-ours'],
  ])('still has its text when the facts are %s, and they are set aside', async (_, facts, kind) => {
    await drafts.create(ID, { text: '{"NAME":"Till"}', origin: PORTAL_ORIGIN, base: '{}' })
    await writeFile(pathOf(ID, 'draft.json'), facts)

    expect(await drafts.read(ID)).toMatchObject({ text: '{"NAME":"Till"}', origin: NOWHERE, originHindrance: null })
    expect(troubles).toEqual([{ kind, file: `drafts/${ID}/draft.json`, keptAs: SET_ASIDE }])

    await drafts.writeOrigin(ID, PORTAL_ORIGIN, '{}')
    expect(await readFile(pathOf(ID, SET_ASIDE), 'utf8')).toBe(facts)
    expect(await drafts.read(ID)).toMatchObject({ origin: PORTAL_ORIGIN })
  })

  it('still has its text when the facts are of a later version, which is not overwritten', async () => {
    const later = '{"version":3,"origin":{"portalId":null,"handlerId":"7","fileName":null},"branch":"main"}'
    await drafts.create(ID, { text: '{"NAME":"Till"}', origin: PORTAL_ORIGIN, base: '{}' })
    await writeFile(pathOf(ID, 'draft.json'), later)

    expect(await drafts.read(ID)).toMatchObject({ text: '{"NAME":"Till"}', originHindrance: 'newer' })
    await drafts.writeText(ID, 'typed')
    await expect(drafts.writeOrigin(ID, PORTAL_ORIGIN, null)).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'newer-file' },
    })

    expect(troubles.at(-1)).toEqual({ kind: 'newer', file: `drafts/${ID}/draft.json`, keptAs: null })
    expect(await readFile(pathOf(ID, 'draft.json'), 'utf8')).toBe(later)
  })

  // Its bytes were replaced by signs that stand for nothing at the first key that was pressed.
  it('keeps the bytes of a text that is no UTF-8 beside the one that can be edited', async () => {
    const bytes = Buffer.from([0x7b, 0xcf, 0xf0, 0x7d])
    await drafts.create(ID, { text: '', origin: NOWHERE, base: null })
    await writeFile(pathOf(ID, 'handler.json'), bytes)

    const read = await Promise.all([drafts.read(ID), drafts.read(ID)])

    const keptAs = 'handler.damaged-2031-05-04T00-00-00.000Z.json'
    expect(read.map(({ text }) => text)).toEqual(['{\uFFFD\uFFFD}', '{\uFFFD\uFFFD}'])
    expect(await readFile(pathOf(ID, keptAs))).toEqual(bytes)
    expect(troubles).toEqual([{ kind: 'damaged', file: `drafts/${ID}/handler.json`, keptAs }])
    expect(await readdir(pathOf(ID))).toHaveLength(3)
  })

  it('is read and not replaced while its text is read-only, and saved as soon as it is not', async () => {
    await drafts.create(ID, { text: 'old', origin: NOWHERE, base: null })
    await chmod(pathOf(ID, 'handler.json'), 0o444)

    expect(await drafts.read(ID)).toMatchObject({ text: 'old' })
    await expect(drafts.writeText(ID, 'new')).rejects.toMatchObject({ details: { reason: 'read-only-file' } })
    expect(troubles).toEqual([{ kind: 'read-only', file: `drafts/${ID}/handler.json`, keptAs: null }])

    await chmod(pathOf(ID, 'handler.json'), 0o600)
    await drafts.writeText(ID, 'new')
    expect(await drafts.read(ID)).toMatchObject({ text: 'new' })
  })

  it('still has its text when the facts are gone', async () => {
    await drafts.create(ID, { text: 'typed', origin: PORTAL_ORIGIN, base: null })
    await rm(pathOf(ID, 'draft.json'))

    expect(await drafts.read(ID)).toMatchObject({ text: 'typed', origin: NOWHERE })
  })

  it('cannot fall into the folder of another one', async () => {
    await drafts.create(ID, { text: 'first', origin: NOWHERE, base: null })

    await expect(drafts.create(ID, { text: 'second', origin: NOWHERE, base: null })).rejects.toMatchObject({
      code: 'internal',
      details: { reason: 'disk', disk: 'EEXIST' },
    })
    expect((await drafts.read(ID)).text).toBe('first')
  })

  it('leaves a folder in the place of its text alone, and names it without a path', async () => {
    await drafts.create(ID, { text: 'old', origin: NOWHERE, base: null })
    await rm(pathOf(ID, 'handler.json'))
    await mkdir(pathOf(ID, 'handler.json'))

    const error: unknown = await drafts.writeText(ID, 'new').catch((caught: unknown) => caught)

    expect(error).toMatchObject({ code: 'conflict', details: { reason: 'not-a-file', file: 'handler.json' } })
    expect(JSON.stringify(error)).not.toContain(root)
    expect(await readdir(pathOf(ID))).toHaveLength(2)
  })
})

describe('the list of drafts', () => {
  it('is empty in a folder that is not there yet, which is made for its owner alone with the first draft', async () => {
    expect(await drafts.list()).toEqual([])
    await drafts.create(ID, { text: '', origin: NOWHERE, base: null })
    expect((await stat(pathOf())).mode & 0o777).toBe(0o700)
  })

  it.each([
    ['a file', 'not-a-folder', () => writeFile(pathOf(), 'a file')],
    ['a link that leads nowhere', 'lost-link', () => symlink(join(root, 'gone'), pathOf())],
  ] as const)('says so when there is %s in its place, and nothing is made there', async (_, kind, put) => {
    await put()
    const refusal = { code: 'conflict', details: { reason: kind, file: 'drafts' } }

    await expect(drafts.list()).rejects.toMatchObject(refusal)
    await expect(drafts.create(ID, { text: '', origin: NOWHERE, base: null })).rejects.toMatchObject(refusal)

    expect(troubles.at(-1)).toEqual({ kind, file: 'drafts', keptAs: null })
    expect(await readdir(root)).toEqual(['drafts'])
  })

  it('has folders with a usable name and nothing else', async () => {
    await drafts.create(ID, { text: '{}', origin: NOWHERE, base: null })
    await mkdir(pathOf('Not A Draft'))
    await mkdir(pathOf('.git'))
    await writeFile(pathOf('notes-a1b2c3'), 'a file')

    expect(await drafts.list()).toEqual([ID])
  })
})

describe('removing', () => {
  it('takes a draft out of the list with all its files, and restoring brings it back as it was', async () => {
    await drafts.create(ID, { text: 'typed\r\n', origin: PORTAL_ORIGIN, base: '{}' })
    const before = await drafts.read(ID)

    await drafts.remove(ID)
    expect(await drafts.list()).toEqual([])
    await expect(drafts.read(ID)).rejects.toMatchObject({ code: 'not-found', details: { reason: 'draft' } })

    await drafts.restore(ID)
    expect(await drafts.read(ID)).toEqual(before)
  })

  it('deletes nothing', async () => {
    await drafts.create(ID, { text: 'typed', origin: NOWHERE, base: null })

    await drafts.remove(ID)

    expect(await readFile(pathOf('.removed', ID, 'handler.json'), 'utf8')).toBe('typed')
  })

  it.each(['read', 'remove', 'restore'] as const)('a draft that is not there: %s says so', async verb => {
    await expect(drafts[verb](ID)).rejects.toMatchObject({ code: 'not-found', details: { draftId: ID } })
  })
})

describe('what is no draft, or in the way of one', () => {
  it.each(['read', 'remove'] as const)(
    'a file with the name of a draft is none: %s says so and leaves it',
    async verb => {
      await drafts.create(ID, { text: '{}', origin: NOWHERE, base: null })
      await drafts.remove(ID)
      await writeFile(pathOf(ID), 'a note')

      await expect(drafts[verb](ID)).rejects.toMatchObject({ code: 'not-found', details: { reason: 'draft' } })

      expect(await readFile(pathOf(ID), 'utf8')).toBe('a note')
    },
  )

  it('a removed draft that was copied back can be removed again, and both are kept', async () => {
    await drafts.create(ID, { text: 'first', origin: NOWHERE, base: null })
    await drafts.remove(ID)
    await drafts.create(ID, { text: 'second', origin: NOWHERE, base: null })

    await drafts.remove(ID)

    const removed = await readdir(pathOf('.removed'))
    const texts = await Promise.all(removed.map(name => readFile(pathOf('.removed', name, 'handler.json'), 'utf8')))
    expect(texts.sort()).toEqual(['first', 'second'])
    await drafts.restore(ID)
    expect((await drafts.read(ID)).text).toBe('second')
  })

  it('a draft in the place of a removed one is not replaced', async () => {
    await drafts.create(ID, { text: 'first', origin: NOWHERE, base: null })
    await drafts.remove(ID)
    await drafts.create(ID, { text: 'second', origin: NOWHERE, base: null })

    await expect(drafts.restore(ID)).rejects.toMatchObject({ code: 'conflict', details: { reason: 'draft-in-place' } })

    expect((await drafts.read(ID)).text).toBe('second')
    expect(await readFile(pathOf('.removed', ID, 'handler.json'), 'utf8')).toBe('first')
  })
})

describe('the time of a draft', () => {
  it('is that of its text, not of its facts', async () => {
    await drafts.create(ID, { text: '{}', origin: NOWHERE, base: null })
    const time = new Date(Date.UTC(2031, 0, 1))
    await utimes(pathOf(ID, 'handler.json'), time, time)

    await drafts.writeOrigin(ID, PORTAL_ORIGIN, '{}')

    expect((await drafts.read(ID)).changedAt).toEqual(time)
  })
})

describe('the ignored problems of a draft', () => {
  const IGNORED = {
    rule: 'code-not-defined',
    path: ['SETTINGS', 'FORM_DATA', 'FIELDS', 'order'],
    values: { code: 'ORDER' },
    reason: 'The shop does without it',
    ignoredAt: '2031-05-04T10:20:30.000Z',
  }

  it('are none at first, and as they were kept last', async () => {
    await drafts.create(ID, { text: '{}', origin: NOWHERE, base: null })
    expect(await drafts.readIgnored(ID)).toEqual([])

    await drafts.writeIgnored(ID, [IGNORED])
    expect(await drafts.readIgnored(ID)).toEqual([IGNORED])

    await drafts.writeIgnored(ID, [])
    expect(await drafts.readIgnored(ID)).toEqual([])
  })

  it('are set aside and named when their file is damaged, and the draft opens', async () => {
    await drafts.create(ID, { text: '{}', origin: NOWHERE, base: null })
    await writeFile(pathOf(ID, 'ignored.json'), '{"version": 1, "problems": [')

    expect(await drafts.readIgnored(ID)).toEqual([])
    expect(troubles).toMatchObject([{ kind: 'damaged' }])
  })
})
