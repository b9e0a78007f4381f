import * as v from 'valibot'

/** Limits of a file with payments. A cell's text beyond its limit is cut; everything else is refused. */
export const MAX_TABLE_BYTES = 20_000_000
export const MAX_TABLE_ROWS = 50_000
export const MAX_TABLE_COLUMNS = 200
export const MAX_TABLE_CELLS = 1_000_000
export const MAX_CELL_LENGTH = 1_000

/** Rows of texts as they stand in a file, the first one too. Short rows lack their last cells. */
export type Table = readonly (readonly string[])[]

/** Why a file gives no table. */
export const TableProblem = v.picklist([
  /** There is nothing in it. */
  'table-empty',
  'table-too-long',
  'table-too-wide',
  /** It is none of the kinds that are read. */
  'table-not-text',
  /** A binary workbook, as Excel wrote them until 2003. */
  'table-old-workbook',
  /** A workbook that opens with a password, which is a binary file as well. */
  'table-with-password',
  'table-damaged-workbook',
  /** A workbook that would unpack to more than any honest one. */
  'table-unpacks-too-large',
  /** A quotation mark is opened and never closed, so that nobody knows where its cell ends. */
  'table-open-quote',
])
export type TableProblem = v.InferOutput<typeof TableProblem>

export type TableResult =
  { readonly ok: true; readonly table: Table } | { readonly ok: false; readonly problem: TableProblem }

/** What is read of a file. A workbook names those of its sheets that hold anything; `sheet` is which of them this is. */
export interface ReadTable {
  readonly table: Table
  readonly sheets: readonly string[]
  readonly sheet: number
}

export type ReadTableResult =
  ({ readonly ok: true } & ReadTable) | { readonly ok: false; readonly problem: TableProblem }

/** The table of rows within the limits, without the empty rows at its end, or why there is none. */
export function tableOf(rows: readonly (readonly string[])[]): TableResult {
  const last = rows.findLastIndex(row => row.some(cell => cell.trim() !== ''))
  const used = rows.slice(0, last + 1)
  if (used.length === 0) return { ok: false, problem: 'table-empty' }
  // The names of the columns are one row more.
  if (used.length > MAX_TABLE_ROWS + 1) return { ok: false, problem: 'table-too-long' }
  const widest = used.reduce((most, row) => Math.max(most, row.length), 0)
  const cells = used.reduce((sum, row) => sum + row.length, 0)
  if (widest > MAX_TABLE_COLUMNS || cells > MAX_TABLE_CELLS) return { ok: false, problem: 'table-too-wide' }
  return { ok: true, table: used.map(row => row.map(cell => cell.trim().slice(0, MAX_CELL_LENGTH))) }
}
