import { history, isolateHistory, redo, undo } from '@codemirror/commands'
import { EditorState, type TransactionSpec } from '@codemirror/state'
import fc from 'fast-check'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DraftId } from '#common/drafts/drafts.contract'
import { createDraftFolder, type DraftFolder } from '../../../../../electron/main/drafts/draft-folder'
import { createDraftTexts, type DraftTexts } from '../../../../../electron/main/drafts/draft-texts'
import { createUndoFiles } from '../../../../../electron/main/drafts/undo-files'
import { historyOf, stateWithHistory } from '../../../../../renderer/features/drafts/editor/undo-history'
import { noRevisions } from '../../../../support/draft-fakes'

const ID = v.parse(DraftId, 'till-a1b2c3')

let root: string
let texts: DraftTexts
let told: (string | null)[]
let kept: string[]
/** Whether the next text is kept from its file, as by the end of the app. */
let isKilledBeforeText: boolean

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'paydesk-texts-'))
  kept = []
  await mkdir(join(root, ID))
  await writeFile(file('handler.json'), 'first')
  start()
})

afterEach(() => rm(root, { recursive: true }))

function file(name: string): string {
  return join(root, ID, name)
}

/** The next run of the app, over the same files. */
function start(): void {
  told = []
  isKilledBeforeText = false
  const folder = createDraftFolder(root, { onTrouble: () => undefined })
  const writeText: DraftFolder['writeText'] = (id, text) =>
    isKilledBeforeText ? Promise.reject(new Error('killed')) : folder.writeText(id, text)
  texts = createDraftTexts({
    folder: { ...folder, writeText },
    undo: createUndoFiles(root),
    changedOutside: (_id, text) => told.push(text),
    revisions: { ...noRevisions, keep: (_id, { text }) => Promise.resolve(kept.push(text)) },
  })
}

/** Saves as the window does. */
async function save(text: string, { history: steps = '', isOver = false } = {}): Promise<void> {
  await texts.note(ID, { text, history: steps }, { isToBeWritten: true })
  await texts.write(ID, text, { isOver })
}

function textOnDisk(): Promise<string> {
  return readFile(file('handler.json'), 'utf8')
}

describe('a text that was typed', () => {
  it('comes back with what undoes it', async () => {
    await texts.read(ID)
    await save('second', { history: 'how' })
    start()

    expect(await texts.read(ID)).toMatchObject({ text: 'second', history: 'how', isSaved: true, outside: null })
  })

  it('is there after the app ended between the two files', async () => {
    await texts.read(ID)
    isKilledBeforeText = true
    await expect(save('second', { history: 'how' })).rejects.toThrow('killed')
    start()

    expect(await texts.read(ID)).toMatchObject({ text: 'second', history: 'how', isSaved: false, outside: null })
    await save('second', { history: 'how' })
    expect(await textOnDisk()).toBe('second')
  })

  it('is there though the disk was still busy with the text before', async () => {
    await texts.read(ID)
    await save('second')
    isKilledBeforeText = true
    await expect(save('third')).rejects.toThrow()
    await texts.note(ID, { text: 'fourth', history: '' })
    start()

    expect(await texts.read(ID)).toMatchObject({ text: 'fourth', isSaved: false, outside: null })
  })

  it('is not asked about when it was noted before the text before it was in its file', async () => {
    await texts.read(ID)
    await texts.note(ID, { text: 'second', history: '' }, { isToBeWritten: true })
    await texts.note(ID, { text: 'third', history: '' })
    await texts.write(ID, 'second')
    start()

    expect(await texts.read(ID)).toMatchObject({ text: 'third', isSaved: false, outside: null })
  })

  it.each([
    ['no JSON', '{"version":1,"te'],
    ['of another version', '{"version":2,"text":"x","before":[],"history":""}'],
    ['of another kind', '[]'],
    ['not UTF-8', Buffer.from([0xff, 0xfe, 0x00])],
  ])('is that of the file where its record is %s', async (_what, content) => {
    await writeFile(file('undo.json'), content)

    expect(await texts.read(ID)).toMatchObject({ text: 'first', history: '', isSaved: true, outside: null })
    await save('second')
    start()
    expect(await texts.read(ID)).toMatchObject({ text: 'second', isSaved: true })
  })
})

describe('a file that another program changed', () => {
  it('is not replaced, and is told with its text once', async () => {
    await texts.read(ID)
    await writeFile(file('handler.json'), 'theirs')

    await expect(save('mine')).rejects.toMatchObject({ code: 'conflict', details: { reason: 'changed-outside' } })
    await expect(save('mine too')).rejects.toMatchObject({ code: 'conflict' })
    expect(await texts.look(ID)).toBe(false)
    expect(await textOnDisk()).toBe('theirs')
    expect(told).toEqual(['theirs'])
  })

  it('leaves what is typed meanwhile for the next start, which asks again', async () => {
    await texts.read(ID)
    await writeFile(file('handler.json'), 'theirs')
    await save('mine', { history: 'how' }).catch(() => undefined)
    start()

    expect(await texts.read(ID)).toMatchObject({ text: 'mine', history: 'how', isSaved: false, outside: 'theirs' })
    await expect(save('mine')).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is asked about when that was while the app was not there', async () => {
    await texts.read(ID)
    await save('mine')
    await writeFile(file('handler.json'), 'theirs')
    start()

    expect(await texts.read(ID)).toMatchObject({ text: 'mine', isSaved: false, outside: 'theirs' })
  })

  it('is replaced once that is wanted, and its text is kept', async () => {
    await texts.read(ID)
    await writeFile(file('handler.json'), 'theirs')
    await save('mine').catch(() => undefined)

    await save('mine', { isOver: true })
    expect(await textOnDisk()).toBe('mine')
    expect(kept).toEqual(['theirs'])
    await save('mine, later')
    expect(kept).toEqual(['theirs'])
  })

  it('is not replaced by what was wanted for an earlier text of it', async () => {
    await texts.read(ID)
    await writeFile(file('handler.json'), 'theirs')
    await texts.look(ID)
    await writeFile(file('handler.json'), 'theirs, later')

    await expect(save('mine', { isOver: true })).rejects.toMatchObject({ code: 'conflict' })
    expect(told).toEqual(['theirs', 'theirs, later'])
    expect(await textOnDisk()).toBe('theirs, later')
  })

  it('is taken over by saving its text', async () => {
    await texts.read(ID)
    await writeFile(file('handler.json'), 'theirs')
    await texts.look(ID)

    await save('theirs')
    await save('theirs and mine')
    expect(await textOnDisk()).toBe('theirs and mine')
  })

  it('is told once more when it is again what it was', async () => {
    await texts.read(ID)
    await writeFile(file('handler.json'), 'theirs')
    await texts.look(ID)
    await writeFile(file('handler.json'), 'first')

    expect(await texts.look(ID)).toBe(true)
    expect(told).toEqual(['theirs', 'first'])
    await save('mine')
    expect(await textOnDisk()).toBe('mine')
  })

  it('is none when this app wrote it, or a draft that is not open', async () => {
    expect(await texts.look(ID)).toBe(true)
    await texts.read(ID)
    await save('mine')

    expect(await texts.look(ID)).toBe(false)
    expect(told).toEqual([])
  })
})

describe('files that another program took away', () => {
  it.each([
    ['the text', () => rm(file('handler.json'))],
    ['the whole folder', () => rm(join(root, ID), { recursive: true })],
  ])('are told, and made again with the base: %s', async (_what, takeAway) => {
    await writeFile(file('base.json'), 'base\n')
    await texts.read(ID)
    await takeAway()

    expect(await texts.look(ID)).toBe(true)
    await expect(texts.write(ID, 'mine')).rejects.toMatchObject({ code: 'not-found' })
    expect(told).toEqual([null])
    await texts.writeAgain(ID, { text: 'mine', history: 'how' })
    expect(await textOnDisk()).toBe('mine')
    expect(await readFile(file('base.json'), 'utf8')).toBe('base\n')
    start()
    expect(await texts.read(ID)).toMatchObject({ text: 'mine', history: 'how', isSaved: true })
  })

  it('are not made again over what is there once more', async () => {
    await texts.read(ID)
    await rm(file('handler.json'))
    await texts.look(ID)
    await writeFile(file('handler.json'), 'theirs')

    await expect(texts.writeAgain(ID, { text: 'mine', history: '' })).rejects.toMatchObject({
      details: { reason: 'changed-outside' },
    })
    expect(await textOnDisk()).toBe('theirs')
  })
})

type Step =
  | { readonly kind: 'type'; readonly at: number; readonly removed: number; readonly text: string }
  | { readonly kind: 'undo' | 'redo' | 'save' | 'restart' }
  | { readonly kind: 'kill'; readonly point: KillPoint }

/** Where a kill meets a save: before it, in the middle of the first file, or between the two. */
type KillPoint = 'before-save' | 'in-record' | 'before-text'

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ at: fc.nat(), removed: fc.nat({ max: 4 }), text: fc.constantFrom('a', '{"ключ": 1}', '\n', '😀', '') })
      .map((edit): Step => ({ kind: 'type', ...edit })),
  },
  { weight: 4, arbitrary: fc.constantFrom<Step>({ kind: 'undo' }, { kind: 'redo' }, { kind: 'save' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'restart' }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<KillPoint>('before-save', 'in-record', 'before-text')
      .map((point): Step => ({ kind: 'kill', point })),
  },
)

it('keeps text, undo and redo through any mixture of edits, saves, kills and restarts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 30 }), async steps => {
      await rm(join(root, ID), { recursive: true })
      await mkdir(join(root, ID))
      await writeFile(file('handler.json'), 'first')
      start()
      let state = await open()
      let now = { past: [] as string[], present: 'first', future: [] as string[] }
      let onDisk = now
      for (const step of [...steps, { kind: 'restart' } as const]) {
        if (step.kind === 'type') type(step)
        else if (step.kind === 'undo' || step.kind === 'redo') move(step.kind)
        else if (step.kind === 'save') await keep()
        else await end(step.kind === 'kill' ? step.point : 'before-save')
      }
      // In the end all of it is gone through once, back to the first text and forth to the last.
      while (now.past.length > 0) move('undo')
      expect(state.doc.toString()).toBe('first')
      move('undo')
      while (now.future.length > 0) move('redo')
      move('redo')

      function type({ at, removed, text }: Extract<Step, { kind: 'type' }>): void {
        const from = at % (state.doc.length + 1)
        const change = { from, to: Math.min(state.doc.length, from + removed), insert: text }
        dispatch({ changes: change, annotations: isolateHistory.of('full') })
        const present = state.doc.toString()
        if (present !== now.present) now = { past: [...now.past, now.present], present, future: [] }
        // What changes nothing is a step all the same when it put in what it took out.
        else if (change.from !== change.to || text !== '') now = { past: [...now.past, present], present, future: [] }
      }

      function move(kind: 'undo' | 'redo'): void {
        const { past, present, future } = now
        const command = kind === 'undo' ? undo : redo
        const target = kind === 'undo' ? past.at(-1) : future.at(-1)
        expect(command({ state, dispatch: transaction => (state = transaction.state) })).toBe(target !== undefined)
        if (target === undefined) return
        now =
          kind === 'undo'
            ? { past: past.slice(0, -1), present: target, future: [...future, present] }
            : { past: [...past, present], present: target, future: future.slice(0, -1) }
        expect(state.doc.toString()).toBe(target)
      }

      async function keep(): Promise<void> {
        await save(now.present, { history: historyOf(state) })
        onDisk = now
      }

      /** The app ends: in the middle of a save that it was at, or with what it has not begun to save. */
      async function end(point: KillPoint): Promise<void> {
        // A file that is only begun has another name than the one it will have.
        if (point === 'in-record') await writeFile(file('undo.json.0f0f0f0f-0000-4000-8000-000000000000.tmp'), '{"vers')
        if (point === 'before-text') {
          isKilledBeforeText = true
          await keep().catch(() => (onDisk = now))
        }
        start()
        state = await open()
        now = onDisk
        expect(state.doc.toString()).toBe(now.present)
      }

      function dispatch(spec: TransactionSpec): void {
        state = state.update(spec).state
      }
    }),
    { numRuns: 60 },
  )
})

async function open(): Promise<EditorState> {
  const { text, history: steps } = await texts.read(ID)
  return stateWithHistory(text, steps, [history({ minDepth: 10_000 }), EditorState.lineSeparator.of('\n')])
}
