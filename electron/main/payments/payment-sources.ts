import { AppError } from '#common/ipc/app-error'
import { toPlain, type JsonValue } from '#common/json/json-value'
import { MAX_PAYMENTS } from '#common/payments/parse-payment-ids'
import type { ListedPayment, PaymentFilter } from '#common/payments/payments.contract'
import type { PortalId } from '#common/portals/portals.contract'
import * as v from 'valibot'
import type { PortalAnswer } from '../rest/answer'
import type { BatchingClient } from '../rest/batch/batching-client'

export interface Sought {
  readonly payments: readonly ListedPayment[]
  /** False when it was left before its end, or when there are more than a list holds. */
  readonly isWhole: boolean
}

export interface Search extends Sought {
  /** Where it can be gone on with, when it was left. */
  readonly next: number | null
  /** What ended it before its end; null where nothing did, or a person. */
  readonly error: unknown
}

export type PaymentSources = ReturnType<typeof createPaymentSources>

const DEAL_LIST = 'crm.item.payment.list'
const SALE_LIST = 'sale.payment.list'
/** The types of the CRM that have payments (reference 8.2). */
const ENTITY_TYPES = { deal: 2, invoice: 31 } as const
const PAGE = 50
/** So many pages are asked for at once; the client sends them in one request. */
const PAGES_AT_ONCE = 20
const FIELDS = ['id', 'orderId', 'accountNumber', 'paid', 'sum', 'currency', 'paySystemName', 'datePayBefore']

const Whole = v.union([
  v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER)),
  v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number), v.minValue(1)),
])
const Amount = v.union([
  v.pipe(v.number(), v.finite()),
  v.pipe(v.string(), v.regex(/^-?\d{1,15}(?:\.\d{1,10})?$/), v.transform(Number)),
])
const Words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))
/** A moment is a day of the portal's clocks, with which it is written: in another place it might be the day before. */
const DayOfMoment = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}(?:T|$)/),
  v.transform(moment => moment.slice(0, 10)),
  v.isoDate(),
)

/** SECURITY: whatever a portal answers, a field that is not what it should be is left out, and a payment without an id too. */
const Answered = v.object({
  id: Whole,
  orderId: v.fallback(v.nullable(Whole), null),
  accountNumber: v.fallback(v.nullable(Words), null),
  paid: v.fallback(v.nullable(v.picklist(['Y', 'N'])), null),
  sum: v.fallback(v.nullable(Amount), null),
  currency: v.fallback(v.nullable(Words), null),
  paySystemName: v.fallback(v.nullable(Words), null),
  datePayBefore: v.fallback(v.nullable(DayOfMoment), null),
})

/** Finds payments on a portal. */
export function createPaymentSources(client: BatchingClient) {
  return { ofDeal, bySearch, byIds }

  /** Errors: those of the call; network with reason `unexpected-result`; cancelled. */
  async function ofDeal(
    portalId: PortalId,
    { kind, entityId }: { readonly kind: keyof typeof ENTITY_TYPES; readonly entityId: number },
    signal: AbortSignal,
  ): Promise<Sought> {
    const body = JSON.stringify({ entityId, entityTypeId: ENTITY_TYPES[kind], order: { id: 'asc' } })
    const { value } = await client.call(portalId, DEAL_LIST, body, { signal })
    return { payments: paymentsIn(value, DEAL_LIST).slice(0, MAX_PAYMENTS), isWhole: true }
  }

  /** Those of some payments that the portal lists. Errors: as `ofDeal`. */
  async function byIds(portalId: PortalId, ids: readonly number[], signal: AbortSignal): Promise<ListedPayment[]> {
    const asked = new Set(ids)
    const found: ListedPayment[] = []
    const waiting = inPages(ids)
    while (waiting.length > 0) {
      const pages = await Promise.all(waiting.splice(0, PAGES_AT_ONCE).map(page => readPage(page)))
      // SECURITY: a portal that does not know the condition answers with any payments.
      found.push(...pages.flat().filter(({ paymentId }) => asked.has(paymentId)))
    }
    return found

    async function readPage(page: readonly number[]): Promise<ListedPayment[]> {
      const body = JSON.stringify({ select: FIELDS, filter: { '=id': page }, order: { id: 'asc' }, start: 0 })
      return listIn((await client.call(portalId, SALE_LIST, body, { signal })).value)
    }
  }

  /**
   * Reads all pages from `start` on. What was found until it is cancelled or fails is answered; before the first page errors
   * are as above.
   */
  async function bySearch(
    portalId: PortalId,
    filter: PaymentFilter,
    {
      start,
      signal,
      progressed,
    }: {
      readonly start: number
      readonly signal: AbortSignal
      readonly progressed: (found: number, total: number) => void
    },
  ): Promise<Search> {
    const found = new Map<number, ListedPayment>()
    const first = await read(start)
    const total = Math.min(first.total ?? found.size, MAX_PAYMENTS)
    // Some portals say only that there is a next page, and some that there is when there is none.
    let next = first.next
    try {
      while (next !== undefined && found.size < MAX_PAYMENTS) {
        const before = found.size
        const left = Math.ceil((total - next) / PAGE)
        const starts = Array.from(
          { length: Math.max(1, Math.min(left, PAGES_AT_ONCE)) },
          (_, page) => (next ?? 0) + page * PAGE,
        )
        // What comes of the pages beside one that fails is found, too.
        const pages = await Promise.allSettled(starts.map(read))
        const failed = pages.find(page => page.status === 'rejected')
        if (failed !== undefined) throw failed.reason
        const last = pages.at(-1)
        next = found.size === before || last?.status !== 'fulfilled' ? undefined : last.value.next
      }
      const payments = [...found.values()].slice(0, MAX_PAYMENTS)
      return { payments, isWhole: next === undefined, next: null, error: null }
    } catch (error) {
      const payments = [...found.values()].slice(0, MAX_PAYMENTS)
      return { payments, isWhole: false, next: next ?? null, error: signal.aborted ? null : error }
    }

    async function read(start: number): Promise<PortalAnswer> {
      const body = JSON.stringify({ select: FIELDS, filter: portalFilter(filter), order: { id: 'asc' }, start })
      const answer = await client.call(portalId, SALE_LIST, body, { signal })
      for (const payment of listIn(answer.value)) found.set(payment.paymentId, payment)
      progressed(found.size, Math.max(found.size, answer.total ?? 0))
      return answer
    }
  }
}

function inPages(ids: readonly number[]): number[][] {
  return Array.from({ length: Math.ceil(ids.length / PAGE) }, (_, page) => ids.slice(page * PAGE, (page + 1) * PAGE))
}

function paymentsIn(value: JsonValue, method: string): ListedPayment[] {
  return listedIn(toPlain(value), method)
}

/** The payments of a page of `sale.payment.list`. */
function listIn(value: JsonValue): ListedPayment[] {
  const plain = toPlain(value)
  return listedIn(v.is(v.object({ payments: v.unknown() }), plain) ? plain.payments : undefined, SALE_LIST)
}

function listedIn(list: unknown, method: string): ListedPayment[] {
  if (!Array.isArray(list)) {
    throw new AppError('network', 'The list of payments is not a list', {
      details: { layer: 'body', reason: 'unexpected-result', method },
    })
  }
  return list.flatMap(item => {
    const read = v.safeParse(Answered, item)
    return read.success ? [listed(read.output)] : []
  })
}

function listed(answered: v.InferOutput<typeof Answered>): ListedPayment {
  const { id, orderId, accountNumber, paid, datePayBefore, ...said } = answered
  // A deal's list does not tell the order, but the number before the slash is that of one.
  const orderKey = orderId === null ? (/^(.+)\/\d+$/.exec(accountNumber ?? '')?.[1] ?? null) : String(orderId)
  const isPaid = paid === null ? null : paid === 'Y'
  return { paymentId: id, orderKey, accountNumber, isPaid, due: datePayBefore, ...said, texts: [] }
}

/** Only `=`, `>=` and `<` are used: the documentation is sure of them (reference 1.8). */
function portalFilter(filter: PaymentFilter): Record<string, string | number> {
  const { orderId, paySystemId, isPaid, from, to, leastSum, mostSum } = filter
  return {
    ...(orderId === null ? {} : { '=orderId': orderId }),
    ...(paySystemId === null ? {} : { '=paySystemId': paySystemId }),
    ...(isPaid === null ? {} : { '=paid': isPaid ? 'Y' : 'N' }),
    ...(from === null ? {} : { '>=dateBill': dayStart(from, 0) }),
    ...(to === null ? {} : { '<dateBill': dayStart(to, 1) }),
    ...(leastSum === null ? {} : { '>=sum': leastSum }),
    ...(mostSum === null ? {} : { '<=sum': mostSum }),
  }
}

/** The midnight with which a day of this computer begins, or one so many days later, with its offset: without one portals shift it. */
function dayStart(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const start = new Date(year, month - 1, date + later)
  const offset = -start.getTimezoneOffset()
  const two = (value: number): string => String(Math.abs(value)).padStart(2, '0')
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.trunc(offset / 60))}:${two(offset % 60)}`
  return `${String(start.getFullYear())}-${two(start.getMonth() + 1)}-${two(start.getDate())}T${two(start.getHours())}:00:00${zone}`
}
