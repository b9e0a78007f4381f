import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PushEntry } from '../../../electron/common/journal/journal.contract'
import { readLine } from '../../../electron/common/journal/journal-line'
import { LONGEST_WORK_MS } from '../../../electron/common/push/push-record'
import type { MethodFault } from '../../../electron/practice-portal/method-faults'
import { startPracticePortal, type PracticePortal } from '../../../electron/practice-portal/server'
import { seededRandom } from '../../support/seeded-random'
import { startPaydesk, type Paydesk } from '../hosts/paydesk'
import { portalsPage } from '../pages/paydesk-pages'

const ROUNDS = Number(process.env['PAYDESK_ROUNDS'] ?? 20)
const SEED = Number(process.env['PAYDESK_SEED'] ?? Date.now() % 1_000_000)
const LONGEST_ROUND_MS = 30_000
/** The app is killed at a moment before this one, counted from the confirmation. */
const LATEST_KILL_MS = 400
/** A push that is not killed is given this long to find out by itself. */
const DELAY_MS = 2_000
const UPDATED = '3'
const ADD = 'sale.paysystem.handler.add'
const UPDATE = 'sale.paysystem.handler.update'

const FAULTS: readonly (MethodFault | null)[] = [
  { kind: 'cut-before' },
  { kind: 'cut-after' },
  { kind: 'cut-after' },
  { kind: 'truncated-json' },
  { kind: 'html-page' },
  { kind: 'delay', milliseconds: DELAY_MS },
  null,
]

const random = seededRandom(SEED)
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
/** How often the app knew what, for the words at the end. */
const verdicts = new Map<string, number>()
let dataFolder: string
let portal: PracticePortal
let portalId: string
let running: Paydesk | undefined

interface Round {
  readonly action: 'add' | 'update'
  readonly code: string
  readonly sort: number
  readonly draftId: string
  readonly where: string
}

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-lost-'))
  portal = await startPracticePortal()
  running = await startPaydesk({ dataFolder })
  await portalsPage.add(running, portal.address, 'Far away')
  portalId = await running.window.evaluate(async () => {
    const { portals } = (window as unknown as { bridge: Bridge }).bridge
    const list = (await portals['list']?.()) as Reply<{ portals: { id: string; title: string }[] }>
    return list.value.portals.find(({ title }) => title === 'Far away')?.id ?? ''
  })
})

afterAll(async () => {
  const words = [...verdicts].map(([verdict, count]) => `${verdict} ${count}`).join(', ')
  process.stdout.write(`Of ${ROUNDS} pushes the app knew: ${words}\n`)
  await running?.kill()
  await portal.close()
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 })
})

it(
  `finds out what became of every push through ${ROUNDS} lost answers and kills (seed ${SEED})`,
  async () => {
    for (let number = 1; number <= ROUNDS; number++) {
      const round = await pushUntilKilled(number)
      await checkVerdict(round)
    }
  },
  ROUNDS * LONGEST_ROUND_MS,
)

type Methods = Readonly<Record<string, (input?: unknown) => Promise<unknown>>>
type Bridge = Readonly<Record<'drafts' | 'portals' | 'push', Methods>>
interface Reply<Value> {
  readonly value: Value
}

/** Confirms a push whose answer is lost, and kills the app at some moment, before, while or after it waits. */
async function pushUntilKilled(number: number): Promise<Round> {
  const paydesk = running ?? (await startPaydesk({ dataFolder }))
  running = paydesk
  const action = pick(['add', 'update'] as const)
  const fault = pick(FAULTS)
  const killAfterMs = random() < 0.8 ? random() * LATEST_KILL_MS : null
  const code = action === 'add' ? `lost_answer_${number}` : 'harbour_iframe'
  const where = `round ${number} of seed ${SEED}: ${action}, ${fault?.kind ?? 'no fault'}, killed after ${killAfterMs ?? 'its end'}`
  const sort = 1_000 + number
  const text = `{ "NAME": "Till ${number}", "CODE": "${code}", "SORT": ${sort}, "SETTINGS": { "CODES": {} } }`
  const { draftId, plan } = await paydesk.window.evaluate(planPush, { text, portalId, action, updated: UPDATED })
  portal.faults.clear()
  if (fault !== null) portal.faults.onMethod(action === 'add' ? ADD : UPDATE, fault, { times: 1 })
  portal.log.clear()
  const pushed = paydesk.window
    .evaluate(confirmPush, { draftId, portalId, action, updated: UPDATED, ...plan })
    .catch(() => 'killed')
  await (killAfterMs === null ? pushed : pause(killAfterMs))
  await paydesk.kill()
  running = undefined
  return { action, code, sort, draftId, where }
}

async function planPush(given: { text: string; portalId: string; action: string; updated: string }) {
  const { drafts, push } = (window as unknown as { bridge: Bridge }).bridge
  const made = (await drafts['createFromText']?.({ text: given.text, fileName: null, handlerId: null })) as Reply<{
    summary: { id: string }
  }>
  const draftId = made.value.summary.id
  const planned = (await push['plan']?.({
    source: { kind: 'draft', draftId },
    portalId: given.portalId,
    handlerId: given.action === 'add' ? null : given.updated,
  })) as Reply<{ fingerprint: string; problems: { id: string }[] }>
  const { fingerprint, problems } = planned.value
  return { draftId, plan: { fingerprint, overruled: problems.map(({ id }) => id) } }
}

async function confirmPush(given: {
  draftId: string
  portalId: string
  action: string
  updated: string
  fingerprint: string
  overruled: string[]
}): Promise<void> {
  const { push } = (window as unknown as { bridge: Bridge }).bridge
  const { fingerprint, overruled } = given
  const place = { source: { kind: 'draft', draftId: given.draftId }, portalId: given.portalId, fingerprint, overruled }
  if (given.action === 'add') await push['add']?.(place)
  else await push['apply']?.({ ...place, handlerId: given.updated })
}

/** What the app knows after its next starts is what the portal has, which got the write once at most. */
async function checkVerdict(round: Round): Promise<void> {
  const { where } = round
  running = await startPaydesk({ dataFolder })
  if (await isOpen()) {
    await expect.poll(unsettledStates, { message: where }).toEqual([isWritten(round) ? 'done' : 'waiting'])
    if (!isWritten(round)) {
      // A minute passes while the app is not there.
      await running.kill()
      await letAMinutePass()
      running = await startPaydesk({ dataFolder })
      await expect.poll(unsettledStates, { message: where }).toEqual(['not-done'])
    }
    await expect.poll(isOpen, { message: where }).toBe(false)
  }
  const sent = portal.requests.filter(({ methodName }) => methodName === ADD || methodName === UPDATE)
  expect(sent.length, where).toBeLessThanOrEqual(1)
  expect(countOfCode(round.code), where).toBe(round.action === 'update' || isWritten(round) ? 1 : 0)
  const verdict = (await entryOf(round.draftId))?.outcome ?? 'never sent'
  expect(verdict === 'done', `${where}: ${verdict}`).toBe(isWritten(round))
  expect(verdict, where).not.toBe('undecided')
  verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1)
  await dismissAll(running)
}

function isWritten({ code, sort }: Round): boolean {
  return portal.state.current.handlers.some(handler => handler.code === code && String(handler.sort) === String(sort))
}

function countOfCode(code: string): number {
  return portal.state.current.handlers.filter(handler => handler.code.toLowerCase() === code).length
}

function unsettledStates(): Promise<string[]> {
  if (running === undefined) return Promise.resolve([])
  return running.window.evaluate(async () => {
    const { push } = (window as unknown as { bridge: Bridge }).bridge
    const answer = (await push['unsettled']?.()) as Reply<{ state: string }[]>
    return answer.value.map(({ state }) => state)
  })
}

async function dismissAll({ window }: Paydesk): Promise<void> {
  for (const button of await window.getByRole('button', { name: 'I have seen it' }).all()) await button.click()
}

async function recordFiles(): Promise<string[]> {
  const folder = join(dataFolder, 'pushes')
  const names = await readdir(folder).catch(() => [])
  return names.filter(name => /^[0-9a-f-]{36}\.json$/.test(name)).map(name => join(folder, name))
}

async function isOpen(): Promise<boolean> {
  return (await recordFiles()).length > 0
}

async function letAMinutePass(): Promise<void> {
  for (const file of await recordFiles()) {
    const content = JSON.parse(await readFile(file, 'utf8')) as { record: { sentAt: string } }
    const sentAt = new Date(Date.parse(content.record.sentAt) - LONGEST_WORK_MS - 1).toISOString()
    await writeFile(file, JSON.stringify({ ...content, record: { ...content.record, sentAt } }))
  }
}

/** What the journal said last of the push of a draft. */
async function entryOf(draftId: string): Promise<PushEntry | undefined> {
  const folder = join(dataFolder, 'journal')
  const names = (await readdir(folder).catch(() => [])).filter(name => name.startsWith('pushes-')).sort()
  const texts = await Promise.all(names.map(name => readFile(join(folder, name), 'utf8')))
  return texts
    .flatMap(text => text.split('\n'))
    .map(readLine)
    .flatMap(line => (line.kind === 'entry' && line.entry.kind === 'push' ? [line.entry] : []))
    .findLast(entry => entry.draftId === draftId)
}
