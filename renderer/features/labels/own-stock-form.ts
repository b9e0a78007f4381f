import { checkStock } from '#common/sheets/check-stock'
import type { StockProblem } from '#common/sheets/sheets.contract'
import { Stock } from '#common/sheets/stock'
import * as v from 'valibot'

/** The numbers of a stock that are asked for. */
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
  /** Each within its bounds. */
  readonly numbers: Readonly<Record<NumberField, number>>
}

/** What a form says: the stock, or null while it has no name; and what is wrong with it. */
export interface ReadForm {
  readonly stock: Stock | null
  readonly problem: StockProblem | null
}

/** The bounds of each number, as the stock's schema has them; with a step of 1 it is a whole one. */
export const BOUNDS: Readonly<
  Record<NumberField, { readonly least: number; readonly most: number; readonly step?: 1 }>
> = {
  pageWidth: { least: 10, most: 1500 },
  pageHeight: { least: 10, most: 1500 },
  labelWidth: { least: 10, most: 1500 },
  labelHeight: { least: 10, most: 1500 },
  columns: { least: 1, most: 50, step: 1 },
  rows: { least: 1, most: 50, step: 1 },
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
      pageWidth: page.widthMm,
      pageHeight: page.heightMm,
      labelWidth: label.widthMm,
      labelHeight: label.heightMm,
      columns,
      rows,
      left: first.leftMm,
      top: first.topMm,
      pitchX: pitch.xMm,
      pitchY: pitch.yMm,
      margin: marginMm,
    },
  }
}

export function readForm({ kind, name, numbers }: OwnStockForm, id: string): ReadForm {
  const isSheet = kind === 'sheet'
  const { pageWidth, pageHeight, labelWidth, labelHeight, columns, rows, left, top, pitchX, pitchY, margin } = numbers
  const page = { widthMm: pageWidth, heightMm: pageHeight }
  const stock = v.safeParse(Stock, {
    id,
    kind,
    maker: '',
    number: name,
    page,
    label: isSheet ? { widthMm: labelWidth, heightMm: labelHeight } : page,
    columns: isSheet ? columns : 1,
    rows: isSheet ? rows : 1,
    first: isSheet ? { leftMm: left, topMm: top } : { leftMm: 0, topMm: 0 },
    pitch: isSheet ? { xMm: pitchX, yMm: pitchY } : { xMm: pageWidth, yMm: pageHeight },
    marginMm: margin,
    source: null,
  })
  if (!stock.success) return { stock: null, problem: 'name-missing' }
  return { stock: stock.output, problem: checkStock(stock.output) }
}
