import { readCsv } from '#common/payments/read-csv'
import type { TableResult } from '#common/payments/table'
import { readWorkbook } from './read-workbook'

/** The first bytes of a zip, which a workbook is, and of the container of old ones and of those with a password. */
const ZIP = [0x50, 0x4b, 0x03, 0x04]
const OLD_CONTAINER = [0xd0, 0xcf, 0x11, 0xe0]

/** Reads a file by what is in it, whatever its name says. */
export async function readTable(bytes: Uint8Array): Promise<TableResult> {
  if (begins(bytes, ZIP)) return readWorkbook(bytes)
  if (begins(bytes, OLD_CONTAINER)) return { ok: false, problem: 'table-old-workbook' }
  return readCsv(bytes)
}

function begins(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}
