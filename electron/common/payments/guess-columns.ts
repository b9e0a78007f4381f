import type { Table } from './table'
import { idInCell } from './table-columns'
import { isWithoutValue } from './without-value'

export interface ColumnGuess {
  /** The row, counted from 0, that holds the columns' names; null where none does. */
  readonly headerRow: number | null
  /** The column, counted from 0, that holds the payments' ids; null where none looks like it. */
  readonly idColumn: number | null
}

/** So many rows at the top may be the one with the names: above it there can be a title, a day, a company. */
export const HEAD_ROWS = 20
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

/**
 * Guesses by names and by what stands in the columns which of them holds the ids, and which row the names: the first one in
 * which most cells are filled with words, or else the one right above the first id. A person decides.
 */
export function guessColumns(table: Table): ColumnGuess {
  const rows = table.slice(0, LOOKED_AT_ROWS)
  const worded = rowOfWords(rows)
  const named = worded ?? 0
  const idColumn = guessIdColumn(rows[named] ?? [], rows.slice(named + 1))
  if (idColumn === null) return { idColumn, headerRow: table.length > 1 ? named : null }
  const firstId = rows.findIndex(row => idInCell(row[idColumn] ?? '') !== null)
  // A number above may be the year of a title, but only a name that is one of ids can tell.
  const isSure = scoreOfName(rows[named]?.[idColumn] ?? '') > 0
  if (worded !== null && (worded < firstId || isSure)) return { idColumn, headerRow: worded }
  const above = rows[firstId - 1]?.[idColumn] ?? ''
  return { idColumn, headerRow: above !== '' && firstId <= HEAD_ROWS ? firstId - 1 : null }
}

function rowOfWords(rows: Table): number | null {
  const most = rows.reduce((sum, row) => Math.max(sum, row.filter(cell => cell !== '').length), 0)
  // Below the names there is something that they name.
  const candidates = rows.slice(0, Math.min(HEAD_ROWS, rows.length - 1))
  const place = candidates.findIndex(row => row.filter(isWord).length * 2 > most)
  return place === -1 ? null : place
}

function isWord(cell: string): boolean {
  return /\p{L}/u.test(cell) && !isWithoutValue(cell)
}

function guessIdColumn(names: readonly string[], below: Table): number | null {
  const width = below.reduce((most, row) => Math.max(most, row.length), names.length)
  const scores = Array.from({ length: width }, (_, column) => {
    const name = names[column] ?? ''
    const filled = below.map(row => row[column] ?? '').filter(cell => cell !== '')
    const values = filled.length === 0 ? [name] : filled
    const ids = values.map(idInCell).filter(id => id !== null)
    const share = ids.length / values.length
    // What most rows lack is no id, whatever its name says.
    return share < 0.5 ? 0 : share + 0.5 * (new Set(ids).size / ids.length) + scoreOfName(name)
  })
  const best = Math.max(0, ...scores)
  return best === 0 ? null : scores.indexOf(best)
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
