import { MAX_PAYMENTS, paymentIdIn } from './parse-payment-ids'
import type { Table } from './table'
import { isWithoutValue } from './without-value'

/** So many columns can come along as texts, and so long each of them is; the rest of a longer one is cut. */
export const MAX_TEXTS = 10
export const MAX_TEXT_LENGTH = 300
export const MAX_TEXT_NAME_LENGTH = 100
/** How many of the rows without a usable id are named one by one. */
const NAMED_ROWS = 20

/** Something written beside a payment, under the name of its column. */
export interface PaymentText {
  readonly name: string
  readonly value: string
}

export interface TablePayment {
  readonly paymentId: number
  readonly texts: readonly PaymentText[]
}

export interface TablePayments {
  /** Each payment once, with the texts of its first row. */
  readonly payments: readonly TablePayment[]
  /** How many rows name a payment again. */
  readonly repeated: number
  /** The first rows whose cell is no id; rows are counted from 1, as programs show them. An empty cell is passed over. */
  readonly unreadable: readonly { readonly row: number; readonly value: string }[]
  readonly unreadableCount: number
  /** How many payments had no room any more. */
  readonly leftOut: number
}

export interface ChosenColumns {
  /** The row, counted from 0, that holds the columns' names, and above which nothing is read; null where none does. */
  readonly headerRow: number | null
  readonly idColumn: number
  readonly textColumns: readonly number[]
}

/** The names of the columns, as many as the widest row has cells; an empty text where there is none. */
export function columnNames(table: Table, headerRow: number | null): string[] {
  const width = table.reduce((most, row) => Math.max(most, row.length), 0)
  const names = headerRow === null ? [] : (table[headerRow] ?? [])
  return Array.from({ length: width }, (_, column) => names[column] ?? '')
}

/** The payments of the rows, with the texts of the chosen columns; a formula without a value gives none. */
export function paymentsIn(table: Table, columns: ChosenColumns): TablePayments {
  const names = columnNames(table, columns.headerRow)
  const start = columns.headerRow === null ? 0 : columns.headerRow + 1
  const payments = new Map<number, TablePayment>()
  const unreadable: { readonly row: number; readonly value: string }[] = []
  let repeated = 0
  let leftOut = 0
  table.slice(start).forEach((row, index) => {
    const cell = row[columns.idColumn] ?? ''
    const paymentId = idInCell(cell)
    if (cell === '') return
    if (paymentId === null) unreadable.push({ row: index + start + 1, value: cell })
    else if (payments.has(paymentId)) repeated += 1
    else if (payments.size === MAX_PAYMENTS) leftOut += 1
    else payments.set(paymentId, { paymentId, texts: textsOf(row, names, columns.textColumns) })
  })
  return {
    payments: [...payments.values()],
    repeated,
    unreadable: unreadable.slice(0, NAMED_ROWS),
    unreadableCount: unreadable.length,
    leftOut,
  }
}

function textsOf(row: readonly string[], names: readonly string[], columns: readonly number[]): PaymentText[] {
  return columns.slice(0, MAX_TEXTS).flatMap(column => {
    const value = (row[column] ?? '').slice(0, MAX_TEXT_LENGTH)
    return value === '' || isWithoutValue(value)
      ? []
      : [{ name: (names[column] ?? '').slice(0, MAX_TEXT_NAME_LENGTH), value }]
  })
}

/**
 * The id that a cell holds, or null. Spreadsheets write whole numbers with decimals, and people put a sign before them, or the
 * one by which spreadsheets know a text. SECURITY: three zeros are no decimals, because `1,000` is as often a thousand, and
 * would be the bill of another buyer.
 */
export function idInCell(cell: string): number | null {
  return paymentIdIn(/^(?:[#№]|['’])?\s*(\d+)(?:[.,](?!000$)0+)?$/.exec(cell)?.[1])
}
