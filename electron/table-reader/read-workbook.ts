import { unzipSync, zipSync } from 'fflate'
import { readSheet } from 'read-excel-file/universal'
import { tableOf, type TableResult } from '#common/payments/table'

/** The texts of an honest workbook of 20 MB unpack to less; the rest of what can be in one is not looked at. */
const MAX_UNPACKED_BYTES = 200_000_000
const TEXTS = /\.(?:xml|rels)$/i

type Cell = string | boolean | Date | null

class UnpacksTooLarge extends Error {
  override readonly name = 'UnpacksTooLarge'
}

/**
 * Reads the first sheet of an Excel workbook (.xlsx). A formula is never worked out: its last value stands in the file.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<TableResult> {
  try {
    const rows = (await readSheet<string>(unpacked(bytes), 1, { parseNumber: plainNumber })) as unknown as Cell[][]
    return tableOf(rows.map(row => row.map(textOf)))
  } catch (error) {
    const isTooLarge = error instanceof UnpacksTooLarge
    // Whatever else a library stumbles over lies in the file.
    return { ok: false, problem: isTooLarge ? 'table-unpacks-too-large' : 'table-damaged-workbook' }
  }
}

/**
 * SECURITY: a few kilobytes can unpack to gigabytes, and what the library unpacks has no bound. So the texts are unpacked
 * here, each into no more than it says it takes and all into no more than the limit, and handed on unpacked.
 */
function unpacked(bytes: Uint8Array): ArrayBuffer {
  let total = 0
  const parts = unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (!TEXTS.test(name)) return false
      total += originalSize
      if (total > MAX_UNPACKED_BYTES) throw new UnpacksTooLarge()
      return true
    },
  })
  return zipSync(parts, { level: 0 }).slice().buffer
}

/** As Excel shows it: no more than fifteen digits, so that a sum is not 0.30000000000000004. */
function plainNumber(text: string): string {
  const number = Number(text)
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : text
}

/** A day without a time is the day alone. Excel knows no zone, so none is meant. */
function textOf(cell: Cell): string {
  if (cell === null) return ''
  if (!(cell instanceof Date)) return String(cell)
  if (Number.isNaN(cell.getTime())) return ''
  const [day = '', time = ''] = cell.toISOString().split('T')
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 5)}`
}
