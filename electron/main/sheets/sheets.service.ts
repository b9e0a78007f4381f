import { AppError } from '#common/ipc/app-error'
import { checkStock } from '#common/sheets/check-stock'
import { NO_CALIBRATION, type Calibration } from '#common/sheets/sheet-setup'
import type { PrinterStock, StockProblem } from '#common/sheets/sheets.contract'
import type { Stock, StockId } from '#common/sheets/stock'
import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import type { JsonFile } from '../storage/json-file'
import { createSerialQueue } from '../storage/serial-queue'
import type { SheetsContent } from './sheets-file'

export const MOST_OWN_STOCKS = 200
export const MOST_CALIBRATIONS = 500

export type SheetsService = ReturnType<typeof createSheetsService>

/** The stocks there are, the built-in ones and the person's own, and how printers miss on them. */
export function createSheetsService(parts: { readonly file: JsonFile<SheetsContent>; readonly changed: () => void }) {
  const { file, changed } = parts
  const enqueue = createSerialQueue()
  let content: SheetsContent | null = null
  return { stocks, stock, saveStock, removeStock, calibration, saveCalibration, settled }

  async function stocks(): Promise<Stock[]> {
    return [...BUILT_IN_STOCKS, ...(await load()).stocks]
  }

  /** Error: not-found with reason `stock`. */
  async function stock(id: StockId): Promise<Stock> {
    const found = (await stocks()).find(stock => stock.id === id)
    if (found === undefined) throw new AppError('not-found', 'There is no such stock', { details: { reason: 'stock' } })
    return found
  }

  async function saveStock(saved: Stock): Promise<void> {
    const problem = checkStock(saved)
    if (problem !== null) throw refused(problem)
    if (BUILT_IN_STOCKS.some(({ id }) => id === saved.id)) throw refused('stock-built-in')
    const own: Stock = { ...saved, source: null }
    await change(before => {
      const isNew = !before.stocks.some(({ id }) => id === own.id)
      if (isNew && before.stocks.length >= MOST_OWN_STOCKS) throw refused('too-many-stocks')
      const stocks = isNew ? [...before.stocks, own] : before.stocks.map(stock => (stock.id === own.id ? own : stock))
      return { ...before, stocks }
    })
    changed()
  }

  async function removeStock(removed: StockId): Promise<void> {
    await change(before => ({
      stocks: before.stocks.filter(({ id }) => id !== removed),
      calibrations: before.calibrations.filter(
        ({ stockId }) => stockId !== removed || BUILT_IN_STOCKS.some(({ id }) => id === removed),
      ),
    }))
    changed()
  }

  async function calibration(wanted: PrinterStock): Promise<Calibration> {
    return (await load()).calibrations.find(isOf(wanted))?.calibration ?? NO_CALIBRATION
  }

  /** What changes nothing is not kept. Beyond a bound those that were saved the longest ago go. Error: that of `stock`. */
  async function saveCalibration(saved: PrinterStock & { readonly calibration: Calibration }): Promise<void> {
    await stock(saved.stockId)
    const isSaved = isOf(saved)
    await change(before => {
      const others = before.calibrations.filter(kept => !isSaved(kept))
      const calibrations = changesNothing(saved.calibration) ? others : [...others, saved].slice(-MOST_CALIBRATIONS)
      return { ...before, calibrations }
    })
  }

  /** Resolves once all that was saved is on the disk, or has failed to get there. */
  async function settled(): Promise<void> {
    await enqueue(() => Promise.resolve())
  }

  function load(): Promise<SheetsContent> {
    return content === null ? enqueue(loadNow) : Promise.resolve(content)
  }

  async function loadNow(): Promise<SheetsContent> {
    content ??= await file.read()
    return content
  }

  function change(next: (before: SheetsContent) => SheetsContent): Promise<void> {
    return enqueue(async () => {
      const after = next(await loadNow())
      await file.write(after)
      content = after
    })
  }
}

function refused(reason: StockProblem | 'stock-built-in' | 'too-many-stocks'): AppError {
  return new AppError('invalid-input', 'The stock cannot be kept', { details: { reason } })
}

function isOf({ printer, stockId }: PrinterStock): (kept: PrinterStock) => boolean {
  return kept => kept.printer === printer && kept.stockId === stockId
}

function changesNothing({ offsetXMm, offsetYMm, scaleX, scaleY }: Calibration): boolean {
  return offsetXMm === 0 && offsetYMm === 0 && scaleX === 1 && scaleY === 1
}
