import * as v from 'valibot'

const Name = v.pipe(v.string(), v.trim(), v.maxLength(60))
const Mm = v.pipe(v.number(), v.minValue(0), v.maxValue(1500))
const Side = v.pipe(v.number(), v.minValue(10), v.maxValue(1500))
const Count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50))

export const StockId = v.pipe(v.string(), v.minLength(1), v.maxLength(100), v.brand('StockId'))
export type StockId = v.InferOutput<typeof StockId>

/**
 * Paper to print on: a sheet of labels, a roll whose page is one label, a receipt, or a page with one label. Millimetres.
 * The heights of a receipt are the most that it may have: it is cut where its content ends.
 */
export const Stock = v.object({
  id: StockId,
  kind: v.picklist(['sheet', 'roll', 'receipt', 'page']),
  /** Empty where nobody in particular makes it. */
  maker: Name,
  /** What the maker calls it; for a stock of the person's own its name. */
  number: Name,
  page: v.object({ widthMm: Side, heightMm: Side }),
  label: v.object({ widthMm: Side, heightMm: Side }),
  columns: Count,
  rows: Count,
  /** The corner of the first label. */
  first: v.object({ leftMm: Mm, topMm: Mm }),
  /** From one label's corner to the next one's. */
  pitch: v.object({ xMm: Mm, yMm: Mm }),
  /** What a printer cannot reach or a cut may take, kept free inside each label. */
  marginMm: v.pipe(v.number(), v.minValue(0), v.maxValue(20)),
  /** Where the numbers are from; null for a stock of the person's own. */
  source: v.nullable(v.string()),
})
export type Stock = v.InferOutput<typeof Stock>
