import type { StockProblem } from './sheets.contract'
import type { Stock } from './stock'

/** What must be left of a label within its margin: a smaller code is not drawn. */
const SMALLEST_ROOM_MM = 10
/** Sizes are given in tenths of a millimetre, and seven labels of 42.43 mm are as tall as a page. */
const ROUNDING_MM = 0.1

/** The first thing that is wrong with a stock, or null. */
export function checkStock(stock: Stock): StockProblem | null {
  const { page, label, columns, rows, first, pitch, marginMm } = stock
  if (stock.number.trim() === '') return 'name-missing'
  if (stock.kind !== 'sheet' && columns * rows > 1) return 'only-one-label'
  const isBesideEachOther = columns === 1 || pitch.xMm >= label.widthMm - ROUNDING_MM
  const isBelowEachOther = rows === 1 || pitch.yMm >= label.heightMm - ROUNDING_MM
  if (!isBesideEachOther || !isBelowEachOther) return 'labels-overlap'
  const rightMm = first.leftMm + (columns - 1) * pitch.xMm + label.widthMm
  const bottomMm = first.topMm + (rows - 1) * pitch.yMm + label.heightMm
  if (rightMm > page.widthMm + ROUNDING_MM || bottomMm > page.heightMm + ROUNDING_MM) return 'label-over-edge'
  if (Math.min(label.widthMm, label.heightMm) - 2 * marginMm < SMALLEST_ROOM_MM) return 'margin-too-large'
  return null
}
