import * as v from 'valibot'
import { Stock } from './stock'

const A4 = { widthMm: 210, heightMm: 297 }
const LETTER = { widthMm: 215.9, heightMm: 279.4 }

interface SheetOfLabels {
  readonly maker: string
  readonly number: string
  readonly page: Stock['page']
  readonly label: readonly [widthMm: number, heightMm: number]
  readonly grid: readonly [columns: number, rows: number]
  readonly first: readonly [leftMm: number, topMm: number]
  readonly pitch: readonly [xMm: number, yMm: number]
  readonly source: string
}

/** What is kept free on a label of a sheet: office printers are seldom nearer than this to where they should be. */
const SHEET_MARGIN_MM = 1.5

function sheet({ maker, number, page, label, grid, first, pitch, source }: SheetOfLabels): Stock {
  return stock({
    id: idOf(maker, number),
    kind: 'sheet',
    maker,
    number,
    page,
    label: { widthMm: label[0], heightMm: label[1] },
    columns: grid[0],
    rows: grid[1],
    first: { leftMm: first[0], topMm: first[1] },
    pitch: { xMm: pitch[0], yMm: pitch[1] },
    marginMm: SHEET_MARGIN_MM,
    source,
  })
}

interface SingleLabel {
  readonly kind: 'roll' | 'receipt' | 'page'
  readonly maker: string
  readonly number: string
  readonly size: readonly [widthMm: number, heightMm: number]
  readonly marginMm: number
  readonly source: string
}

function single({ kind, maker, number, size, marginMm, source }: SingleLabel): Stock {
  const label = { widthMm: size[0], heightMm: size[1] }
  return stock({
    id: idOf(maker, `${kind} ${number}`),
    kind,
    maker,
    number,
    page: label,
    label,
    columns: 1,
    rows: 1,
    first: { leftMm: 0, topMm: 0 },
    pitch: { xMm: label.widthMm, yMm: label.heightMm },
    marginMm,
    source,
  })
}

function stock(described: v.InferInput<typeof Stock>): Stock {
  return v.parse(Stock, described)
}

function idOf(...names: readonly string[]): string {
  return names
    .join(' ')
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
}

/** The papers that need not be described by anybody. An id once given stays, because calibrations are kept by it. */
export const BUILT_IN_STOCKS: readonly Stock[] = [
  sheet({
    maker: 'Avery',
    number: 'L7160',
    page: A4,
    label: [63.5, 38.1],
    grid: [3, 7],
    first: [7.21, 15.15],
    pitch: [66.04, 38.1],
    source: 'Size as sold; pitch of glabels-data 3.4, template Avery 7160; in the middle of the page',
  }),
  sheet({
    maker: 'Avery',
    number: '5160',
    page: LETTER,
    label: [66.675, 25.4],
    grid: [3, 10],
    first: [3.969, 12.7],
    pitch: [70.644, 25.4],
    source: 'glabels-data 3.4, template Avery 5160',
  }),
  single({
    kind: 'roll',
    maker: 'Brother',
    number: 'DK-11202',
    size: [62, 100],
    marginMm: 3,
    source: 'Size as sold; margin of glabels-data 3.4, template Brother DK-1202',
  }),
  single({
    kind: 'receipt',
    maker: '',
    number: '80 mm',
    size: [80, 297],
    marginMm: 4,
    source: 'Width of the roll; 72 mm are printed',
  }),
  single({ kind: 'page', maker: '', number: 'A6', size: [105, 148], marginMm: 5, source: 'ISO 216' }),
]
