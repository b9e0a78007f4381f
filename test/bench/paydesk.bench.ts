import { join } from 'node:path'
import { presentableDiff } from '@codemirror/merge'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { ELECTRON, PROJECT, sandboxArguments, startPaydesk, type Paydesk } from '../e2e/hosts/paydesk'
import type { Reply } from '../../electron/common/ipc/app-error'
import { createCompareAnswers } from '../../renderer/features/drafts/compare/compare-answers'
import { figureOf, type Figure } from './figures'
import { inTurns, keepFigures, ROUNDS } from './rounds'
import { startHandlerServers, type HandlerServer } from './handler-server'
import { measureStart } from './start'
import type { MeasuredTyping } from './trace'
import { awaitProblems, doWithoutChecker, largeHandler, measureTyping, openLargeDraft } from './typing'

/** Nothing here is asserted: a figure is for people to look at, beside what it is measured against. */

const BARE = process.env['PAYDESK_BENCH_BARE'] ?? join(PROJECT, 'dist/bench/bare-app')
/** Fewer than a portal allows at once, so that no limit is waited for. */
const CALLS_PER_PORTAL = 30
const PORTALS = 5
const ROUND_TRIPS = 500

/** Everything that can be shown, which is the most work. */
const shown = { keyOrder: true, spelling: true, emptiness: true }

const figures: Figure[] = []

afterAll(() => keepFigures(figures))

describe('the start', () => {
  it('is measured beside that of a bare window', async () => {
    const [paydesk, bare] = await inTurns(
      ROUNDS,
      () => measureStart(PROJECT, 'nav a'),
      () => measureStart(BARE, 'main button'),
    )
    const baseline = 'a bare electron-vite Vue window'
    figures.push(
      figureOf(
        { name: 'start to usable window', unit: 'ms', baseline },
        paydesk.map(({ startMs }) => startMs),
        bare.map(({ startMs }) => startMs),
      ),
    )
    const memory = [paydesk, bare].map(side => side.flatMap(({ idleMb }) => idleMb ?? []))
    if (memory.every(({ length }) => length > 0)) {
      figures.push(figureOf({ name: 'idle memory', unit: 'MB', baseline }, memory[0] ?? [], memory[1] ?? []))
    }
  })
})

describe('calls', () => {
  let paydesk: Paydesk
  let bare: { app: ElectronApplication; window: Page }
  let servers: HandlerServer

  beforeAll(async () => {
    servers = await startHandlerServers(PORTALS)
    paydesk = await startPaydesk()
    bare = await startBare('index')
  })

  afterAll(async () => {
    await paydesk.close()
    await bare.app.close()
    await servers.close()
  })

  it('to main are measured beside a bare ipcMain.handle', async () => {
    const [mine, other] = await inTurns(
      ROUNDS,
      () => timesOf(paydesk.window, `window.bridge.app.facts()`, ROUND_TRIPS),
      () => timesOf(bare.window, `window.bare.facts()`, ROUND_TRIPS),
    )
    figures.push(
      figureOf(
        { name: 'call to main and back', unit: 'ms', baseline: 'a bare ipcMain.handle' },
        mine.flat(),
        other.flat(),
      ),
    )
  })

  it('to a portal are measured beside a bare net.request', async () => {
    const ids: string[] = []
    for (const [index, address] of servers.addresses.entries()) {
      ids.push(await addPortal(paydesk.window, address, `Portal ${index + 1}`))
    }
    const mine: number[] = []
    const other: number[] = []
    for (const [index, address] of servers.addresses.entries()) {
      const url = `${address}sale.paysystem.handler.list.json`
      const call = `window.bridge.handlers.list(${JSON.stringify(ids[index])})`
      // The first one opens the connection.
      mine.push(...(await timesOf(paydesk.window, call, CALLS_PER_PORTAL)).slice(1))
      other.push(
        ...(await timesOf(bare.window, `window.bare.call(${JSON.stringify(url)}, '{}')`, CALLS_PER_PORTAL)).slice(1),
      )
    }
    figures.push(
      figureOf(
        { name: 'list of handlers, from the page', unit: 'ms', baseline: 'a bare net.request behind ipcMain.handle' },
        mine,
        other,
      ),
    )
  })
})

describe('comparing 1 MB with 1 MB', () => {
  it('is measured beside reading both and the difference that CodeMirror makes of them', async () => {
    const before = largeHandler()
    const after = before.replaceAll('Code number 17', 'Another 17').replace('"POST"', '"GET"')
    const [mine, other] = await inTurns(
      ROUNDS,
      () =>
        timeOf(() => {
          createCompareAnswers()({ kind: 'compare', request: { left: before, right: after, shown } })
        }),
      () =>
        timeOf(() => {
          JSON.parse(before)
          JSON.parse(after)
          presentableDiff(before, after)
        }),
    )
    const baseline = 'JSON.parse of both and @codemirror/merge’s own difference'
    figures.push(figureOf({ name: 'compare 1 MB with 1 MB', unit: 'ms', baseline }, mine, other))
  })
})

describe('typing into 1 MB', () => {
  it('is measured beside a bare CodeMirror, and beside itself without the checker', async () => {
    const [paydesk, unchecked, bare] = [await startPaydesk(), await startPaydesk(), await startBare('editor')]
    await doWithoutChecker(unchecked.window)
    const text = await openLargeDraft(paydesk)
    await openLargeDraft(unchecked)
    await awaitProblems(paydesk)
    await bare.window.evaluate(content => (window as unknown as { show(text: string): void }).show(content), text)
    const [mine, withoutChecker, other] = await inTurns(
      Math.min(ROUNDS, 3),
      () => measureTyping(paydesk.app, paydesk.window),
      () => measureTyping(unchecked.app, unchecked.window),
      () => measureTyping(bare.app, bare.window),
    )
    figures.push(...typingFigures('', 'a bare CodeMirror', mine, other))
    figures.push(...typingFigures(' with the checker', 'without the checker', mine, withoutChecker))
    await paydesk.close()
    await unchecked.close()
    await bare.app.close()
  })
})

function typingFigures(
  addition: string,
  baseline: string,
  mine: readonly MeasuredTyping[],
  other: readonly MeasuredTyping[],
): Figure[] {
  const parts = [
    ['key to next frame, median', 'frameMedianMs'],
    ['key to next frame, 95 of 100', 'frameMostMs'],
    ['longest task between key and frame, 95 of 100', 'taskMostMs'],
    ['longest task of all while typing', 'taskLongestMs'],
  ] as const
  return parts.map(([name, part]) =>
    figureOf(
      { name: `${name}${addition}`, unit: 'ms', baseline },
      mine.map(round => round[part]),
      other.map(round => round[part]),
    ),
  )
}

async function startBare(page: 'index' | 'editor'): Promise<{ app: ElectronApplication; window: Page }> {
  const app = await _electron.launch({
    executablePath: ELECTRON,
    args: [BARE, ...sandboxArguments()],
    env: { ...(process.env as Record<string, string>), BARE_PAGE: page },
    colorScheme: null,
  })
  const window = await app.firstWindow()
  await window.waitForLoadState()
  return { app, window }
}

function timeOf(work: () => void): Promise<number> {
  const started = performance.now()
  work()
  return Promise.resolve(performance.now() - started)
}

/** How long each of many calls takes, one after the other. `call` is code of the page. */
function timesOf(window: Page, call: string, count: number): Promise<number[]> {
  return window.evaluate(`(async () => {
    const times = []
    for (let index = 0; index < ${count}; index++) {
      const before = performance.now()
      const reply = await ${call}
      times.push(performance.now() - before)
      if (reply?.ok === false) throw new Error(JSON.stringify(reply.error))
    }
    return times
  })()`)
}

async function addPortal(window: Page, address: string, title: string): Promise<string> {
  const draft = JSON.stringify({ address, title })
  const reply = await window.evaluate<Reply>(`window.bridge.portals.add(${draft})`)
  if (!reply.ok) throw new Error(JSON.stringify(reply.error))
  return (reply.value as { readonly id: string }).id
}
