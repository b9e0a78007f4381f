import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseWebhookUrl } from '../../../electron/common/portals/parse-webhook-url'
import { FACTS_KEEP_MS, NOTHING_READ } from '../../../electron/common/payments/fact-times'
import type { Fetching, PaymentFilter, PaymentRow } from '../../../electron/common/payments/payments.contract'
import type { PortalId } from '../../../electron/common/portals/portals.contract'
import { createKeptLinks } from '../../../electron/main/codes/kept-links'
import { createPaymentLinks } from '../../../electron/main/codes/payment-links'
import { createBulkLinks } from '../../../electron/main/payments/bulk-links'
import { createPaymentListsFile } from '../../../electron/main/payments/payment-lists-file'
import { createPaymentSources } from '../../../electron/main/payments/payment-sources'
import { createPaymentsService } from '../../../electron/main/payments/payments.service'
import { createBatchingClient } from '../../../electron/main/rest/batch/batching-client'
import { createPacedClient } from '../../../electron/main/rest/pace/paced-client'
import { systemTimer } from '../../../electron/main/rest/pace/timer'
import { createPortalClient } from '../../../electron/main/rest/portal-client'
import { createShortLinks } from '../../../electron/main/rest/short-link'
import { systemClock } from '../../../electron/main/storage/clock'
import { startPracticePortal, type PracticePortal } from '../../../electron/practice-portal/server'
import { readTable } from '../../../electron/table-reader/read-table'
import { withManyPayments } from '../../support/many-payments'
import { nodeTransport } from '../../support/node-transport'
import { sheetXml, workbookOf } from '../../support/workbook'

const PORTAL = 'till' as PortalId
const ANY: PaymentFilter = {
  orderId: null,
  paySystemId: null,
  isPaid: null,
  from: null,
  to: null,
  leastSum: null,
  mostSum: null,
}

let folder: string
let portal: PracticePortal
/** How far the service's clock is ahead. */
let aheadMs = 0
const closing: (() => void)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-payments-'))
  portal = await startPracticePortal()
  aheadMs = 0
})
afterEach(async () => {
  for (const close of closing.splice(0)) close()
  await portal.close()
  await rm(folder, { recursive: true })
})

/** The real service over a real server, as at a start of the app. */
function start(file: Uint8Array | null = null) {
  const address = parseWebhookUrl(portal.address)
  if (!address.ok) throw new Error('no webhook')
  const { origin, userId, secret } = address
  const portals = { addressOf: async () => ({ origin, userId }) }
  const secrets = { use: <T>(_: unknown, work: (secret: string) => Promise<T>) => work(secret) }
  const paced = createPacedClient({
    client: createPortalClient({
      transport: nodeTransport,
      secrets,
      portals,
      clock: systemClock,
      log: () => undefined,
    }),
    portals,
    timer: systemTimer,
    clock: systemClock,
    limitWaitsChanged: () => undefined,
  })
  closing.push(() => paced.dispose())
  const client = createBatchingClient({ client: paced })
  const troubles = { onTrouble: () => undefined }
  const keptLinks = createKeptLinks({ folder, changed: () => undefined, ...troubles })
  const shortLinks = createShortLinks(nodeTransport)
  const told: Fetching[] = []
  const rows: PaymentRow[] = []
  const faults: unknown[] = []
  const report = (fault: unknown) => void faults.push(fault)
  const service = createPaymentsService({
    file: createPaymentListsFile({ folder, ...troubles }),
    bulk: createBulkLinks({
      client: paced,
      links: createPaymentLinks({ portal: client, shortLinks, keptLinks, report }),
      keptLinks,
      now: () => new Date(Date.now() + aheadMs),
    }),
    sources: createPaymentSources(client),
    keptLinks,
    chooseFile: async () => file && { name: 'payments.csv', bytes: file },
    readTable: async ({ bytes, sheet }) => {
      const read = await readTable(bytes, sheet)
      if (!read.ok) throw new Error(read.problem)
      return read
    },
    now: () => new Date(Date.now() + aheadMs),
    listChanged: () => undefined,
    rowsChanged: change => void rows.push(...change.rows),
    fetchingChanged: fetching => void told.push(fetching),
    sourceProgressed: () => undefined,
    report,
  })
  const add = (ids: number[]) => service.addIds({ portalId: PORTAL, ids })
  const list = async () => (await service.list(PORTAL)).rows
  const fetch = async (paymentIds: number[], provesTargets = false) => {
    await service.fetchLinks({ portalId: PORTAL, paymentIds, provesTargets })
    await vi.waitFor(() => expect(told.at(-1)?.status).not.toBe('running'), { timeout: 30_000 })
    return told.at(-1)
  }
  return { service, keptLinks, told, rows, faults, add, list, fetch }
}

async function kinds(list: Promise<PaymentRow[]>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { link } of await list) counts[link.kind] = (counts[link.kind] ?? 0) + 1
  return counts
}

describe('a list of payments', () => {
  it('is fetched in few requests, names what failed, and is all there after a restart with no portal', async () => {
    const ids = await withManyPayments(portal, 200)
    portal.faults.set('unconfirmed-phone', { paymentId: ids[7] ?? 0 })
    const all = [...ids, 999_999]
    const { add, list, fetch, faults, told } = start()
    expect(await add(all)).toEqual({ added: 201, known: 0, leftOut: 0, isWhole: true })
    const end = await fetch(all)
    expect(end).toMatchObject({ status: 'done', total: 201, fetched: 199, failed: 2 })
    expect(told.length).toBeGreaterThan(3)
    const rows = await list()
    const failed = rows.flatMap(({ paymentId, link }) =>
      link.kind === 'failed' ? [[paymentId, link.error.details['reason']]] : [],
    )
    expect(failed).toEqual([
      [ids[7], 'phone-not-confirmed'],
      [999_999, 'payment'],
    ])
    expect(rows.filter(({ link }) => link.kind === 'ready')).toHaveLength(199)
    expect(faults).toEqual([])
    await portal.close()
    const later = start()
    expect(await kinds(later.list())).toEqual({ kept: 199, failed: 2 })
    expect(await later.keptLinks.get({ portalId: PORTAL, paymentId: ids[0] ?? 0 })).toMatchObject({
      isTargetProven: false,
    })
  })

  it('takes no link for another payment’s, however the batch mixes them', async () => {
    const ids = await withManyPayments(portal, 30)
    portal.faults.set('wrong-link', { paymentId: ids[13] ?? 0 })
    portal.faults.set('short-link-elsewhere', { paymentId: ids[15] ?? 0 })
    const { add, fetch, list, keptLinks } = start()
    await add(ids)
    await fetch(ids)
    for (const { paymentId, link } of await list()) {
      const isAstray = paymentId === ids[13] || paymentId === ids[15]
      expect(link.kind).toBe(isAstray ? 'failed' : 'ready')
      if (isAstray) continue
      const { url, isTargetProven } = await keptLinks.get({ portalId: PORTAL, paymentId })
      expect(url).toContain(`paymentId=${String(paymentId)}`)
      expect(isTargetProven).toBe(true)
    }
  })

  it('keeps what was done when it is cancelled without waiting for the portal, and goes on with the rest', async () => {
    const ids = await withManyPayments(portal, 200)
    const { add, list, service, told } = start()
    await add(ids)
    portal.faults.onMethod('batch', { kind: 'delay', milliseconds: 1 }, { times: 2 })
    portal.faults.onMethod('batch', { kind: 'delay', milliseconds: 60_000 })
    await service.fetchLinks({ portalId: PORTAL, paymentIds: ids, provesTargets: false })
    // The practice portal draws a picture for each link, which takes seconds beside other work.
    await vi.waitFor(() => expect(told.at(-1)?.fetched).toBeGreaterThanOrEqual(90), { timeout: 30_000 })
    service.cancelFetching(PORTAL)
    // The answer that is on its way would take a minute.
    await vi.waitFor(() => expect(told.at(-1)?.status).toBe('cancelled'), { timeout: 30_000 })
    // Those that were already on their way to the disk are kept too.
    const done = told.at(-1)?.fetched ?? 0
    const after = await kinds(list())
    expect(after['ready']).toBe(done)
    expect(after['none']).toBe(200 - done)
    portal.faults.clear()
    const rest = (await list()).filter(({ link }) => link.kind === 'none').map(({ paymentId }) => paymentId)
    const again = start()
    await again.fetch(rest)
    expect(again.told.at(-1)).toMatchObject({ status: 'done', total: rest.length, fetched: rest.length })
    expect((await again.list()).filter(({ link }) => link.kind === 'none')).toEqual([])
  })

  it('ends with the reason where the portal refuses everything, and fails no payment for it', async () => {
    const { add, list, fetch } = start()
    await add([1040, 1041])
    portal.faults.onMethod('batch', { kind: 'error', code: 'INVALID_CREDENTIALS' })
    expect(await fetch([1040, 1041])).toMatchObject({
      status: 'failed',
      fetched: 0,
      failed: 0,
      error: { code: 'unauthorized' },
    })
    expect(await kinds(list())).toEqual({ none: 2 })
  })

  it('is a file that only its owner may read, and holds no link', async () => {
    const { add, fetch } = start()
    await add([1040])
    await fetch([1040])
    const file = join(folder, 'payment-lists.json')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readFile(file, 'utf8')).not.toMatch(/access=|~/)
  })

  it('is read from a file that an earlier version wrote, without the days until which is to be paid and when it was read', async () => {
    const row = {
      paymentId: 1040,
      orderKey: '5001',
      accountNumber: '5001/1',
      sum: 49.9,
      currency: 'EUR',
      isPaid: false,
    }
    const payment = { ...row, paySystemName: null, texts: [], failure: null }
    const lists = [{ portalId: PORTAL, payments: [payment] }]
    await writeFile(join(folder, 'payment-lists.json'), JSON.stringify({ version: 1, lists }))
    expect(await start().list()).toMatchObject([{ ...row, due: null, readAt: NOTHING_READ }])
  })

  it('loses what is removed from it, and nothing on the portal', async () => {
    const { add, list, service } = start()
    await add([1040, 1041])
    await service.remove({ portalId: PORTAL, paymentIds: [1040] })
    expect((await list()).map(({ paymentId }) => paymentId)).toEqual([1041])
    expect(portal.requests).toEqual([])
  })

  it('gets back what was removed last, in its place and with all that was known of it', async () => {
    const { service, list } = start(Buffer.from('payment;seat\n1040;A 1\n1041;A 2\n1042;A 3'))
    const table = await service.chooseFile()
    const columns = { headerRow: 0, idColumn: 0, textColumns: [1] }
    await service.addFromFile({ ...columns, portalId: PORTAL, tableId: table!.id })
    const before = await list()
    await service.remove({ portalId: PORTAL, paymentIds: [1040, 1041] })
    await service.addIds({ portalId: PORTAL, ids: [1050, 1041] })
    expect(await service.putBack(PORTAL)).toEqual({ putBack: 1, leftOut: 0 })
    const after = await list()
    expect(after.map(({ paymentId }) => paymentId)).toEqual([1040, 1041, 1042, 1050])
    expect(after[0]).toEqual(before[0])
    await expect(service.putBack(PORTAL)).rejects.toMatchObject({
      code: 'not-found',
      details: { reason: 'removal' },
    })
  })

  it('puts back no more than it has room for', async () => {
    const { service, add, list } = start()
    await add([1, 2, 3])
    await service.remove({ portalId: PORTAL, paymentIds: [1, 2] })
    await add(Array.from({ length: 9_998 }, (_, index) => 1000 + index))
    expect(await service.putBack(PORTAL)).toEqual({ putBack: 1, leftOut: 1 })
    expect(await list()).toHaveLength(10_000)
  })
})

describe('what is known of a payment', () => {
  const SUMS = ({ sum, readAt }: PaymentRow) => [sum, readAt.sum]

  it('is read anew with its link, and kept with the time', async () => {
    const { service, fetch, list } = start()
    await service.addFromDeal({ portalId: PORTAL, kind: 'deal', entityId: 702 })
    const before = await list()
    expect(before.map(({ readAt }) => readAt.sum)).toEqual([expect.any(String), expect.any(String)])
    await portal.state.change(state => {
      const payments = state.payments.map(payment => (payment.id === 1042 ? { ...payment, sum: 81.75 } : payment))
      return { state: { ...state, payments }, value: undefined }
    })
    aheadMs = 2 * FACTS_KEEP_MS
    expect(await fetch([1041, 1042])).toMatchObject({ status: 'done', fetched: 2 })
    const after = await list()
    expect(after.map(({ sum }) => sum)).toEqual([120, 81.75])
    for (const { readAt, link } of after) {
      expect('fetchedAt' in link && (readAt.sum ?? '') >= link.fetchedAt).toBe(true)
    }
    expect((await start().list()).map(SUMS)).toEqual(after.map(SUMS))
  })

  it('stays with its age where the portal does not tell it, and the links are fetched all the same', async () => {
    const { service, fetch, list } = start()
    await service.addFromDeal({ portalId: PORTAL, kind: 'deal', entityId: 702 })
    const before = await list()
    portal.faults.onMethod('sale.payment.list', { kind: 'error', code: 'insufficient_scope' })
    aheadMs = 2 * FACTS_KEEP_MS
    expect(await fetch([1041, 1042])).toMatchObject({ status: 'done', fetched: 2, error: null })
    expect((await list()).map(SUMS)).toEqual(before.map(SUMS))
  })

  it('is not asked for where nothing was known of it, or it was read just before', async () => {
    const { add, fetch, list, service } = start()
    await add([1040])
    await service.addFromDeal({ portalId: PORTAL, kind: 'deal', entityId: 702 })
    await fetch([1040, 1041, 1042])
    expect((await list())[0]).toMatchObject({ sum: null, readAt: NOTHING_READ })
    expect(portal.requests.map(({ methodName }) => methodName)).not.toContain('sale.payment.list')
  })
})

describe('a source of payments', () => {
  it('is a deal', async () => {
    const { service, list } = start()
    expect(await service.addFromDeal({ portalId: PORTAL, kind: 'deal', entityId: 702 })).toMatchObject({ added: 2 })
    expect(await list()).toMatchObject([
      { paymentId: 1041, accountNumber: '5002/1', orderKey: '5002', sum: 120, currency: 'EUR', isPaid: true },
      { paymentId: 1042, accountNumber: '5002/2', orderKey: '5002', sum: 80.5, currency: 'EUR', isPaid: false },
    ])
    expect(await service.addFromDeal({ portalId: PORTAL, kind: 'deal', entityId: 9 })).toMatchObject({ added: 0 })
  })

  it('is a search, through all its pages, in few requests', async () => {
    const ids = await withManyPayments(portal, 400)
    const { service, list } = start()
    expect(await service.addFromSearch({ portalId: PORTAL, filter: { ...ANY, leastSum: 0.01 } })).toMatchObject({
      isWhole: true,
    })
    expect((await list()).map(({ paymentId }) => paymentId)).toEqual(expect.arrayContaining(ids))
    expect(portal.requests.length).toBeLessThanOrEqual(3)
  })

  it('is a search that keeps what it has found where a later page fails, and is gone on with', async () => {
    const ids = await withManyPayments(portal, 120)
    const filter = { ...ANY, leastSum: 0.01 }
    const { service, list } = start()
    expect(await service.addFromSearch({ portalId: PORTAL, filter, start: 50 })).toMatchObject({ isWhole: true })
    await service.remove({ portalId: PORTAL, paymentIds: (await list()).map(({ paymentId }) => paymentId) })
    // The first page is a request of its own, those after it share one.
    portal.faults.onMethod('batch', { kind: 'error', code: 'ACCESS_DENIED' })
    const found = await service.addFromSearch({ portalId: PORTAL, filter })
    expect(found).toMatchObject({
      added: 50,
      isWhole: false,
      next: 50,
      error: { code: 'portal', details: { code: 'ACCESS_DENIED' } },
    })
    expect(await list()).toHaveLength(50)
    portal.faults.clear()
    const rest = await service.addFromSearch({ portalId: PORTAL, filter, start: found.next ?? 0 })
    expect(rest).toMatchObject({ isWhole: true, next: null, error: null })
    expect((await list()).map(({ paymentId }) => paymentId)).toEqual(expect.arrayContaining(ids))
  })

  it.each<[string, Partial<PaymentFilter>, (row: PaymentRow) => boolean]>([
    ['an order', { orderId: 5002 }, ({ orderKey }) => orderKey === '5002'],
    ['what is paid', { isPaid: true }, ({ isPaid }) => isPaid === true],
    ['what is not paid', { isPaid: false }, ({ isPaid }) => isPaid === false],
    ['a payment system', { paySystemId: 22 }, ({ paySystemName }) => paySystemName === 'Lumen Pay'],
    ['a range of sums', { leastSum: 100, mostSum: 200 }, ({ sum }) => sum !== null && sum >= 100 && sum <= 200],
  ])('is a search for %s', async (_, filter, fits) => {
    const { service, list } = start()
    await service.addFromSearch({ portalId: PORTAL, filter: { ...ANY, ...filter } })
    const rows = await list()
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter(row => !fits(row))).toEqual([])
  })

  it('is a search for the days on which payments were billed, as this computer counts days', async () => {
    const { service, list } = start()
    await service.addFromSearch({ portalId: PORTAL, filter: { ...ANY, from: '2026-05-03', to: '2026-05-05' } })
    const [start3, start6] = [new Date(2026, 4, 3), new Date(2026, 4, 6)]
    const billed = portal.state.current.payments.filter(({ billedAt }) => {
      const moment = new Date(billedAt ?? '')
      return moment >= start3 && moment < start6
    })
    expect(billed.length).toBe(3)
    expect((await list()).map(({ paymentId, due }) => [paymentId, due])).toEqual(
      billed.map(({ id, dueAt }) => [id, dueAt?.slice(0, 10)]),
    )
  })

  it('is a file, with texts beside its ids', async () => {
    const file = Buffer.from('Payer;Payment ID\nRoth;1040\nKeller;1041\nnobody;later\n')
    const { service, list } = start(file)
    const chosen = await service.chooseFile()
    expect(chosen).toMatchObject({ fileName: 'payments.csv', idColumn: 1, headerRow: 0, rowCount: 4 })
    const request = { portalId: PORTAL, tableId: chosen!.id, headerRow: 0, idColumn: 1, textColumns: [0] }
    expect(await service.addFromFile(request)).toMatchObject({
      added: 2,
      unreadable: [{ row: 4, value: 'later' }],
      unreadableCount: 1,
    })
    expect((await list())[0]?.texts).toEqual([{ name: 'Payer', value: 'Roth' }])
    await expect(service.addFromFile(request)).rejects.toMatchObject({
      code: 'not-found',
      details: { reason: 'table' },
    })
  })

  it('is a sheet of a workbook until another one is chosen, and stays where that cannot be read', async () => {
    const rows = (id: string) => sheetXml([[{ text: 'Payment ID' }], [{ number: id }]])
    const { service, list } = start(
      workbookOf([
        { name: 'May', rows: rows('1040') },
        { name: 'June', rows: rows('1041') },
        { name: 'Damaged', rows: '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"/>' },
      ]),
    )
    const may = await service.chooseFile()
    expect(may).toMatchObject({ sheets: ['May', 'June', 'Damaged'], sheet: 0, rowCount: 2 })
    const june = await service.chooseSheet({ tableId: may!.id, sheet: 1 })
    expect(june).toMatchObject({ sheet: 1, columnCount: 1, head: [['Payment ID'], ['1041']] })
    await expect(service.chooseSheet({ tableId: may!.id, sheet: 0 })).rejects.toMatchObject({ code: 'not-found' })
    await expect(service.chooseSheet({ tableId: june.id, sheet: 2 })).rejects.toThrow('table-damaged-workbook')
    await service.addFromFile({ portalId: PORTAL, tableId: june.id, headerRow: 0, idColumn: 0, textColumns: [] })
    expect((await list()).map(({ paymentId }) => paymentId)).toEqual([1041])
  })

  it('can be left, and what was found until then is taken', async () => {
    await withManyPayments(portal, 400)
    const { service, list } = start()
    portal.faults.onMethod('sale.payment.list', { kind: 'delay', milliseconds: 0 }, { times: 1 })
    for (const method of ['sale.payment.list', 'batch']) {
      portal.faults.onMethod(method, { kind: 'delay', milliseconds: 60_000 })
    }
    const searching = service.addFromSearch({ portalId: PORTAL, filter: ANY })
    // The first page is there once the others are asked for, which are not answered.
    await vi.waitFor(() => expect(portal.requests.length).toBeGreaterThan(1), { timeout: 20_000 })
    service.cancelSource()
    expect(await searching).toMatchObject({ added: 50, isWhole: false })
    expect(await list()).toHaveLength(50)
  })
})
