import { checkStock } from '#common/sheets/check-stock'
import type { StockProblem } from '#common/sheets/sheets.contract'
import { Stock } from '#common/sheets/stock'
import * as v from 'valibot'

/** The numbers of a stock as they are typed. */
export const NUMBER_FIELDS = [
  'pageWidth',
  'pageHeight',
  'labelWidth',
  'labelHeight',
  'columns',
  'rows',
  'left',
  'top',
  'pitchX',
  'pitchY',
  'margin',
] as const
export type NumberField = (typeof NUMBER_FIELDS)[number]

/** Those that a stock has whose page is one label. */
export const SINGLE_LABEL_FIELDS: readonly NumberField[] = ['pageWidth', 'pageHeight', 'margin']

export interface OwnStockForm {
  readonly kind: Stock['kind']
  readonly name: string
  readonly numbers: Readonly<Record<NumberField, string>>
}

/** What a form says: the stock, or which of its fields are no number that can be; and what is wrong with the stock. */
export interface ReadForm {
  readonly stock: Stock | null
  readonly wrong: readonly NumberField[]
  readonly problem: StockProblem | null
}

/** The bounds of each number, as the stock's schema has them. */
export const BOUNDS: Readonly<Record<NumberField, { readonly least: number; readonly most: number }>> = {
  pageWidth: { least: 10, most: 1500 },
  pageHeight: { least: 10, most: 1500 },
  labelWidth: { least: 10, most: 1500 },
  labelHeight: { least: 10, most: 1500 },
  columns: { least: 1, most: 50 },
  rows: { least: 1, most: 50 },
  left: { least: 0, most: 1500 },
  top: { least: 0, most: 1500 },
  pitchX: { least: 0, most: 1500 },
  pitchY: { least: 0, most: 1500 },
  margin: { least: 0, most: 20 },
}

export function formOf(stock: Stock, name: string): OwnStockForm {
  const { page, label, columns, rows, first, pitch, marginMm } = stock
  return {
    kind: stock.kind,
    name,
    numbers: {
      pageWidth: String(page.widthMm),
      pageHeight: String(page.heightMm),
      labelWidth: String(label.widthMm),
      labelHeight: String(label.heightMm),
      columns: String(columns),
      rows: String(rows),
      left: String(first.leftMm),
      top: String(first.topMm),
      pitchX: String(pitch.xMm),
      pitchY: String(pitch.yMm),
      margin: String(marginMm),
    },
  }
}

export function readForm({ kind, name, numbers }: OwnStockForm, id: string): ReadForm {
  const isSheet = kind === 'sheet'
  const asked = isSheet ? NUMBER_FIELDS : SINGLE_LABEL_FIELDS
  const wrong = asked.filter(field => !isWithin(numberOf(numbers[field]), field))
  if (wrong.length > 0) return { stock: null, wrong, problem: null }
  const read = (field: NumberField): number => numberOf(numbers[field])
  const page = { widthMm: read('pageWidth'), heightMm: read('pageHeight') }
  const stock = v.safeParse(Stock, {
    id,
    kind,
    maker: '',
    number: name,
    page,
    label: isSheet ? { widthMm: read('labelWidth'), heightMm: read('labelHeight') } : page,
    columns: isSheet ? read('columns') : 1,
    rows: isSheet ? read('rows') : 1,
    first: isSheet ? { leftMm: read('left'), topMm: read('top') } : { leftMm: 0, topMm: 0 },
    pitch: isSheet ? { xMm: read('pitchX'), yMm: read('pitchY') } : { xMm: page.widthMm, yMm: page.heightMm },
    marginMm: read('margin'),
    source: null,
  })
  if (!stock.success) return { stock: null, wrong: [], problem: 'name-missing' }
  return { stock: stock.output, wrong: [], problem: checkStock(stock.output) }
}

/** A comma is a point, as it is where many people write numbers; what is no number is NaN. */
export function numberOf(typed: string): number {
  const written = typed.trim().replace(',', '.')
  return written === '' ? Number.NaN : Number(written)
}

function isWithin(value: number, field: NumberField): boolean {
  const { least, most } = BOUNDS[field]
  const isWhole = field === 'columns' || field === 'rows'
  return value >= least && value <= most && (!isWhole || Number.isInteger(value))
}
