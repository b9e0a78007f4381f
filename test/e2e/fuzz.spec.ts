import { contract } from '#common/ipc/index'
import { WireError } from '#common/ipc/app-error'
import type { Contract } from '#common/ipc/contract'
import fc from 'fast-check'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ESCAPED, hostilePayloads, type PayloadSource } from '../support/hostile-payloads'
import { writeProgram } from '../support/program-file'
import { projectFiles } from '../support/project-files'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { draftPage, draftsPage, paymentsPage, portalsPage, textEditor } from './pages/paydesk-pages'

const PAYLOADS = 2_000
const AT_ONCE = 100
/** Given by hand it repeats a run. */
const SEED = Number(process.env['PAYDESK_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

interface Call {
  readonly feature: string
  readonly name: string
  readonly payload: PayloadSource
}

/** What came of a call: an answer, a refusal, or nothing of the kind; `bridge` for what never left the page. */
interface Outcome {
  readonly kind: 'answer' | 'refusal' | 'subscription' | 'bridge' | 'broken'
  readonly what: unknown
}

interface Main {
  gone: string[]
}

const calls = Object.entries<Contract[string]>(contract).flatMap(([feature, entries]) =>
  Object.entries(entries).map(([name, call]) => ({ feature, name, call })),
)

describe(`hostile payloads (PAYDESK_FUZZ_SEED=${String(SEED)})`, () => {
  let folder: string
  let paydesk: Paydesk
  let before: string[]
  const faults: string[] = []
  const sent: { call: Call; outcome: Outcome }[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paydesk-fuzz-'))
    const [programs, home, temporary] = ['programs', 'home', 'temporary'].map(name => join(folder, name))
    for (const made of [programs, home, temporary]) await mkdir(made ?? '')
    await writeProgram(join(programs ?? '', 'xdg-open'), ['true'])
    paydesk = await startPaydesk({
      // Deep enough for a path that leads upwards to end where it is looked for.
      dataFolder: join(folder, 'one', 'two', 'data'),
      env: { HOME: home, TMPDIR: temporary, PATH: `${programs ?? ''}${delimiter}${process.env['PATH'] ?? ''}` },
    })
    paydesk.window.on('pageerror', error => faults.push(`page: ${error.message}`))
    await watchProcesses(paydesk)
    // A choice that is always cancelled: a dialog of the system would wait for somebody.
    await paydesk.answerDialogs(null)
    await keepOpen(paydesk)
    before = await namesOutside(folder)
    await draftsPage.create(paydesk)
    for (const some of inGroups(callsOf(await draftIds(paydesk)))) sent.push(...(await send(paydesk, some)))
  })

  afterAll(async () => {
    await letClose(paydesk)
    await paydesk.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('went through every call of the contract, and were of every kind', () => {
    expect(sent.length).toBe(PAYLOADS)
    expect(new Set(sent.map(({ call }) => `${call.feature}.${call.name}`)).size).toBe(calls.length)
    const kinds = new Set(sent.map(({ outcome }) => outcome.kind))
    expect([...kinds]).toEqual(expect.arrayContaining(['answer', 'refusal', 'subscription', 'bridge']))
  })

  it('are answered, or refused by an error of a known kind that tells nothing of the inside', () => {
    const wrong = sent.filter(({ outcome }) => !isFine(outcome))
    expect(wrong.map(({ call, outcome }) => ({ ...call, payload: call.payload.slice(0, 300), outcome }))).toEqual([])
  })

  it('end no process of the app, and cause no fault in one', async () => {
    const gone = await paydesk.app.evaluate(() => (globalThis as unknown as Main).gone)
    expect(gone).toEqual([])
    expect(faults).toEqual([])
    expect(paydesk.output().match(/paydesk: fault .*/g)).toBeNull()
  })

  it('leave no trace outside the data folder', async () => {
    expect((await namesOutside(folder)).filter(name => !before.includes(name))).toEqual([])
    expect(projectFiles().filter(path => path.includes('escaped'))).toEqual([])
    expect((await readdir(tmpdir())).filter(name => name.includes(ESCAPED))).toEqual([])
  })

  it('leave an app that works', async () => {
    await draftsPage.create(paydesk)
    await draftPage.replaceInText(paydesk, '"NAME": ""', '"NAME": "After the storm"')
    await draftPage.waitUntilSaved(paydesk)
    expect(await textEditor(paydesk).textContent()).toContain('After the storm')
    await paydesk.window.evaluate(async () => {
      const { bridge } = window as unknown as { bridge: { portals: { resetPractice: () => Promise<unknown> } } }
      await bridge.portals.resetPractice()
    })
    await portalsPage.chooseInRail(paydesk, 'Practice portal')
    await paymentsPage.make(paydesk, 1063)
    await paymentsPage.waitForCode(paydesk, 1063)
  })
})

/** The same number of payloads for each call, in an order that mixes them. */
function callsOf(ids: readonly string[]): Call[] {
  const each = Math.ceil(PAYLOADS / calls.length)
  const rounds = calls.map(({ feature, name, call }, index) => {
    const payloads =
      call.kind === 'method'
        ? hostilePayloads(call.input, ids)
        : fc.oneof(fc.constant('() => 1'), hostilePayloads(call.payload, ids))
    return fc.sample(payloads, { numRuns: each, seed: SEED + index }).map(payload => ({ feature, name, payload }))
  })
  return Array.from({ length: each }, (_, at) => rounds.flatMap(round => round[at] ?? []))
    .flat()
    .slice(0, PAYLOADS)
}

function inGroups(all: readonly Call[]): Call[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, group) =>
    all.slice(group * AT_ONCE, (group + 1) * AT_ONCE),
  )
}

/** Calls the bridge as a script in the page would, many times at once. */
async function send({ window }: Paydesk, some: readonly Call[]): Promise<{ call: Call; outcome: Outcome }[]> {
  const list = some
    .map(({ feature, name, payload }) => `[${JSON.stringify(feature)}, ${JSON.stringify(name)}, () => (${payload})]`)
    .join(',\n')
  const outcomes = await window.evaluate<Outcome[]>(`Promise.all([${list}].map(${callBridge.toString()}))`)
  return some.map((call, index) => ({ call, outcome: outcomes[index] ?? { kind: 'broken', what: 'no outcome' } }))
}

/** Runs in the page, so it knows nothing of this file. */
async function callBridge([feature, name, make]: [string, string, () => unknown]): Promise<Outcome> {
  const { bridge } = window as unknown as { bridge: Record<string, Record<string, (payload: unknown) => unknown>> }
  try {
    const given = bridge[feature]?.[name]?.(make())
    if (typeof given === 'function') {
      const undone = (given as () => unknown)()
      return undone === undefined
        ? { kind: 'subscription', what: null }
        : { kind: 'broken', what: Object.keys(undone as object) }
    }
    const late = new Promise(done => setTimeout(() => done({ isLate: true }), 20_000))
    const reply = (await Promise.race([given, late])) as { ok?: boolean; error?: unknown }
    if (reply.ok === true) return { kind: 'answer', what: null }
    return reply.ok === false ? { kind: 'refusal', what: reply.error } : { kind: 'broken', what: reply }
  } catch (error) {
    const what = String(error)
    return { kind: what.includes('invoking remote method') ? 'broken' : 'bridge', what }
  }
}

function isFine({ kind, what }: Outcome): boolean {
  if (kind !== 'refusal') return kind !== 'broken'
  // A fault that nobody foresaw leaves main under an id.
  return v.is(WireError, what) && what.details?.['errorId'] === undefined
}

async function watchProcesses({ app }: Paydesk): Promise<void> {
  await app.evaluate(({ app: electron }) => {
    const main = globalThis as unknown as Main
    main.gone = []
    electron.on('render-process-gone', (_event, _contents, { reason }) => main.gone.push(`page: ${reason}`))
    electron.on('child-process-gone', (_event, { type, name, reason }) => {
      main.gone.push(`${type} ${name ?? ''}: ${reason}`)
    })
  })
}

async function draftIds({ window }: Paydesk): Promise<string[]> {
  return window.evaluate(async () => {
    const { bridge } = window as unknown as {
      bridge: { drafts: { list: () => Promise<{ value: { id: string }[] }> } }
    }
    return (await bridge.drafts.list()).value.map(({ id }) => id)
  })
}

/** Everything in the folder but the app's data. */
async function namesOutside(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const data = join(folder, 'one', 'two', 'data')
  return entries
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => !path.startsWith(`${data}/`))
    .map(path => path.slice(folder.length))
}

/** One of the calls closes the window, which is no fault: it is asked to, and stays. */
async function keepOpen({ app }: Paydesk): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const keep = (event: { preventDefault(): void }): void => event.preventDefault()
    Object.assign(globalThis, { keepOpen: keep })
    for (const window of BrowserWindow.getAllWindows()) window.on('close', keep)
  })
}

async function letClose({ app }: Paydesk): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const { keepOpen } = globalThis as unknown as { keepOpen: () => void }
    for (const window of BrowserWindow.getAllWindows()) window.removeListener('close', keepOpen)
  })
}
