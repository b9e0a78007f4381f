import * as v from 'valibot'
import { StockId } from './stock'

/** How labels are put on a stock. */
export const SheetSetup = v.object({
  stockId: StockId,
  /** The first label of the first page that is used; the first is 1. */
  startAt: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2500)),
  /** Of each payment, one after another. */
  copies: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
  order: v.picklist(['rows', 'columns']),
  hasCutMarks: v.boolean(),
  /** A line of 50 mm on each page, to measure whether it was printed at its size. */
  hasRuler: v.boolean(),
})
export type SheetSetup = v.InferOutput<typeof SheetSetup>

const Offset = v.pipe(v.number(), v.minValue(-20), v.maxValue(20))
const Scale = v.pipe(v.number(), v.minValue(0.95), v.maxValue(1.05))

/** By how much a printer misses on a stock: what is added to every place, and what distances are multiplied by. */
export const Calibration = v.object({ offsetXMm: Offset, offsetYMm: Offset, scaleX: Scale, scaleY: Scale })
export type Calibration = v.InferOutput<typeof Calibration>

export const NO_CALIBRATION: Calibration = { offsetXMm: 0, offsetYMm: 0, scaleX: 1, scaleY: 1 }
