import * as v from 'valibot'
import { PaymentId } from '../codes/codes.contract'
import { AppErrorCode, AppErrorDetails } from '../ipc/app-error'
import { method, push } from '../ipc/contract'
import { PortalId } from '../portals/portals.contract'
import { MAX_PAYMENTS } from './parse-payment-ids'
import { MAX_TABLE_COLUMNS, MAX_TABLE_ROWS } from './table'
import { MAX_TEXT_LENGTH, MAX_TEXT_NAME_LENGTH, MAX_TEXTS } from './table-columns'

const Words = v.pipe(v.string(), v.maxLength(500))
const Day = v.pipe(v.string(), v.isoDate())

/** Something written beside a payment, under the name of its column; the name is empty where the column has none. */
export const PaymentText = v.object({
  name: v.pipe(v.string(), v.maxLength(MAX_TEXT_NAME_LENGTH)),
  value: v.pipe(v.string(), v.maxLength(MAX_TEXT_LENGTH)),
})

/** A payment that was put in the list, with what its source said of it; null is what it did not say. */
export const ListedPayment = v.object({
  paymentId: PaymentId,
  /** What payments of one order have in common. */
  orderKey: v.nullable(Words),
  accountNumber: v.nullable(Words),
  sum: v.nullable(v.pipe(v.number(), v.finite())),
  currency: v.nullable(Words),
  isPaid: v.nullable(v.boolean()),
  paySystemName: v.nullable(Words),
  /** The day until which it is to be paid, as the portal's clocks have it. */
  due: v.nullable(Day),
  texts: v.pipe(v.array(PaymentText), v.maxLength(MAX_TEXTS)),
})
export type ListedPayment = v.InferOutput<typeof ListedPayment>

const Moment = v.pipe(v.string(), v.isoTimestamp())
/**
 * When what is known of a payment was read from the portal, or from the file that its texts are of; null for what is not
 * known, and for what an earlier version kept without its time.
 */
export const FactTimes = v.object({
  /** The account number. */
  order: v.nullable(Moment),
  /** With its currency. */
  sum: v.nullable(Moment),
  due: v.nullable(Moment),
  texts: v.nullable(Moment),
})
export type FactTimes = v.InferOutput<typeof FactTimes>
export type Fact = keyof FactTimes

/** Why something failed, as an AppError says it. */
export const Failure = v.object({ code: AppErrorCode, details: AppErrorDetails })
export type Failure = v.InferOutput<typeof Failure>

const fetched = { fetchedAt: v.string(), isTargetProven: v.boolean() }

/** What is known of a payment's link. A `kept` one was fetched before the app was started, a `ready` one since. */
export const LinkState = v.variant('kind', [
  v.object({ kind: v.literal('none') }),
  v.object({ kind: v.literal('fetching') }),
  v.object({ kind: v.literal('ready'), ...fetched }),
  v.object({ kind: v.literal('kept'), ...fetched }),
  v.object({ kind: v.literal('failed'), error: Failure }),
])
export type LinkState = v.InferOutput<typeof LinkState>

export const PaymentRow = v.object({ ...ListedPayment.entries, readAt: FactTimes, link: LinkState })
export type PaymentRow = v.InferOutput<typeof PaymentRow>

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** How the fetching of links goes on, or how it ended; an end that `failed` stopped before the rest was asked for. */
export const Fetching = v.object({
  portalId: PortalId,
  status: v.picklist(['running', 'done', 'cancelled', 'failed']),
  total: count,
  fetched: count,
  failed: count,
  /** What ended it, where it `failed`. */
  error: v.nullable(Failure),
})
export type Fetching = v.InferOutput<typeof Fetching>

/** What came of putting payments in the list. Those that were there already took over what the source says of them. */
export const Added = v.object({
  added: count,
  known: count,
  /** How many had no room any more. */
  leftOut: count,
  /** False when the source was left before its end. */
  isWhole: v.boolean(),
})
export type Added = v.InferOutput<typeof Added>

/** What came of a search: what was found is in the list, also where it was left or failed at a later page. */
export const Searched = v.object({
  ...Added.entries,
  /** The `start` with which it can be gone on with, where it was left before its end. */
  next: v.nullable(count),
  /** What ended it there; null where it was a person. */
  error: v.nullable(Failure),
})
export type Searched = v.InferOutput<typeof Searched>

export const TableId = v.pipe(v.string(), v.minLength(1), v.maxLength(100), v.brand('TableId'))
export type TableId = v.InferOutput<typeof TableId>

/** A file that was read and waits for its columns to be chosen. */
export const ChosenTable = v.object({
  id: TableId,
  fileName: v.string(),
  /** The sheets of a workbook that hold anything, and which of them was read; none of another file. */
  sheets: v.array(v.string()),
  sheet: count,
  rowCount: count,
  columnCount: count,
  /** What the row with the columns' names and the column of the ids seem to be, counted from 0; null where none seems so. */
  headerRow: v.nullable(count),
  idColumn: v.nullable(count),
  /** The cells of the first rows, as far as they are needed to choose; long ones are cut. */
  head: v.array(v.array(v.string())),
})
export type ChosenTable = v.InferOutput<typeof ChosenTable>

const HeaderRow = v.pipe(count, v.maxValue(MAX_TABLE_ROWS - 1))
const Column = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_TABLE_COLUMNS - 1))
const Ids = v.pipe(v.array(PaymentId), v.minLength(1), v.maxLength(MAX_PAYMENTS))
const Sum = v.pipe(v.number(), v.minValue(0), v.maxValue(1e15))

/** What is searched for; null for anything. Days are those of this computer, and both are part of the range. */
export const PaymentFilter = v.object({
  orderId: v.nullable(PaymentId),
  paySystemId: v.nullable(PaymentId),
  isPaid: v.nullable(v.boolean()),
  /** On which day a payment was billed. */
  from: v.nullable(Day),
  to: v.nullable(Day),
  leastSum: v.nullable(Sum),
  mostSum: v.nullable(Sum),
})
export type PaymentFilter = v.InferOutput<typeof PaymentFilter>

export const paymentsContract = {
  list: method(PortalId, v.object({ rows: v.array(PaymentRow), fetching: v.nullable(Fetching) })),
  addIds: method(v.object({ portalId: PortalId, ids: Ids }), Added),
  /**
   * Lets the person choose a file and reads it; null when cancelled. Errors: invalid-input with a TableProblem,
   * `table-too-large`, `file-unreadable` or `table-not-read` as `reason`; cancelled.
   */
  chooseFile: method(v.void(), v.nullable(ChosenTable)),
  /**
   * Reads another sheet of the workbook that waits, in the place of the one before it; `sheet` is its place in `sheets`. Where
   * that fails the one before it goes on waiting. Errors: not-found with reason `table`, and those of `chooseFile`.
   */
  chooseSheet: method(v.object({ tableId: TableId, sheet: count }), ChosenTable),
  /** Errors: not-found with reason `table` for a file that is not waiting any more. */
  addFromFile: method(
    v.object({
      portalId: PortalId,
      tableId: TableId,
      /** The row with the columns' names, counted from 0, above which nothing is read; null where there is none. */
      headerRow: v.nullable(HeaderRow),
      idColumn: Column,
      textColumns: v.pipe(v.array(Column), v.maxLength(MAX_TEXTS)),
    }),
    v.object({
      ...Added.entries,
      /** How many rows name a payment again. */
      repeated: count,
      /** The first rows whose cell is no id, and how many there are in all. */
      unreadable: v.array(v.object({ row: count, value: v.string() })),
      unreadableCount: count,
    }),
  ),
  /** Errors: those of the call; network with reason `unexpected-result`; cancelled. */
  addFromDeal: method(
    v.object({ portalId: PortalId, kind: v.picklist(['deal', 'invoice']), entityId: PaymentId }),
    Added,
  ),
  /**
   * Adds what is found from `start` on; what was found until it was cancelled or failed stays. Errors: as `addFromDeal`,
   * before the first page.
   */
  addFromSearch: method(v.object({ portalId: PortalId, filter: PaymentFilter, start: v.optional(count, 0) }), Searched),
  /** Ends the reading of a file, a deal or a search that goes on. */
  cancelSource: method(v.void(), v.void()),
  /** What is removed last can be put back as long as the app runs. */
  remove: method(v.object({ portalId: PortalId, paymentIds: Ids }), v.void()),
  /**
   * Puts back what was removed last, in its place and with all that was known of it; `leftOut` had no room any more. Errors:
   * not-found with reason `removal`.
   */
  putBack: method(PortalId, v.object({ putBack: count, leftOut: count })),
  /**
   * Begins to fetch links; where it goes on already it is answered as it is. Up to 50 targets are always proven. What is known
   * of the payments is read anew with them, where the credential may read it (`sale`); else it stays, as old as it is.
   */
  fetchLinks: method(v.object({ portalId: PortalId, paymentIds: Ids, provesTargets: v.boolean() }), Fetching),
  /** What was fetched stays. */
  cancelFetching: method(PortalId, v.void()),
  /** The list of a portal is another one now. */
  listChanged: push(PortalId),
  /** Some rows of a list are others now; all else is as it was. */
  rowsChanged: push(v.object({ portalId: PortalId, rows: v.array(PaymentRow) })),
  fetchingChanged: push(Fetching),
  sourceProgressed: push(v.object({ found: count, total: v.nullable(count) })),
} as const
