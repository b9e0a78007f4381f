import { join } from 'node:path'
import { Calibration } from '#common/sheets/sheet-setup'
import { PrinterStock } from '#common/sheets/sheets.contract'
import { Stock } from '#common/sheets/stock'
import * as v from 'valibot'
import type { TroubleSink } from '../storage/file-troubles'
import { createJsonFile, type JsonFile } from '../storage/json-file'

const SheetsContent = v.object({
  /** The person's own, the oldest first. */
  stocks: v.array(Stock),
  /** The one that was saved last comes last. */
  calibrations: v.array(v.object({ ...PrinterStock.entries, calibration: Calibration })),
})
export type SheetsContent = v.InferOutput<typeof SheetsContent>

/** The person's own stocks, and by how much printers miss. */
export function createSheetsFile(parts: TroubleSink & { readonly folder: string }): JsonFile<SheetsContent> {
  const { folder, ...troubles } = parts
  return createJsonFile({
    path: join(folder, 'sheets.json'),
    schema: SheetsContent,
    migrations: [],
    byDefault: () => ({ stocks: [], calibrations: [] }),
    ...troubles,
  })
}
