import { AppError } from '#common/ipc/app-error'
import type { MadeSheet, SheetId } from '#common/labels/labels.contract'
import type { Calibration } from '#common/sheets/sheet-setup'
import type { StockId } from '#common/sheets/stock'
import type { Sheet } from '../codes/sheet-document'
import type { PdfPages } from '../codes/rasteriser'

/** A finished PDF, what was found out about it, and what it was made from. */
export interface KeptSheet {
  readonly facts: MadeSheet
  readonly pdf: Uint8Array
  readonly pages: PdfPages
  /** Without its pages where no printer of this system needs them. */
  readonly sheet: Sheet
  /** By how much a printer misses on which stock, where the sheet was corrected for that. */
  readonly calibration: Calibration
  readonly stockId: StockId
}

/** The one that is looked at, and the one before it, whose pages may still be on the screen. */
const MOST_KEPT = 2

/** The sheets made last, in memory only: their codes open payments. */
export function createMadeSheets() {
  const kept = new Map<SheetId, KeptSheet>()
  return { keep, get }

  function keep(sheet: KeptSheet): void {
    kept.set(sheet.facts.id, sheet)
    const oldest = kept.keys().next()
    if (kept.size > MOST_KEPT && oldest.done !== true) kept.delete(oldest.value)
  }

  /** Error: not-found with reason `sheet`. */
  function get(id: SheetId): KeptSheet {
    const sheet = kept.get(id)
    if (sheet === undefined) {
      throw new AppError('not-found', 'This sheet is no longer kept', { details: { reason: 'sheet' } })
    }
    return sheet
  }
}
