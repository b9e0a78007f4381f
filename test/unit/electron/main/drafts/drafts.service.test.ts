import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BLANK_DRAFT } from '#common/drafts/blank-draft'
import type { DraftId, DraftSummary } from '#common/drafts/drafts.contract'
import { readPortalHandler } from '#common/handlers/handler-fields'
import { HandlerId } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'
import { PortalId } from '#common/portals/portals.contract'
import { createDraftFolder } from '../../../../../electron/main/drafts/draft-folder'
import type { DraftRevisions } from '../../../../../electron/main/drafts/draft-revisions'
import {
  createDraftsService,
  type ChosenFile,
  type DraftsService,
} from '../../../../../electron/main/drafts/drafts.service'
import { createUndoFiles } from '../../../../../electron/main/drafts/undo-files'
import { jsonOf } from '../../../../support/push-fakes'
import { noRevisions } from '../../../../support/draft-fakes'

const PORTAL = v.parse(PortalId, 'shop')
const OTHER_PORTAL = v.parse(PortalId, 'other')
const HANDLER = v.parse(HandlerId, '7')
const ROW = '{"ID":"7","NAME":"Till","CODE":"till","SORT":"100","SETTINGS":{"10":1.0,"2":[]}}'

let root: string
let told: DraftSummary[][]
let chosen: ChosenFile | null
let count: number
let outside: { id: DraftId; text: string | null }[]
let kept: string[]
let changeFiles: DraftRevisions['changeFiles']
let service: DraftsService

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'paydesk-drafts-'))
  chosen = null
  count = 0
  start()
})

/** The next run of the app, over the same drafts. */
function start(): void {
  told = []
  outside = []
  kept = []
  changeFiles = noRevisions.changeFiles
  service = createDraftsService({
    folder: createDraftFolder(root, { onTrouble: () => undefined }),
    undo: createUndoFiles(root),
    changedOutside: (id, text) => outside.push({ id, text }),
    revisions: {
      ...noRevisions,
      keep: (_id, { text }) => Promise.resolve(kept.push(text)),
      changeFiles: (id, change) => changeFiles(id, change),
    },
    handlers: {
      read: (_portalId, handlerId) => {
        const handler = readPortalHandler(jsonOf(ROW))
        if (handler?.id === handlerId) return Promise.resolve(handler)
        return Promise.reject(new AppError('not-found', 'x'))
      },
    },
    chooseFile: () => Promise.resolve(chosen),
    changed: drafts => told.push(drafts),
    suffix: () => `00000${(count += 1)}`,
  })
}

afterEach(() => rm(root, { recursive: true }))

function textOnDisk(id: DraftId): Promise<string> {
  return readFile(join(root, id, 'handler.json'), 'utf8')
}

describe('a new draft', () => {
  it('starts with every part of a handler, and is told to the window', async () => {
    const { summary, text, base } = await service.create()

    expect(jsonOf(text).kind).toBe('object')
    expect(base).toBeNull()
    expect(summary).toMatchObject({ name: '', isReadable: true, origin: { portalId: null, handlerId: null } })
    expect(told.at(-1)).toEqual([summary])
  })

  it('of a handler has its text as base, with key order and number spelling', async () => {
    const { summary, text, base } = await service.createFromHandler(PORTAL, HANDLER)

    expect(text).toContain('"10": 1.0,\n    "2": []')
    expect(base).toBe(text)
    expect(summary).toMatchObject({ id: 'till-000001', origin: { portalId: PORTAL, handlerId: HANDLER } })
  })

  it('is not made when the portal has no such handler', async () => {
    await expect(service.createFromHandler(PORTAL, v.parse(HandlerId, '8'))).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await service.list()).toEqual([])
  })

  it('of a file keeps the name of the file and the id it names', async () => {
    const draft = await service.createFromText('{"ID":7,"FIELDS":{"CODE":"till"}}', 'update.json', null)

    expect(draft.text).toBe('{"CODE":"till"}\n')
    expect(draft.summary.origin).toEqual({ portalId: null, handlerId: HANDLER, fileName: 'update.json' })
  })

  it('of a text keeps the id that was found to name it', async () => {
    const { summary } = await service.createFromText('{"CODE":"till"}', null, HANDLER)

    expect(summary.origin).toEqual({ portalId: null, handlerId: HANDLER, fileName: null })
  })

  it('is not made by choosing a file alone', async () => {
    expect(await service.chooseFile()).toBeNull()
    chosen = { name: 'note.txt', text: 'no handler' }
    expect(await service.chooseFile()).toEqual(chosen)
    expect(told).toEqual([])
  })

  it('of a text that is no JSON keeps it as it is', async () => {
    const { text, summary } = await service.createFromText("curl 'https://example.com'", null, null)

    expect(text).toBe("curl 'https://example.com'")
    expect(summary.isReadable).toBe(false)
  })
})

describe('saving', () => {
  it.each(['{"NAME":"Касса",', '{\r\n}\r\n', '', ' '])(
    'keeps %j as typed, and answers once it is on the disk',
    async text => {
      const { summary } = await service.create()

      const saved = await service.save(summary.id, text)

      expect(await textOnDisk(summary.id)).toBe(text)
      expect((await service.open(summary.id)).text).toBe(text)
      expect(told.at(-1)).toEqual([saved])
    },
  )

  it('ends with the text that was asked for last, however many saves are under way', async () => {
    const { summary, text } = await service.create()

    await Promise.all(Array.from({ length: 10 }, (_, index) => service.save(summary.id, `{"NAME":"${index}"}`)))
    expect(await textOnDisk(summary.id)).toBe('{"NAME":"9"}')

    // The last of these equals what is on the disk when it is asked for, and was once skipped for it.
    await Promise.all([service.save(summary.id, text), service.save(summary.id, '{"NAME":"9"}')])
    expect(await textOnDisk(summary.id)).toBe('{"NAME":"9"}')
  })

  it('leaves the time of a draft alone when nothing changed', async () => {
    const { summary, text } = await service.create()
    const time = new Date(Date.UTC(2031, 0, 1))
    await utimes(join(root, summary.id, 'handler.json'), time, time)

    expect((await service.save(summary.id, text)).changedAt).toBe(time.toISOString())
  })

  it('of a removed draft fails and writes nothing', async () => {
    const { summary } = await service.create()
    await service.remove(summary.id)

    await expect(service.save(summary.id, '{}')).rejects.toMatchObject({ code: 'not-found' })
    expect(await service.list()).toEqual([])
  })

  it('that was asked for before the draft was removed still reaches it', async () => {
    const { summary } = await service.create()

    await Promise.all([service.save(summary.id, 'typed last'), service.remove(summary.id)])
    await service.restore(summary.id)

    expect((await service.open(summary.id)).text).toBe('typed last')
  })

  it('is waited for before the app quits, and a failed one does not hinder that', async () => {
    const { summary } = await service.create()
    const gone = (await service.create()).summary.id
    await service.remove(gone)

    const failing = service.save(gone, 'x').catch((error: unknown) => error)
    void service.save(summary.id, 'typed last')
    await service.settled()

    expect(await textOnDisk(summary.id)).toBe('typed last')
    expect(await failing).toBeInstanceOf(AppError)
  })
})

describe('a text that the disk refuses', () => {
  /** Nothing can be put in the place of a folder that is not empty. */
  async function refuseTextOf(id: DraftId): Promise<() => Promise<void>> {
    const file = join(root, id, 'handler.json')
    const text = await textOnDisk(id)
    await rm(file)
    await mkdir(join(file, 'in the way'), { recursive: true })
    return async () => {
      await rm(file, { recursive: true })
      await writeFile(file, text)
    }
  }

  it('is known to be unsaved until it is saved', async () => {
    const { id } = (await service.create()).summary
    expect(service.hasUnsaved()).toBe(false)
    const stopRefusing = await refuseTextOf(id)

    await expect(service.save(id, 'typed')).rejects.toMatchObject({ details: { reason: 'not-a-file' } })
    expect(service.hasUnsaved()).toBe(true)

    await stopRefusing()
    await service.save(id, 'typed')
    expect(service.hasUnsaved()).toBe(false)
  })

  it("is nobody's concern once its draft was removed", async () => {
    const { id } = (await service.create()).summary
    await refuseTextOf(id)
    await service.save(id, 'typed').catch(() => undefined)

    await service.remove(id)
    await service.save(id, 'typed').catch(() => undefined)

    expect(service.hasUnsaved()).toBe(false)
  })
})

describe('quitting', () => {
  it('waits for a save that is asked for while others are waited for', async () => {
    const { id } = (await service.create()).summary
    const first = service.save(id, 'first')
    const late = first.then(() => service.save(id, 'late'))

    await service.settled()

    expect(await textOnDisk(id)).toBe('late')
    await late
  })
})

describe('the list', () => {
  it('has the draft that was changed last first', async () => {
    const ids = [
      (await service.create()).summary.id,
      (await service.create()).summary.id,
      (await service.create()).summary.id,
    ]
    for (const [index, hour] of [2, 3, 1].entries()) {
      const time = new Date(Date.UTC(2031, 0, 1, hour))
      await utimes(join(root, ids[index]!, 'handler.json'), time, time)
    }

    expect((await service.list()).map(({ id }) => id)).toEqual([ids[1], ids[0], ids[2]])
  })

  it('leaves out a folder without a text, and shows the others', async () => {
    const kept = (await service.create()).summary.id
    const damaged = (await service.create()).summary.id
    await rm(join(root, damaged, 'handler.json'))

    expect((await service.list()).map(({ id }) => id)).toEqual([kept])
  })

  it('shows a draft whose facts are damaged', async () => {
    const { id } = (await service.createFromHandler(PORTAL, HANDLER)).summary
    await writeFile(join(root, id, 'draft.json'), 'damaged')

    expect(await service.list()).toMatchObject([{ id, name: 'Till', origin: { portalId: null } }])
  })

  // Only the new one was told, so all others disappeared from the window until they were listed again.
  it('is told whole when the first draft of this start is made, saved or removed', async () => {
    const old = (await service.create()).summary.id
    start()
    const made = (await service.create()).summary.id
    expect(
      told
        .at(-1)
        ?.map(({ id }) => id)
        .sort(),
    ).toEqual([old, made])

    start()
    await service.save(made, '{"NAME":"Till"}')
    expect(
      told
        .at(-1)
        ?.map(({ id }) => id)
        .sort(),
    ).toEqual([old, made])

    start()
    await service.remove(old)
    expect(told.at(-1)?.map(({ id }) => id)).toEqual([made])
  })

  it('is told whole when several drafts are made at once', async () => {
    const made = await Promise.all([service.create(), service.create(), service.create()])

    expect(
      told
        .at(-1)
        ?.map(({ id }) => id)
        .sort(),
    ).toEqual(made.map(({ summary }) => summary.id).sort())
  })

  // A draft that the disk refused for a moment was taken for one that is gone.
  it('keeps a draft that the disk does not give, and opening it says why', async () => {
    const { id } = (await service.create()).summary
    await rm(join(root, id, 'handler.json'))
    await mkdir(join(root, id, 'handler.json'))

    expect(await service.list()).toMatchObject([{ id, isReadable: false }])
    await expect(service.open(id)).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'not-a-file', file: 'handler.json' },
    })
  })

  it('moves a draft away while nobody else writes its revisions', async () => {
    const { id } = (await service.create()).summary
    const texts: string[] = []
    changeFiles = async (_id, change) => {
      texts.push(await textOnDisk(id))
      const result = await change()
      texts.push(await textOnDisk(id).catch(() => 'gone'))
      return result
    }

    await service.remove(id)
    expect(texts).toEqual([BLANK_DRAFT, 'gone'])
  })

  it('is told after a draft was removed and after it was restored', async () => {
    const { id } = (await service.create()).summary

    await service.remove(id)
    expect(told.at(-1)).toEqual([])

    const restored = await service.restore(id)
    expect(told.at(-1)).toEqual([restored])
  })

  // The removal was told after the restoration, and the list went without the draft until the next start.
  it('is told in the order it was asked for when a draft is removed and restored at once', async () => {
    const { id } = (await service.create()).summary

    const [, restored] = await Promise.all([service.remove(id), service.restore(id)])

    expect(told.at(-1)).toEqual([restored])
  })

  it.each([
    ['a draft that was never there is removed', ['gone', 'remove !']],
    ['a draft that was never there is restored', ['gone', 'restore !']],
    ['a draft is removed twice at once', ['remove', 'remove !']],
    ['a draft is restored twice at once', ['remove', 'restore', 'restore !']],
    ['a draft is restored before it is removed', ['restore !', 'remove']],
  ])('says that the draft is not there when %s', async (_, steps) => {
    const { id } = (await service.create()).summary
    if (steps[0] === 'gone') await rm(join(root, id), { recursive: true })
    const asked = steps.filter(step => step !== 'gone')

    const ends = await Promise.allSettled(
      asked.map((step): Promise<unknown> => (step.startsWith('remove') ? service.remove(id) : service.restore(id))),
    )

    const failure = { status: 'rejected', reason: { code: 'not-found', details: { reason: 'draft', draftId: id } } }
    expect(ends).toMatchObject(asked.map(step => (step.endsWith('!') ? failure : { status: 'fulfilled' })))
  })
})

describe('what a push needs', () => {
  it('is the text as it is on the disk', async () => {
    const { id } = (await service.create()).summary
    await service.save(id, '{ "SORT" : 1.0 }\r\n')

    expect(await service.forPush.textOf(id)).toBe('{ "SORT" : 1.0 }\r\n')
  })

  it('is the base on the portal where the draft began, and on no other', async () => {
    const { summary, text } = await service.createFromHandler(PORTAL, HANDLER)

    expect(await service.forPush.baseOf(summary.id, PORTAL)).toEqual({ handlerId: HANDLER, base: text })
    expect(await service.forPush.baseOf(summary.id, OTHER_PORTAL)).toBeNull()
  })

  it('is the base of a draft whose facts are damaged, for whatever portal', async () => {
    const { summary, text } = await service.createFromHandler(PORTAL, HANDLER)
    await writeFile(join(root, summary.id, 'draft.json'), '<<<<<<< mine')

    expect(await service.forPush.baseOf(summary.id, OTHER_PORTAL)).toEqual({ handlerId: null, base: text })
    expect(await service.forPush.namedHandlerOf(summary.id)).toBeNull()
  })

  it('is refused while it could not be noted what was pushed', async () => {
    const { id } = (await service.createFromHandler(PORTAL, HANDLER)).summary
    await writeFile(join(root, id, 'draft.json'), '{"version":3,"origin":{}}')

    await expect(service.forPush.baseOf(id, PORTAL)).rejects.toMatchObject({ details: { reason: 'newer-file' } })
  })

  it('is the id a file named, as long as the draft belongs to no portal', async () => {
    const { id } = (await service.createFromText('{"ID":7,"FIELDS":{"CODE":"till"}}', 'update.json', null)).summary
    expect(await service.forPush.namedHandlerOf(id)).toBe(HANDLER)
    expect(await service.forPush.baseOf(id, PORTAL)).toBeNull()

    await service.forPush.setBase(id, PORTAL, HANDLER, '{"CODE":"till"}')

    expect(await service.forPush.namedHandlerOf(id)).toBeNull()
    expect(await service.forPush.baseOf(id, PORTAL)).toEqual({ handlerId: HANDLER, base: '{"CODE":"till"}\n' })
    expect(told.at(-1)).toMatchObject([{ origin: { portalId: PORTAL, handlerId: HANDLER, fileName: 'update.json' } }])
  })

  it('changes nothing of the text when the base is set', async () => {
    const { summary } = await service.createFromHandler(PORTAL, HANDLER)
    await service.save(summary.id, 'typed')

    await service.forPush.setBase(summary.id, PORTAL, HANDLER, '{}')

    expect(await textOnDisk(summary.id)).toBe('typed')
  })

  it('keeps a text as a revision before another one takes its place, with an undo history of its own', async () => {
    const { id } = (await service.create()).summary
    await service.save(id, 'typed', { history: 'of what was typed' })

    await service.forPush.replaceText(id, 'merged')

    expect(kept).toEqual(['typed'])
    expect(await textOnDisk(id)).toBe('merged')
    expect(await service.open(id)).toMatchObject({ text: 'merged', history: '', isSaved: true, outside: null })
  })
})
