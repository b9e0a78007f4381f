import { MAX_PAYMENTS, paymentIdIn } from './parse-payment-ids'
import type { Table } from './table'
import { isWithoutValue } from './without-value'

/** So many columns can come along as texts, and so long each of them is; the rest of a longer one is cut. */
export const MAX_TEXTS = 10
export const MAX_TEXT_LENGTH = 300
export const MAX_TEXT_NAME_LENGTH = 100
/** How many of the rows without a usable id are named one by one. */
const NAMED_ROWS = 20

export interface ColumnGuess {
  /** Whether the first row holds the columns' names. */
  readonly hasHeader: boolean
  /** The column, counted from 0, that holds the payments' ids; null where none looks like it. */
  readonly idColumn: number | null
}

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
  readonly hasHeader: boolean
  readonly idColumn: number
  readonly textColumns: readonly number[]
}

const LOOKED_AT_ROWS = 200
/** Names in small letters, without blanks and signs. */
const ID_NAMES: ReadonlySet<string> = new Set([
  ...['paymentid', 'idpayment', 'paymentno', 'paymentnumber', 'bxpaymentid'],
  ...['idоплаты', 'идоплаты', 'номероплаты', 'idплатежа', 'идплатежа', 'номерплатежа'],
  ...['zahlungsid', 'zahlungid', 'zahlungsnummer', 'zahlungsnr'],
])
const PAYMENT_WORDS = /payment|оплат|платеж|zahlung/
/** Of a payment's system and its sum there is a number in each row as well. */
const OTHER_WORDS = /system|систем|sum|сумм|betrag|date|дата|datum|status|статус/
const BARE_NAMES: ReadonlySet<string> = new Set(['id', 'ид', 'no', 'nr', 'number', 'номер', 'nummer'])

/** Guesses by names and by what stands in the columns which of them holds the ids. A person decides. */
export function guessColumns(table: Table): ColumnGuess {
  const [first = [], ...rest] = table.slice(0, LOOKED_AT_ROWS)
  const width = table.slice(0, LOOKED_AT_ROWS).reduce((most, row) => Math.max(most, row.length), 0)
  const scores = Array.from({ length: width }, (_, column) => {
    const below = rest.map(row => row[column] ?? '').filter(cell => cell !== '')
    const values = below.length === 0 ? [first[column] ?? ''] : below
    const ids = values.map(idInCell).filter(id => id !== null)
    const share = ids.length / values.length
    // What most rows lack is no id, whatever its name says.
    return share < 0.5 ? 0 : share + 0.5 * (new Set(ids).size / ids.length) + scoreOfName(first[column] ?? '')
  })
  const best = Math.max(0, ...scores)
  const idColumn = best === 0 ? null : scores.indexOf(best)
  const head = first[idColumn ?? 0] ?? ''
  return { idColumn, hasHeader: table.length > 1 && head !== '' && idInCell(head) === null }
}

/** The names of the columns; an empty text where there is none. */
export function columnNames(table: Table, hasHeader: boolean): string[] {
  const width = table.reduce((most, row) => Math.max(most, row.length), 0)
  return Array.from({ length: width }, (_, column) => (hasHeader ? (table[0]?.[column] ?? '') : ''))
}

/** The payments of the rows, with the texts of the chosen columns; a formula without a value gives none. */
export function paymentsIn(table: Table, columns: ChosenColumns): TablePayments {
  const names = columnNames(table, columns.hasHeader)
  const start = columns.hasHeader ? 1 : 0
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
 * Spreadsheets write whole numbers with decimals, and people put a sign before them, or the one by which spreadsheets know a
 * text. SECURITY: three zeros are no decimals, because `1,000` is as often a thousand, and would be the bill of another buyer.
 */
function idInCell(cell: string): number | null {
  return paymentIdIn(/^(?:[#№]|['’])?\s*(\d+)(?:[.,](?!000$)0+)?$/.exec(cell)?.[1])
}

function scoreOfName(name: string): number {
  const bare = name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
  if (ID_NAMES.has(bare)) return 3
  if (OTHER_WORDS.test(bare)) return 0
  if (PAYMENT_WORDS.test(bare)) return 2
  return BARE_NAMES.has(bare) ? 1 : 0
}
