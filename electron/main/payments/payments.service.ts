import { randomUUID } from 'node:crypto'
import { AppError } from '#common/ipc/app-error'
import { ageOfFacts, FACTS_OF_PORTAL, isOlderThanLink, NOTHING_READ, readAgain } from '#common/payments/fact-times'
import { guessColumns, HEAD_ROWS } from '#common/payments/guess-columns'
import { MAX_PAYMENTS } from '#common/payments/parse-payment-ids'
import type {
  Added,
  ChosenTable,
  Failure,
  Fetching,
  LinkState,
  ListedPayment,
  PaymentFilter,
  PaymentRow,
  Searched,
  TableId,
} from '#common/payments/payments.contract'
import type { Table } from '#common/payments/table'
import { columnNames, paymentsIn, type ChosenColumns, type TablePayments } from '#common/payments/table-columns'
import type { PortalId } from '#common/portals/portals.contract'
import type { KeptLinks } from '../codes/kept-links'
import type { JsonFile } from '../storage/json-file'
import { createSerialQueue } from '../storage/serial-queue'
import type { BulkLinks, LinkOutcome } from './bulk-links'
import { failureOf } from './failure-of'
import { hasFailedSince } from './links-in-force'
import type { KeptPayment, PaymentLists } from './payment-lists-file'
import type { PaymentSources } from './payment-sources'
import type { TableReader } from './table-process'

export interface PaymentsServiceParts {
  readonly file: JsonFile<PaymentLists>
  readonly bulk: BulkLinks
  readonly sources: PaymentSources
  readonly keptLinks: Pick<KeptLinks, 'list'>
  /** Lets the person choose a file; null when cancelled. */
  readonly chooseFile: () => Promise<OpenedFile | null>
  readonly readTable: TableReader
  readonly now: () => Date
  readonly listChanged: (portalId: PortalId) => void
  readonly rowsChanged: (change: { portalId: PortalId; rows: PaymentRow[] }) => void
  readonly fetchingChanged: (fetching: Fetching) => void
  readonly sourceProgressed: (progress: { found: number; total: number | null }) => void
  /** Takes why a list could not be kept where nobody waits for it. */
  readonly report: (fault: unknown) => void
}

interface OpenedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export type PaymentsService = ReturnType<typeof createPaymentsService>

interface Job {
  fetching: Fetching
  readonly asked: ReadonlySet<number>
  /** The payments of which nothing is known yet. */
  readonly left: Set<number>
  readonly abort: AbortController
}

/** What was taken off a list, and the list that it was taken off. */
interface Removal {
  readonly before: ReadonlyMap<number, KeptPayment>
  readonly ids: ReadonlySet<number>
}

const SAMPLES = 3
const SAMPLE_LENGTH = 100

/** The list of payments of each portal, where they come from, and the fetching of their links. */
export function createPaymentsService(parts: PaymentsServiceParts) {
  const { file, bulk, sources, keptLinks, now, listChanged, rowsChanged, fetchingChanged, sourceProgressed, report } =
    parts
  const startedAt = now().toISOString()
  const enqueue = createSerialQueue()
  const jobs = new Map<PortalId, Job>()
  const removals = new Map<PortalId, Removal>()
  let lists: Map<PortalId, Map<number, KeptPayment>> | null = null
  let chosen: { readonly id: TableId; readonly file: OpenedFile; readonly table: Table } | null = null
  let source = new AbortController()
  return {
    list,
    listed: paymentsOf,
    addIds,
    chooseFile,
    chooseSheet,
    addFromFile,
    addFromDeal,
    addFromSearch,
    cancelSource: () => source.abort(),
    remove,
    putBack,
    refresh,
    fetchLinks,
    cancelFetching: (portalId: PortalId) => jobs.get(portalId)?.abort.abort(),
    linksChanged,
    keepOnly,
    settled,
  }

  async function list(portalId: PortalId): Promise<{ rows: PaymentRow[]; fetching: Fetching | null }> {
    const [payments, links] = await Promise.all([paymentsOf(portalId), linksOf(portalId)])
    const job = jobs.get(portalId)
    const rows = [...payments.values()].map(payment => rowOf(payment, links, job))
    return { rows, fetching: job?.fetching ?? null }
  }

  function addIds({ portalId, ids }: { portalId: PortalId; ids: readonly number[] }): Promise<Added> {
    return add(portalId, ids.map(bare), true)
  }

  async function chooseFile(): Promise<ChosenTable | null> {
    const opened = await parts.chooseFile()
    return opened === null ? null : readSheet(opened, 0)
  }

  async function chooseSheet({ tableId, sheet }: { tableId: TableId; sheet: number }): Promise<ChosenTable> {
    return readSheet(waiting(tableId).file, sheet)
  }

  async function readSheet(file: OpenedFile, wanted: number): Promise<ChosenTable> {
    const { table, sheets, sheet } = await parts.readTable({ bytes: file.bytes, sheet: wanted }, newSource())
    const id = randomUUID() as TableId
    chosen = { id, file, table }
    return {
      id,
      fileName: file.name,
      sheets: [...sheets],
      sheet,
      rowCount: table.length,
      columnCount: columnNames(table, null).length,
      ...guessColumns(table),
      head: table.slice(0, HEAD_ROWS + SAMPLES).map(row => row.map(cell => cell.slice(0, SAMPLE_LENGTH))),
    }
  }

  function waiting(id: TableId): NonNullable<typeof chosen> {
    if (chosen?.id === id) return chosen
    throw new AppError('not-found', 'This file does not wait any more', { details: { reason: 'table' } })
  }

  async function addFromFile(
    request: ChosenColumns & { readonly portalId: PortalId; readonly tableId: TableId },
  ): Promise<
    Added & Pick<TablePayments, 'repeated' | 'unreadableCount'> & { unreadable: { row: number; value: string }[] }
  > {
    const { table } = waiting(request.tableId)
    const { payments, repeated, unreadable, unreadableCount, leftOut } = paymentsIn(table, request)
    const added = await add(
      request.portalId,
      payments.map(({ paymentId, texts }) => ({ ...bare(paymentId), texts: texts.map(text => ({ ...text })) })),
      true,
    )
    chosen = null
    return { ...added, leftOut: added.leftOut + leftOut, repeated, unreadable: [...unreadable], unreadableCount }
  }

  async function addFromDeal(request: {
    readonly portalId: PortalId
    readonly kind: 'deal' | 'invoice'
    readonly entityId: number
  }): Promise<Added> {
    const { payments, isWhole } = await sources.ofDeal(request.portalId, request, newSource())
    return add(request.portalId, payments, isWhole)
  }

  async function addFromSearch(request: {
    readonly portalId: PortalId
    readonly filter: PaymentFilter
    readonly start?: number
  }): Promise<Searched> {
    const { portalId, filter, start = 0 } = request
    const { payments, isWhole, next, error } = await sources.bySearch(portalId, filter, {
      start,
      signal: newSource(),
      progressed: (found, total) => sourceProgressed({ found, total }),
    })
    const added = await add(portalId, payments, isWhole)
    return { ...added, next, error: error === null ? null : failureOf(error) }
  }

  async function remove({
    portalId,
    paymentIds,
  }: {
    portalId: PortalId
    paymentIds: readonly number[]
  }): Promise<void> {
    const before = await paymentsOf(portalId)
    await change(portalId, now => {
      const after = new Map(now)
      for (const id of paymentIds) after.delete(id)
      return after
    })
    removals.set(portalId, { before, ids: new Set(paymentIds) })
  }

  async function putBack(portalId: PortalId): Promise<{ putBack: number; leftOut: number }> {
    const removal = removals.get(portalId)
    if (removal === undefined) {
      throw new AppError('not-found', 'Nothing was removed from this list', { details: { reason: 'removal' } })
    }
    const counts = { putBack: 0, leftOut: 0 }
    await change(portalId, now => {
      const after = new Map<number, KeptPayment>()
      for (const [id, payment] of removal.before) {
        const current = now.get(id)
        if (current !== undefined) after.set(id, current)
        else if (!removal.ids.has(id)) continue
        else if (now.size + counts.putBack >= MAX_PAYMENTS) counts.leftOut += 1
        else {
          after.set(id, payment)
          counts.putBack += 1
        }
      }
      // What was added since stands after all of these.
      for (const [id, payment] of now) after.set(id, payment)
      return after
    })
    removals.delete(portalId)
    return counts
  }

  /** Takes what was read of payments for those that are in the list. */
  async function refresh(portalId: PortalId, read: readonly ListedPayment[]): Promise<void> {
    const at = now().toISOString()
    const listed = await paymentsOf(portalId)
    if (!read.some(({ paymentId }) => listed.has(paymentId))) return
    await change(portalId, before => {
      const after = new Map(before)
      for (const payment of read) {
        const known = after.get(payment.paymentId)
        if (known !== undefined) after.set(payment.paymentId, merged(known, payment, at))
      }
      return after
    })
  }

  async function fetchLinks(request: {
    readonly portalId: PortalId
    readonly paymentIds: readonly number[]
    readonly provesTargets: boolean
  }): Promise<Fetching> {
    const { portalId, provesTargets } = request
    const payments = await paymentsOf(portalId)
    const running = jobs.get(portalId)
    if (running?.fetching.status === 'running') return running.fetching
    const asked = [...new Set(request.paymentIds)].map(paymentId => ({
      paymentId,
      orderKey: payments.get(paymentId)?.orderKey ?? null,
    }))
    const job: Job = {
      fetching: { portalId, status: 'running', total: asked.length, fetched: 0, failed: 0, error: null },
      asked: new Set(asked.map(({ paymentId }) => paymentId)),
      left: new Set(asked.map(({ paymentId }) => paymentId)),
      abort: new AbortController(),
    }
    jobs.set(portalId, job)
    listChanged(portalId)
    fetchingChanged(job.fetching)
    const { signal } = job.abort
    const told = (outcomes: readonly LinkOutcome[]): void => void take(job, outcomes).catch(report)
    void bulk
      .fetchAll({ portalId, payments: asked, provesTargets, signal, told })
      .then(() => renewFacts(portalId, [...new Set(request.paymentIds)], signal))
      .then(
        () => end(job, 'done', null),
        (error: unknown) => (signal.aborted ? end(job, 'cancelled', null) : end(job, 'failed', failureOf(error))),
      )
      .catch(report)
    return job.fetching
  }

  /**
   * Reads anew what the portal said of payments long before: what is printed beside a link is to be as fresh as the link.
   * The links are there without it, and where it fails what is known stays, with its age.
   */
  async function renewFacts(portalId: PortalId, ids: readonly number[], signal: AbortSignal): Promise<void> {
    const payments = await paymentsOf(portalId)
    const at = now().toISOString()
    const old = ids.filter(id => {
      const payment = payments.get(id)
      if (payment === undefined) return false
      const { oldestReadAt, isUnknown } = ageOfFacts(payment, FACTS_OF_PORTAL)
      return isUnknown || (oldestReadAt !== null && isOlderThanLink(oldestReadAt, at))
    })
    if (old.length === 0) return
    const read = await sources.byIds(portalId, old, signal).catch(() => [])
    await refresh(portalId, read).catch(report)
  }

  /** Notes outcomes in the list at once, and tells the window of them. */
  async function take(job: Job, outcomes: readonly LinkOutcome[]): Promise<void> {
    const { portalId } = job.fetching
    let [failed, again] = [0, 0]
    for (const { paymentId, error } of outcomes) {
      const isAsked = job.asked.has(paymentId)
      if (isAsked && error !== null) failed += 1
      if (isAsked && !job.left.delete(paymentId)) again += 1
      const payment = lists?.get(portalId)?.get(paymentId)
      const failure = error === null ? null : { ...failureOf(error), at: now().toISOString() }
      if (payment !== undefined) lists?.get(portalId)?.set(paymentId, { ...payment, failure })
    }
    const answered = outcomes.filter(({ paymentId }) => job.asked.has(paymentId)).length
    job.fetching = {
      ...job.fetching,
      fetched: job.fetching.fetched + answered - failed - again,
      failed: job.fetching.failed + failed,
    }
    fetchingChanged(job.fetching)
    const [payments, links] = await Promise.all([paymentsOf(portalId), linksOf(portalId)])
    const rows = outcomes.flatMap(({ paymentId }) => payments.get(paymentId) ?? [])
    if (rows.length > 0) rowsChanged({ portalId, rows: rows.map(payment => rowOf(payment, links, job)) })
  }

  async function end(job: Job, status: Fetching['status'], error: Failure | null): Promise<void> {
    job.left.clear()
    job.fetching = { ...job.fetching, status, error }
    // What failed is worth keeping, but no reason to say that the links were not fetched.
    await enqueue(writeNow).catch(report)
    listChanged(job.fetching.portalId)
    fetchingChanged(job.fetching)
  }

  /** A link was kept or removed in another place. While links are fetched, the window is told of each batch anyway. */
  function linksChanged(portalId: PortalId): void {
    if (jobs.get(portalId)?.fetching.status !== 'running') listChanged(portalId)
  }

  /** Takes the portals there are. The list of one that was removed goes with it. */
  async function keepOnly(portalIds: readonly PortalId[]): Promise<void> {
    const gone = await enqueue(async () => [...(await loadNow()).keys()].filter(id => !portalIds.includes(id)))
    for (const portalId of gone) {
      jobs.get(portalId)?.abort.abort()
      removals.delete(portalId)
      await change(portalId, () => new Map())
    }
  }

  async function settled(): Promise<void> {
    for (const { abort } of jobs.values()) abort.abort()
    await enqueue(() => Promise.resolve())
  }

  async function add(portalId: PortalId, payments: readonly ListedPayment[], isWhole: boolean): Promise<Added> {
    const counts = { added: 0, known: 0, leftOut: 0 }
    const at = now().toISOString()
    await change(portalId, before => {
      const after = new Map(before)
      for (const payment of payments) {
        const known = after.get(payment.paymentId)
        if (known !== undefined) counts.known += 1
        else if (after.size >= MAX_PAYMENTS) {
          counts.leftOut += 1
          continue
        } else counts.added += 1
        after.set(payment.paymentId, merged(known ?? { ...payment, failure: null, readAt: NOTHING_READ }, payment, at))
      }
      return after
    })
    return { ...counts, isWhole }
  }

  function newSource(): AbortSignal {
    source.abort()
    source = new AbortController()
    return source.signal
  }

  /** The payments in the list of a portal, by id, as their sources describe them. */
  function paymentsOf(portalId: PortalId): Promise<ReadonlyMap<number, KeptPayment>> {
    return enqueue(async () => (await loadNow()).get(portalId) ?? new Map<number, KeptPayment>())
  }

  async function linksOf(portalId: PortalId): Promise<ReadonlyMap<number, LinkState>> {
    const links = await keptLinks.list(portalId)
    return new Map(
      links.map(({ paymentId, fetchedAt, isTargetProven }) => [
        paymentId,
        { kind: fetchedAt < startedAt ? 'kept' : 'ready', fetchedAt, isTargetProven },
      ]),
    )
  }

  async function loadNow(): Promise<Map<PortalId, Map<number, KeptPayment>>> {
    lists ??= new Map(
      (await file.read()).lists.map(({ portalId, payments }) => [
        portalId,
        new Map(payments.map(payment => [payment.paymentId, payment])),
      ]),
    )
    return lists
  }

  /** What cannot be written is not in the list either. */
  async function change(
    portalId: PortalId,
    next: (before: ReadonlyMap<number, KeptPayment>) => Map<number, KeptPayment>,
  ): Promise<void> {
    await enqueue(async () => {
      const all = await loadNow()
      const before = all.get(portalId)
      const after = next(before ?? new Map<number, KeptPayment>())
      if (before === undefined && after.size === 0) return
      all.set(portalId, after)
      try {
        await writeNow()
      } catch (error) {
        if (before === undefined) all.delete(portalId)
        else all.set(portalId, before)
        throw error
      }
    })
    listChanged(portalId)
  }

  async function writeNow(): Promise<void> {
    const all = [...(await loadNow())].filter(([, payments]) => payments.size > 0)
    await file.write({ lists: all.map(([portalId, payments]) => ({ portalId, payments: [...payments.values()] })) })
  }
}

function rowOf(
  { failure, ...payment }: KeptPayment,
  links: ReadonlyMap<number, LinkState>,
  job: Job | undefined,
): PaymentRow {
  if (job?.left.has(payment.paymentId) === true) return { ...payment, link: { kind: 'fetching' } }
  const link = links.get(payment.paymentId) ?? ({ kind: 'none' } as const)
  if (failure === null || ('fetchedAt' in link && !hasFailedSince({ failure }, link.fetchedAt))) {
    return { ...payment, link }
  }
  const { code, details } = failure
  return { ...payment, link: { kind: 'failed', error: { code, details } } }
}

/** What a later source says of a payment goes before what an earlier one said, unless it says nothing. */
function merged(known: KeptPayment, said: ListedPayment, at: string): KeptPayment {
  const facts = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
  const texts = said.texts.length > 0 ? said.texts : known.texts
  return { ...known, ...facts, texts, readAt: readAgain(known.readAt, said, at) }
}

function bare(paymentId: number): ListedPayment {
  return {
    paymentId,
    orderKey: null,
    accountNumber: null,
    sum: null,
    currency: null,
    isPaid: null,
    paySystemName: null,
    due: null,
    texts: [],
  }
}
