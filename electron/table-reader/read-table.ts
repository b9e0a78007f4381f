import { readCsv } from '#common/payments/read-csv'
import type { ReadTableResult } from '#common/payments/table'
import { readWorkbook } from './read-workbook'

/** The first bytes of a zip, which a workbook is, and of the container of old ones and of those with a password. */
const ZIP = [0x50, 0x4b, 0x03, 0x04]
const OLD_CONTAINER = [0xd0, 0xcf, 0x11, 0xe0]
/** The part of the container that holds a workbook with a password ([MS-OFFCRYPTO] 2.3.4.1). */
const ENCRYPTED_PART = Buffer.from('EncryptedPackage', 'utf16le')

/** Reads a file by what is in it, whatever its name says; of a workbook a sheet, by its place among those that hold anything. */
export async function readTable(bytes: Uint8Array, sheet = 0): Promise<ReadTableResult> {
  if (begins(bytes, ZIP)) return readWorkbook(bytes, sheet)
  if (begins(bytes, OLD_CONTAINER)) {
    return { ok: false, problem: isEncrypted(bytes) ? 'table-with-password' : 'table-old-workbook' }
  }
  const read = readCsv(bytes)
  return read.ok ? { ...read, sheets: [], sheet: 0 } : read
}

function begins(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}

function isEncrypted({ buffer, byteOffset, byteLength }: Uint8Array): boolean {
  return Buffer.from(buffer, byteOffset, byteLength).includes(ENCRYPTED_PART)
}
