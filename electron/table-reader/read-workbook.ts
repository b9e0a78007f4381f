import { unzipSync, zipSync, type Unzipped } from 'fflate'
import { readSheet } from 'read-excel-file/universal'
import { MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, tableOf, type ReadTableResult } from '#common/payments/table'
import { sheetsIn } from './sheets-in'
import { cellsWithoutValue, type CellWithoutValue } from './without-value-in'

/** The texts of an honest workbook of 20 MB unpack to less; the rest of what can be in one is not looked at. */
const MAX_UNPACKED_BYTES = 200_000_000
const TEXTS = /\.(?:xml|rels)$/i

type Cell = string | boolean | Date | null

class UnpacksTooLarge extends Error {
  override readonly name = 'UnpacksTooLarge'
}

/**
 * Reads a sheet of an Excel workbook (.xlsx), by its place among those that hold anything. A formula is never worked out: its
 * last value stands in the file. Where there is none, the formula is read, or what is shown where it went wrong.
 */
export async function readWorkbook(bytes: Uint8Array, sheet: number): Promise<ReadTableResult> {
  try {
    const parts = unpacked(bytes)
    const sheets = sheetsIn(parts)
    const place = sheet < sheets.length ? sheet : 0
    const number = sheets[place]?.number ?? 1
    const rows = (await readSheet<string>(packed(parts), number, { parseNumber: plainNumber })) as unknown as Cell[][]
    const texts = rows.map(row => row.map(textOf))
    const part = parts[sheets[place]?.path ?? '']
    if (part !== undefined) cellsWithoutValue(part, cell => putIn(texts, cell))
    const read = tableOf(texts)
    return read.ok ? { ...read, sheets: sheets.map(({ name }) => name), sheet: place } : read
  } catch (error) {
    const isTooLarge = error instanceof UnpacksTooLarge
    // Whatever else a library stumbles over lies in the file.
    return { ok: false, problem: isTooLarge ? 'table-unpacks-too-large' : 'table-damaged-workbook' }
  }
}

/** A cell beyond the limits is put just behind them, where it is refused without the room of all that is before it. */
function putIn(rows: string[][], cell: CellWithoutValue): void {
  const [row, column] = [Math.min(cell.row, MAX_TABLE_ROWS + 1), Math.min(cell.column, MAX_TABLE_COLUMNS)]
  while (rows.length <= row) rows.push([])
  const cells = rows[row] ?? []
  while (cells.length < column) cells.push('')
  cells[column] = cell.text
}

/**
 * SECURITY: a few kilobytes can unpack to gigabytes, and what the library unpacks has no bound. So the texts are unpacked
 * here, each into no more than it says it takes and all into no more than the limit, and handed on unpacked.
 */
function unpacked(bytes: Uint8Array): Unzipped {
  let total = 0
  return unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (!TEXTS.test(name)) return false
      total += originalSize
      if (total > MAX_UNPACKED_BYTES) throw new UnpacksTooLarge()
      return true
    },
  })
}

function packed(parts: Unzipped): ArrayBuffer {
  return zipSync(parts, { level: 0 }).slice().buffer
}

/**
 * As Excel shows it: no more than fifteen digits, so that a sum is not 0.30000000000000004. A whole number is never rounded,
 * because the id of another payment would come of it, nor is one that is too large to be told from its neighbours.
 */
function plainNumber(text: string): string {
  const number = Number(text)
  if (Number.isSafeInteger(number)) return String(number)
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? String(Number(number.toPrecision(15))) : text
}

/** A time of no day is one of the day that Excel counts as none. */
const NO_DAY = '1899-12-30'

/** A day without a time is the day alone, and the other way round. Excel knows no zone, so none is meant. */
function textOf(cell: Cell): string {
  if (cell === null) return ''
  if (!(cell instanceof Date)) return String(cell)
  if (Number.isNaN(cell.getTime())) return ''
  const [day = '', time = ''] = cell.toISOString().split('T')
  const minute = time.slice(0, 5)
  if (day === NO_DAY) return minute
  return time.startsWith('00:00:00') ? day : `${day} ${minute}`
}
