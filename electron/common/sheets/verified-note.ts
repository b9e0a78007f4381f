import { drawText } from './draw-lines'
import type { Stock } from './stock'

const TEXT_MM = 2
/** Letters of this font are at most about so wide, in heights. */
const LETTER_WIDTH = 0.62
/** Most office printers do not reach the last 4 mm of a page. */
const FROM_EDGE_MM = 5
const ROOM_MM = FROM_EDGE_MM + TEXT_MM

/** Whether a page of the stock has room for a line below its labels; on a label it would be taken for a part of it. */
export function canHoldNote(stock: Stock): boolean {
  if (stock.kind === 'roll' || stock.kind === 'receipt') return false
  const { page, first, pitch, rows, label } = stock
  const insideMm = stock.kind === 'page' ? stock.marginMm : 0
  return page.heightMm - (first.topMm + (rows - 1) * pitch.yMm + label.heightMm) + insideMm >= ROOM_MM
}

/** A line at the foot of a page, at its right, as SVG content whose unit is the millimetre; empty where it has no room. */
export function verifiedNote(stock: Stock, text: string): string {
  if (!canHoldNote(stock)) return ''
  const { widthMm, heightMm } = stock.page
  const leftMm = Math.max(FROM_EDGE_MM, widthMm - FROM_EDGE_MM - text.length * TEXT_MM * LETTER_WIDTH)
  return drawText(text, [leftMm, heightMm - FROM_EDGE_MM], TEXT_MM)
}
