import * as v from 'valibot'
import { method, push } from '../ipc/contract'
import { Calibration } from './sheet-setup'
import { Stock, StockId } from './stock'

const PrinterName = v.pipe(v.string(), v.minLength(1), v.maxLength(300))

export const PrinterStock = v.object({ printer: PrinterName, stockId: StockId })
export type PrinterStock = v.InferOutput<typeof PrinterStock>

/** What is wrong with a stock that somebody describes. */
export const StockProblem = v.picklist([
  'name-missing',
  'only-one-label',
  'label-over-edge',
  'labels-overlap',
  'margin-too-large',
])
export type StockProblem = v.InferOutput<typeof StockProblem>

/** The papers that labels are printed on, and by how much printers miss on them. */
export const sheetsContract = {
  /** The built-in ones and then the person's own. */
  stocks: method(v.void(), v.array(Stock)),
  /**
   * Adds one, or replaces the own one with its id. Errors: invalid-input with a StockProblem, `stock-built-in` or
   * `too-many-stocks` (200) as reason.
   */
  saveStock: method(Stock, v.void()),
  /** Removes an own one, with its calibrations; one that is gone is no error. */
  removeStock: method(StockId, v.void()),
  /** One that changes nothing where none was saved. */
  calibration: method(PrinterStock, Calibration),
  /** Errors: not-found with reason `stock`. */
  saveCalibration: method(v.object({ ...PrinterStock.entries, calibration: Calibration }), v.void()),
  stocksChanged: push(v.void()),
} as const
