import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DraftId } from '#common/drafts/drafts.contract'
import { createDraftFolder } from '../../../../../electron/main/drafts/draft-folder'
import { createDraftsService, type DraftsService } from '../../../../../electron/main/drafts/drafts.service'
import { createUndoFiles } from '../../../../../electron/main/drafts/undo-files'
import { filesHolding } from '../../../../support/canary'
import { noRevisions } from '../../../../support/draft-fakes'

const SECRET = 'w7q2m9x4t1z8k5p3'
const ESCAPED = String.raw`w7\u00712m9x4t1z8k5p3`

let root: string
let service: DraftsService
let id: DraftId
let count = 0

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'paydesk-purge-'))
  service = createDraftsService({
    folder: createDraftFolder(root, { onTrouble: () => undefined }),
    undo: createUndoFiles(root),
    changedOutside: () => {},
    revisions: {
      ...noRevisions,
      // As if a revision were due with every change.
      keepIfDue: (_id, text) => put(`revisions/2031-05-04T11-00-00.00${(count += 1) % 10}Z.json`, text),
    },
    handlers: { read: () => Promise.reject(new Error('No portal is asked here')) },
    chooseFile: () => Promise.resolve(null),
    changed: () => {},
    suffix: () => `00000${(count += 1)}`,
  })
  id = (await service.createFromText(textWith(SECRET), 'till.json', null)).summary.id
})
afterEach(() => rm(root, { recursive: true }))

function textWith(address: string): string {
  return `{"NAME": "Till", "CODE": "till", "SETTINGS": {"FORM_DATA": {"ACTION_URI": "https://till.example/${address}"}}}`
}

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(join(root, id, 'revisions'), { recursive: true })
  await writeFile(join(root, id, path), content)
}

function read(path: string): Promise<string> {
  return readFile(join(root, id, path), 'utf8')
}

describe('a purge', () => {
  it('leaves the secret in no file of the draft, however it was spelled there', async () => {
    await put('undo.json', JSON.stringify({ text: textWith(SECRET), history: JSON.stringify([textWith(SECRET)]) }))
    await put('revisions/2031-05-04T10-20-30.400Z.json', textWith(SECRET))
    await put('revisions/2031-05-04T10-30-30.400Z.json', textWith(ESCAPED))
    await put('revisions/2031-05-04T10-40-30.400Z.json', textWith('none'))
    await put('revisions.json', JSON.stringify({ version: 1, revisions: [{ name: `with ${SECRET}` }] }))
    await put('handler.damaged-2031.json', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(textWith(SECRET))]))
    await put('handler.json.0f0f0f0f-0000-4000-8000-000000000000.tmp', textWith(SECRET).slice(0, -4))

    const report = await service.purge(id, textWith('***'), [SECRET])

    expect(report).toMatchObject({
      revisions: 2,
      records: 3,
      isInBase: false,
      otherDrafts: 0,
      summary: { name: 'Till' },
    })
    expect(await filesHolding(join(root, id), SECRET)).toEqual([])
    expect(await filesHolding(join(root, id), ESCAPED)).toEqual([])
    expect(await read('handler.json')).toBe(textWith('***'))
    expect(await read('revisions/2031-05-04T10-30-30.400Z.json')).toBe(textWith('***'))
    expect(await read('revisions/2031-05-04T10-40-30.400Z.json')).toBe(textWith('none'))
    expect((await readdir(join(root, id))).filter(name => name.startsWith('undo') || name.endsWith('.tmp'))).toEqual([])
  })

  it('never writes a text that has the secret still', async () => {
    await service.purge(id, textWith(ESCAPED), [SECRET])

    expect(await read('handler.json')).toBe(textWith('***'))
  })

  it('leaves the base as the portal has it, and says so, with the other drafts that hold the secret', async () => {
    await put('base.json', textWith(SECRET))
    await service.createFromText(textWith(SECRET), null, null)

    expect(await service.purge(id, textWith('***'), [SECRET])).toMatchObject({ isInBase: true, otherDrafts: 1 })
    expect(await read('base.json')).toBe(textWith(SECRET))
  })

  it('changes the text last, so that one that was stopped can be asked for again', async () => {
    await put('revisions/2031-05-04T10-20-30.400Z.json', textWith(SECRET))
    // A folder where the history of undo is to be removed as a file.
    await mkdir(join(root, id, 'undo.json'))

    await expect(service.purge(id, textWith('***'), [SECRET])).rejects.toMatchObject({ code: 'internal' })
    expect(await read('handler.json')).toBe(textWith(SECRET))

    await rm(join(root, id, 'undo.json'), { recursive: true })
    await service.purge(id, textWith('***'), [SECRET])
    expect(await filesHolding(join(root, id), SECRET)).toEqual([])
  })

  it('of a draft that another program changed meanwhile overwrites nothing', async () => {
    await service.open(id)
    await put('handler.json', textWith('other'))

    await expect(service.purge(id, textWith('***'), [SECRET])).rejects.toMatchObject({
      details: { reason: 'changed-outside' },
    })
    expect(await read('handler.json')).toBe(textWith('other'))
  })

  it('of a draft that is gone changes nothing', async () => {
    await expect(service.purge('gone' as DraftId, '{}', [SECRET])).rejects.toMatchObject({ code: 'not-found' })
  })
})
