import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { encodeQR } from 'qr'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { codeGeometry } from '#common/codes/code-geometry'
import { DEFAULT_CODE_OPTIONS } from '#common/codes/code-options'
import { codePath } from '#common/codes/code-svg'
import type { LabelRequest, MadeSheet } from '#common/labels/labels.contract'
import type { PortalId } from '#common/portals/portals.contract'
import type { StockId } from '#common/sheets/stock'
import { readCode } from '../../electron/main/codes/code-reader'
import { readPng } from '../../electron/main/codes/png-reader'
import { writeCodePng } from '../../electron/main/codes/png-writer'
import { drawCode } from '../../electron/main/codes/qr-matrix'
import { PACE } from '../../electron/main/rest/pace/pace'
import { startPaydesk } from '../e2e/hosts/paydesk'
import { portalsPage } from '../e2e/pages/paydesk-pages'
import { startCodesApp, type RunningCodesApp } from '../support/codes-app'
import { figureOf, type Figure } from './figures'
import { startLinkServer } from './link-server'
import { inTurns, keepFigures, ROUNDS } from './rounds'
import { memoryOfTree } from './start'

/** Nothing here is asserted either: a figure is for people to look at, beside what it is measured against. */

const run = promisify(execFile)
const CODES = 200
const LABELS = 1_000
const MANY_LABELS = 10_000
const LINKS = 5_000
const BATCH = 50
/** Looking at the memory takes time itself. */
const SAMPLE_MS = 400
const FEW_ROUNDS = Math.min(ROUNDS, 3)
const figures: Figure[] = []
afterAll(() => keepFigures(figures))

const addresses = Array.from({ length: CODES }, (_, index) => `https://shop.example/~aB3d${String(index)}`)

describe('a code', () => {
  it('is encoded beside the qr package and qrencode', async () => {
    const [mine, other] = await inTurns(
      ROUNDS,
      () => eachTakes(address => void codePath(drawCode(address, DEFAULT_CODE_OPTIONS))),
      () => eachTakes(address => void encodeQR(address, 'svg')),
    )
    figures.push(figureOf({ name: 'encode a code as SVG', unit: 'ms', baseline: 'the qr package' }, mine, other))
    const [again, program] = await inTurns(
      FEW_ROUNDS,
      () => eachTakes(address => void codePath(drawCode(address, DEFAULT_CODE_OPTIONS))),
      () => eachTakes(address => run('qrencode', ['-t', 'SVG', '-o', '/dev/null', address]), 20),
    )
    const baseline = 'qrencode, a process for each'
    figures.push(figureOf({ name: 'encode a code as SVG', unit: 'ms', baseline }, again, program))
  })

  it('is encoded and verified beside qrencode and zbarimg', async () => {
    const file = join(app.folder, 'bench.png')
    const [mine, other] = await inTurns(
      FEW_ROUNDS,
      () => eachTakes(verified),
      () =>
        eachTakes(async address => {
          await run('qrencode', ['-s', '8', '-o', file, address])
          await run('zbarimg', ['--raw', '--oneshot', '--quiet', '--nodbus', file])
        }, 20),
    )
    const baseline = 'qrencode and zbarimg'
    figures.push(figureOf({ name: 'encode a code as PNG and verify it', unit: 'ms', baseline }, mine, other))
  })
})

describe('a sheet', () => {
  it('of a thousand verified labels is made beside the bare PDF of the same pages', async () => {
    const [mine, bare] = await inTurns(
      FEW_ROUNDS,
      () => timeOf(() => makeLabels(LABELS)),
      () =>
        timeOf(() =>
          app.electron.evaluate(async () => {
            const { writeSheetPdf, lastSheet } = await globalThis.codesApp!
            const sheet = lastSheet()
            if (sheet !== null) await writeSheetPdf(sheet)
          }),
        ),
    )
    const baseline = 'printToPDF of the same pages'
    figures.push(figureOf({ name: 'PDF of 1,000 verified labels', unit: 'ms', baseline }, mine, bare))
    const { bytes } = await makeLabels(LABELS)
    const bareBytes = await app.electron.evaluate(async () => {
      const { writeSheetPdf, lastSheet } = await globalThis.codesApp!
      const sheet = lastSheet()
      return sheet === null ? 0 : (await writeSheetPdf(sheet)).length
    })
    figures.push(
      figureOf(
        { name: 'size of that PDF', unit: 'MB', baseline: 'as it comes from printToPDF' },
        [bytes / 1e6],
        [bareBytes / 1e6],
      ),
    )
  })

  it('is left when it is cancelled', async () => {
    const making: number[] = []
    const leaving: number[] = []
    for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      making.push(await timeOf(() => makeLabels(LABELS)))
      leaving.push(await leaveAfter((making.at(-1) ?? 0) * share))
    }
    const baseline = 'making them'
    figures.push(figureOf({ name: 'cancel 1,000 labels under way', unit: 'ms', baseline }, leaving, making))
  })

  it('of ten thousand labels holds so much memory', async () => {
    if (idleMb === undefined) return
    const pid = app.electron.process().pid ?? 0
    const making = timeOf(() => makeLabels(MANY_LABELS))
    const state = { isMade: false }
    void making.finally(() => (state.isMade = true))
    let most = 0
    while (!state.isMade) {
      most = Math.max(most, (await memoryOfTree(pid)) ?? 0)
      await wait(SAMPLE_MS)
    }
    await making
    figures.push(
      figureOf(
        { name: 'memory for 10,000 labels, at most', unit: 'MB', baseline: 'the same app idle' },
        [most],
        [idleMb],
      ),
    )
  })
})

describe('links', () => {
  it('of five thousand payments are fetched beside the time that the limits force', async () => {
    const portal = await startLinkServer(PACE.standard)
    const ids = Array.from({ length: LINKS }, (_, index) => index + 1)
    const paydesk = await startPaydesk()
    try {
      await portalsPage.add(paydesk, portal.address, 'Till')
      const takenMs = await paydesk.window.evaluate<number, readonly number[]>(async paymentIds => {
        const { bridge } = window as unknown as {
          bridge: Record<string, Record<string, (input?: unknown) => Promise<{ ok: boolean; value: unknown }>>>
        }
        const list = (await bridge['portals']!['list']!()).value as { portals: { id: string; title: string }[] }
        const portalId = list.portals.find(({ title }) => title === 'Till')!.id
        await bridge['payments']!['addIds']!({ portalId, ids: paymentIds })
        const before = performance.now()
        await bridge['payments']!['fetchLinks']!({ portalId, paymentIds, provesTargets: false })
        for (;;) {
          const { fetching } = (await bridge['payments']!['list']!(portalId)).value as {
            fetching: { status: string; fetched: number } | null
          }
          if (fetching?.status === 'done' && fetching.fetched === paymentIds.length) return performance.now() - before
          if (fetching?.status !== 'running') throw new Error(JSON.stringify(fetching))
          await new Promise(resolve => setTimeout(resolve, 250))
        }
      }, ids)
      const { capacity, drainPerSecond } = PACE.standard
      const forcedMs = ((LINKS / BATCH - capacity) / drainPerSecond) * 1000
      const baseline = 'what the limits force: 50 requests at once, 2 a second'
      figures.push(figureOf({ name: 'links of 5,000 payments', unit: 'ms', baseline }, [takenMs], [forcedMs]))
    } finally {
      await paydesk.close()
      await portal.close()
    }
  })
})

const PORTAL = 'p1' as PortalId
let app: RunningCodesApp
/** Before any sheet was made: what was made before is kept for a while. */
let idleMb: number | undefined
beforeAll(async () => {
  app = await startCodesApp()
  await writeFile(join(app.folder, 'started'), '')
  await app.electron.evaluate(
    async (_, { count, portalId }) => {
      const { keptLinks } = await globalThis.codesApp!
      await keptLinks.keep(
        Array.from({ length: count }, (_link, index) => ({
          portalId,
          paymentId: index + 1,
          url: `https://shop.example/pay/?paymentId=${String(index + 1)}`,
          shortUrl: `https://shop.example/~${String(index + 1)}`,
          fetchedAt: '2026-01-02T03:04:05.000Z',
          isTargetProven: true,
        })),
      )
    },
    { count: MANY_LABELS, portalId: PORTAL },
  )
  idleMb = await memoryOfTree(app.electron.process().pid ?? 0)
})
afterAll(() => app.close())

function requestOf(count: number): LabelRequest {
  return {
    portalId: PORTAL,
    paymentIds: Array.from({ length: count }, (_, index) => index + 1),
    design: {
      code: DEFAULT_CODE_OPTIONS,
      codePlace: 'left',
      align: 'start',
      textMm: 2.5,
      lines: [
        { template: 'Payment {payment}', size: 'normal', isBold: true },
        { template: '{title}', size: 'normal', isBold: false },
        { template: '{link}', size: 'small', isBold: false },
      ],
      logo: null,
    },
    setup: {
      stockId: 'avery-l7160' as StockId,
      startAt: 1,
      copies: 1,
      order: 'rows',
      hasCutMarks: false,
      hasRuler: false,
    },
    printer: null,
    locale: 'en',
    title: 'Labels',
    verifiedNote: null,
  }
}

function makeLabels(count: number): Promise<MadeSheet> {
  return app.electron.evaluate(
    async (_, request) => (await globalThis.codesApp!).labels.make(request),
    requestOf(count),
  )
}

/** How long it takes from the cancelling to the end, when it is cancelled after so long. */
function leaveAfter(afterMs: number): Promise<number> {
  return app.electron.evaluate(
    async (_, { request, waitMs }) => {
      const { labels } = await globalThis.codesApp!
      const making = labels.make(request).catch(() => undefined)
      await new Promise(resolve => setTimeout(resolve, waitMs))
      const before = performance.now()
      labels.cancel()
      await making
      return performance.now() - before
    },
    { request: requestOf(LABELS), waitMs: afterMs },
  )
}

function verified(address: string): void {
  const matrix = drawCode(address, DEFAULT_CODE_OPTIONS)
  const png = readPng(
    writeCodePng(matrix, codeGeometry(matrix.moduleCount, DEFAULT_CODE_OPTIONS), DEFAULT_CODE_OPTIONS),
  )
  if (!png.ok || readCode(png.image)?.text !== address) throw new Error('The code does not hold its address')
}

/** The mean of the time for one of the addresses. */
async function eachTakes(work: (address: string) => unknown, count = CODES): Promise<number> {
  const before = performance.now()
  for (const address of addresses.slice(0, count)) await work(address)
  return (performance.now() - before) / count
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work()
  return performance.now() - before
}
