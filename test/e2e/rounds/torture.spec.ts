import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seededRandom } from '../../support/seeded-random'
import { ELECTRON, PROJECT, sandboxArguments, startPaydesk, type Paydesk } from '../hosts/paydesk'
import { draftPage, draftsPage, openDrafts, textEditor } from '../pages/paydesk-pages'

const ROUNDS = Number(process.env['PAYDESK_ROUNDS'] ?? 20)
const SEED = Number(process.env['PAYDESK_SEED'] ?? Date.now() % 1_000_000)
/** What may be lost at most when the computer loses its power. */
const MOST_LOST_MS = 1000
const LONGEST_ROUND_MS = 20_000
const SHORTEST_TYPING_MS = 150
const LONGEST_TYPING_MS = 1700
/** One round in so many is a start that is killed before the window is there. */
const STARTS_EVERY = 5
const LONGEST_START_MS = 900
/** In one round of so many all that was typed is undone and redone. */
const UNDO_EVERY = 3
const DRAFT = 'torture-a1b2c3'
const NAME = 'Torture'
/** A draft that is put into the trash and brought back. */
const OTHER = 'other-d4e5f6'
const OTHER_TEXT = '{ "NAME": "Other" }'
/** One key in so many is followed by a revision that is kept by hand. */
const KEEP_EVERY = 30
/** So much text that a write takes a while, as those of the largest handlers do. */
const BEFORE = `{\n  "NAME": "${NAME}",\n  "SETTINGS": "${'0123456789abcdef'.repeat(20_000)}"\n}\n`
const KEYS = ['abcdefghijklmnopqrstuvwxyz0123456789'.split(''), 'Space', 'Enter', 'Backspace', 'Backspace'].flat()
/** Each file of ours that is written whole or not at all; a kill may leave one unfinished beside each. */
const TEMPORARY = /\.[0-9a-f-]{36}\.tmp$/

/** The text behind `BEFORE`, and when the app had it for certain. */
interface Typed {
  readonly text: string
  readonly at: number
}

const random = seededRandom(SEED)
const losses: number[] = []
/** Every text behind `BEFORE` that there was, in any round, and the last line of each. */
const everTyped = new Set([''])
const lastLines = new Set([''])
/** The revisions that were on the disk after the last round, by their names. */
let revisionsBefore: ReadonlyMap<string, string> = new Map()
let dataFolder: string
let running: Paydesk | undefined

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-torture-'))
  await mkdir(join(dataFolder, 'drafts', DRAFT), { recursive: true })
  await writeFile(join(dataFolder, 'drafts', DRAFT, 'handler.json'), BEFORE)
  await mkdir(join(dataFolder, 'drafts', OTHER))
  await writeFile(join(dataFolder, 'drafts', OTHER, 'handler.json'), OTHER_TEXT)
})

afterAll(async () => {
  process.stdout.write(`${wordsOfLosses([...losses].sort((one, other) => one - other))}\n`)
  await running?.kill()
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 })
})

it(
  `keeps all but the last second through ${ROUNDS} kills (seed ${SEED})`,
  async () => {
    let kept = ''
    for (let round = 1; round <= ROUNDS; round++) {
      const where = `round ${round} of seed ${SEED}`
      if (round % STARTS_EVERY === 0) await killStart()
      const typed = await typeUntilKilled(kept, where)
      kept = await keptText(typed, where)
      await checkFiles(where)
      await checkRevisions(where)
      await checkOther(where)
    }
  },
  ROUNDS * LONGEST_ROUND_MS,
)

/** Answers every text there was, from the one that was on the disk on. */
async function typeUntilKilled(kept: string, where: string): Promise<{ states: Typed[]; killedAt: number }> {
  const paydesk = await startPaydesk({ dataFolder })
  running = paydesk
  await showDraft(paydesk)
  expect(await lastLine(paydesk), where).toBe(lastLineOf(kept))
  if (losses.length % UNDO_EVERY === UNDO_EVERY - 1) await undoAndRedo(paydesk, kept, where)
  await expect.poll(unfinishedFiles, { message: where }).toEqual([])
  const moved = moveOther(paydesk)
  const states: Typed[] = [{ text: kept, at: 0 }]
  const until = Date.now() + SHORTEST_TYPING_MS + random() * (LONGEST_TYPING_MS - SHORTEST_TYPING_MS)
  while (Date.now() < until) {
    const key = KEYS[Math.floor(random() * KEYS.length)] ?? 'a'
    const text = afterKey(states.at(-1)?.text ?? '', key)
    if (text === null) continue
    // The app may have the key, and even have saved it, before the driver is told that it was pressed. On a busy computer
    // a key may also be long on its way, and what the app was not given it cannot lose.
    const state = { text, at: Infinity }
    states.push(state)
    everTyped.add(text)
    lastLines.add(lastLineOf(text))
    await paydesk.window.keyboard.press(key)
    state.at = Date.now()
    if (random() < 1 / KEEP_EVERY) void openDrafts.command(paydesk, 'Keep a Revision').catch(() => undefined)
  }
  const killedAt = Date.now()
  await paydesk.kill()
  await moved
  running = undefined
  return { states, killedAt }
}

/** It is in front by itself in every round but the first. */
async function showDraft(paydesk: Paydesk): Promise<void> {
  if (losses.length === 0) {
    await draftsPage.open(paydesk, NAME)
    await openDrafts.waitForKept(paydesk, 1)
  }
  await openDrafts.waitForFront(paydesk, NAME)
  await textEditor(paydesk).waitFor()
}

/** Undo goes back over every end of the app to a text there was, and redo to the newest one. */
async function undoAndRedo(paydesk: Paydesk, kept: string, where: string): Promise<void> {
  await pressWhileEnabled(paydesk, 'Undo')
  const first = await lastLine(paydesk)
  expect(lastLines, where).toContain(first)
  await pressWhileEnabled(paydesk, 'Redo')
  expect(await lastLine(paydesk), where).toBe(lastLineOf(kept))
  await draftPage.waitUntilSaved(paydesk)
  expect((await newestOnDisk()).slice(BEFORE.length), `${where}: undone and redone`).toBe(kept)
}

async function pressWhileEnabled({ window }: Paydesk, name: 'Undo' | 'Redo'): Promise<void> {
  const button = window.getByRole('button', { name })
  expect(await button.getAttribute('aria-disabled'), name).not.toBe('true')
  while ((await button.getAttribute('aria-disabled')) !== 'true') await button.click()
}

function lastLineOf(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1)
}

/** Puts the other draft away, or brings it back, while the rest goes on. Resolves once that was done or the app is gone. */
async function moveOther({ window }: Paydesk): Promise<void> {
  await window
    .evaluate(async id => {
      const { drafts } = (window as unknown as { bridge: { drafts: Record<string, (id: string) => Promise<unknown>> } })
        .bridge
      await drafts['remove']?.(id)
      await drafts['restore']?.(id)
    }, OTHER)
    .catch(() => undefined)
}

/** It is in exactly one place, and whole. It is brought back by hand where a kill came between. */
async function checkOther(where: string): Promise<void> {
  const places = [OTHER, join('.removed', OTHER)].map(name => join(dataFolder, 'drafts', name))
  const texts = await Promise.all(places.map(place => readFile(join(place, 'handler.json'), 'utf8').catch(() => null)))
  const found = texts.filter(text => text !== null)
  expect(found, `${where}: the draft that was put away`).toEqual([OTHER_TEXT])
  if (texts[0] === null) await rename(places[1] ?? '', places[0] ?? '')
}

/** No revision is lost or changed, and each is a text there was. */
async function checkRevisions(where: string): Promise<void> {
  const folder = join(dataFolder, 'drafts', DRAFT, 'revisions')
  const names = (await readdir(folder).catch(() => [])).filter(name => name.endsWith('Z.json'))
  const texts = new Map<string, string>()
  for (const name of names) texts.set(name, await readFile(join(folder, name), 'utf8'))
  for (const [name, text] of revisionsBefore) {
    expect(texts.get(name), `${where}: the revision ${name}`).toBe(text)
  }
  for (const [name, text] of texts) {
    expect(text.startsWith(BEFORE), `${where}: the revision ${name} is damaged`).toBe(true)
    expect(everTyped, `${where}: the revision ${name} was never typed`).toContain(text.slice(BEFORE.length))
  }
  revisionsBefore = texts
}

/** Null for a key that would reach the text before ours, or that the editor takes for one about the line's indentation. */
function afterKey(text: string, key: string): string | null {
  const isIndented = /(?:^|\n) +$/.test(text)
  if (isIndented && (key === 'Backspace' || key === 'Enter')) return null
  if (key === 'Backspace') return text === '' ? null : text.slice(0, -1)
  if (key === 'Enter') return `${text}\n`
  return text + (key === 'Space' ? ' ' : key)
}

/** Goes to the end of the text, for what is out of sight is not in the page. */
async function lastLine(paydesk: Paydesk): Promise<string> {
  await textEditor(paydesk).focus()
  await paydesk.window.keyboard.press('ControlOrMeta+End')
  const line = paydesk.window.locator('.cm-content .cm-line').last()
  return ((await line.textContent()) ?? '').replaceAll('\u200b', '')
}

/** The text on the disk, which must be one there was, and no older than may be lost. */
async function keptText({ states, killedAt }: { states: Typed[]; killedAt: number }, where: string): Promise<string> {
  const onDisk = await newestOnDisk()
  expect(onDisk.startsWith(BEFORE), `${where}: the text before what was typed is damaged`).toBe(true)
  const kept = onDisk.slice(BEFORE.length)
  const newest = states.findLastIndex(({ text }) => text === kept)
  const typed = states.map(({ text }) => JSON.stringify(text.slice(-40))).slice(-5)
  const words = `${where}: what is kept was never typed: ${JSON.stringify(kept)}, but ${typed.join(', ')}`
  expect(newest, words).toBeGreaterThanOrEqual(0)
  const lostFrom = states[newest + 1]
  const lostMs = lostFrom === undefined ? 0 : killedAt - lostFrom.at
  losses.push(lostMs)
  expect(lostMs, `${where}: ${states.length - 1 - newest} keys are lost`).toBeLessThanOrEqual(MOST_LOST_MS)
  return kept
}

/** What is in the file, or what was on its way there when the app ended. */
async function newestOnDisk(): Promise<string> {
  const folder = join(dataFolder, 'drafts', DRAFT)
  const text = await readFile(join(folder, 'handler.json'), 'utf8')
  const record = await readFile(join(folder, 'undo.json'), 'utf8').catch(() => null)
  if (record === null) return text
  const { text: typed, before } = JSON.parse(record) as { readonly text: string; readonly before: readonly string[] }
  return before.includes(createHash('sha256').update(text).digest('hex')) ? typed : text
}

/** Every file of ours is whole and none was set aside. Makes the unfinished ones old, so that the next start removes them. */
async function checkFiles(where: string): Promise<void> {
  for (const name of await ownFiles()) {
    expect(name, where).not.toContain('.damaged-')
    const text = await readFile(join(dataFolder, name), 'utf8')
    if (name.endsWith('handler.json') || TEMPORARY.test(name)) continue
    expect(() => JSON.parse(text) as unknown, `${where}: ${name} is damaged`).not.toThrow()
  }
  const unfinished = await unfinishedFiles()
  const written = unfinished.map(name => name.replace(TEMPORARY, ''))
  expect(new Set(written).size, `${where}: ${unfinished.join(', ')}`).toBe(written.length)
  const anHourAgo = new Date(Date.now() - 3_600_000)
  for (const name of unfinished) await utimes(join(dataFolder, name), anHourAgo, anHourAgo)
}

/** Chromium keeps files of its own in the same folder; ours are JSON, or on their way to it. */
async function ownFiles(): Promise<string[]> {
  const [top, draft] = await Promise.all([readdir(dataFolder), readdir(join(dataFolder, 'drafts', DRAFT))])
  return [...top, ...draft.map(name => join('drafts', DRAFT, name))].filter(name => /\.json(?:\.|$)/.test(name))
}

function wordsOfLosses(sorted: readonly number[]): string {
  const [median, most] = [0.5, 1].map(part => sorted[Math.ceil(part * sorted.length) - 1] ?? 0)
  return `Lost by ${sorted.length} kills: at most ${most} ms, half of them at most ${median} ms`
}

async function unfinishedFiles(): Promise<string[]> {
  return (await ownFiles()).filter(name => TEMPORARY.test(name))
}

async function killStart(): Promise<void> {
  const started = spawn(ELECTRON, [PROJECT, `--user-data-dir=${dataFolder}`, ...sandboxArguments()], {
    stdio: 'ignore',
  })
  const ended = once(started, 'exit')
  await pause(random() * LONGEST_START_MS)
  started.kill('SIGKILL')
  await ended
}
