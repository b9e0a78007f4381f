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
    id: idOf(maker, firstOf(number)),
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
    id: maker === '' ? idOf(kind, number) : idOf(maker, firstOf(number)),
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

/** A stock sold under several numbers has the id of the first. */
function firstOf(numbers: string): string {
  return numbers.split(',')[0] ?? ''
}

/**
 * The papers that need not be described by anybody; `source` says where the numbers are from. An id once given stays,
 * because calibrations are kept by it.
 */
export const BUILT_IN_STOCKS: readonly Stock[] = [
  sheet({
    maker: 'Avery',
    number: 'L7159, J8159',
    page: A4,
    label: [64, 33.9],
    grid: [3, 8],
    first: [6.46, 13.06],
    pitch: [66.54, 33.9],
    source: 'label list of LibreOffice, Avery Zweckform L7159',
  }),
  sheet({
    maker: 'Avery',
    number: 'L7160, J8160',
    page: A4,
    label: [63.5, 38.1],
    grid: [3, 7],
    first: [7.2, 15.15],
    pitch: [66.04, 38.1],
    source: 'label list of LibreOffice, Avery Zweckform L7160',
  }),
  sheet({
    maker: 'Avery',
    number: 'L7161, J8161',
    page: A4,
    label: [63.5, 46.6],
    grid: [3, 6],
    first: [7.21, 8.82],
    pitch: [66.04, 46.6],
    source: 'label list of LibreOffice, Avery Zweckform L7161',
  }),
  sheet({
    maker: 'Avery',
    number: 'L7162, J8162',
    page: A4,
    label: [99.06, 33.87],
    grid: [2, 8],
    first: [4.67, 13.02],
    pitch: [101.6, 33.87],
    source: 'label list of LibreOffice, Avery Zweckform L7162',
  }),
  sheet({
    maker: 'Avery',
    number: 'L7163, J8163',
    page: A4,
    label: [99.1, 38.1],
    grid: [2, 7],
    first: [4.67, 15.15],
    pitch: [101.64, 38.1],
    source: 'label list of LibreOffice, Avery Zweckform L7163',
  }),
  sheet({
    maker: 'Avery',
    number: 'L7164, J8164',
    page: A4,
    label: [63.5, 72],
    grid: [3, 4],
    first: [7.21, 4.57],
    pitch: [66.04, 72],
    source: 'label list of LibreOffice, Avery Zweckform L7164',
  }),
  sheet({
    maker: 'Avery',
    number: 'L7165, J8165',
    page: A4,
    label: [99.1, 67.7],
    grid: [2, 4],
    first: [4.67, 13.04],
    pitch: [101.64, 67.7],
    source: 'label list of LibreOffice, Avery Zweckform L7165',
  }),
  sheet({
    maker: 'Avery',
    number: 'L7166',
    page: A4,
    label: [99.1, 93.1],
    grid: [2, 3],
    first: [4.67, 8.8],
    pitch: [101.64, 93.1],
    source: 'label list of LibreOffice, Avery Zweckform L7166',
  }),
  sheet({
    maker: 'Avery',
    number: 'L7173',
    page: A4,
    label: [99.1, 57],
    grid: [2, 5],
    first: [4.67, 6],
    pitch: [101.64, 57],
    source: 'label list of LibreOffice, Avery Zweckform L7173',
  }),
  sheet({
    maker: 'Avery',
    number: 'L7651, J8651',
    page: A4,
    label: [38.1, 21.2],
    grid: [5, 13],
    first: [4.67, 10.89],
    pitch: [40.64, 21.2],
    source: 'label list of LibreOffice, Avery Zweckform L7651',
  }),
  sheet({
    maker: 'Avery',
    number: 'L7654, J8654',
    page: A4,
    label: [45.72, 25.4],
    grid: [4, 10],
    first: [9.75, 21.43],
    pitch: [48.26, 25.4],
    source: 'label list of LibreOffice, Avery A4 L7654',
  }),
  sheet({
    maker: 'Avery Zweckform',
    number: '3474',
    page: A4,
    label: [70, 37],
    grid: [3, 8],
    first: [0, 0],
    pitch: [70, 37],
    source: 'glabels-data 3.4, template Zweckform 3474',
  }),
  sheet({
    maker: 'Avery Zweckform',
    number: '3475, 3490',
    page: A4,
    label: [70, 36],
    grid: [3, 8],
    first: [0, 4.43],
    pitch: [70, 36],
    source: 'glabels-data 3.4, template Zweckform 3490',
  }),
  sheet({
    maker: 'Avery Zweckform',
    number: '3477',
    page: A4,
    label: [105, 41],
    grid: [2, 7],
    first: [0, 4.93],
    pitch: [105, 41],
    source: 'glabels-data 3.4, template Zweckform 3477',
  }),
  sheet({
    maker: 'Herma',
    number: '4606, 4270',
    page: A4,
    label: [38, 21.2],
    grid: [5, 13],
    first: [9.5, 10.5],
    pitch: [38, 21.2],
    source: 'glabels-data 3.4, template Herma 4606',
  }),
  sheet({
    maker: 'Herma',
    number: '4608, 4680, 5051',
    page: A4,
    label: [48.3, 25.4],
    grid: [4, 11],
    first: [8.5, 8.5],
    pitch: [48.3, 25.4],
    source: 'glabels-data 3.4, template Herma 4102',
  }),
  sheet({
    maker: 'Herma',
    number: '4677, 5074',
    page: A4,
    label: [63.5, 38.1],
    grid: [3, 7],
    first: [6.75, 15.5],
    pitch: [66.5, 38.1],
    source: 'glabels-data 3.4, template Herma 4103',
  }),
  sheet({
    maker: 'Herma',
    number: '4614, 5053',
    page: A4,
    label: [66, 33.8],
    grid: [3, 8],
    first: [5.7, 13],
    pitch: [66, 33.8],
    source: 'glabels-data 3.4, template Herma 4614',
  }),
  sheet({
    maker: 'Herma',
    number: '4667',
    page: A4,
    label: [96, 50.8],
    grid: [2, 5],
    first: [8, 21.5],
    pitch: [99, 50.8],
    source: 'glabels-data 3.4, template Herma 4099',
  }),
  sheet({
    maker: 'Herma',
    number: '4464',
    page: A4,
    label: [70, 37],
    grid: [3, 8],
    first: [0, 0.5],
    pitch: [70, 37],
    source: 'size as sold, in the middle of the page',
  }),
  sheet({
    maker: 'Herma',
    number: '4457',
    page: A4,
    label: [105, 48],
    grid: [2, 6],
    first: [0, 4.5],
    pitch: [105, 48],
    source: 'glabels-data 3.4, template Herma 4457, put in the middle of the page',
  }),
  sheet({
    maker: 'Herma',
    number: '4625, 5057',
    page: A4,
    label: [105, 42.3],
    grid: [2, 7],
    first: [0, 0.45],
    pitch: [105, 42.3],
    source: 'glabels-data 3.4, template Herma 4625, put in the middle of the page',
  }),
  sheet({
    maker: 'Avery',
    number: '5160, 5260, 8160',
    page: LETTER,
    label: [66.675, 25.4],
    grid: [3, 10],
    first: [3.969, 12.7],
    pitch: [70.644, 25.4],
    source: 'glabels-data 3.4, template Avery 5160',
  }),
  sheet({
    maker: 'Avery',
    number: '5161, 5261, 8161',
    page: LETTER,
    label: [101.6, 25.4],
    grid: [2, 10],
    first: [3.969, 12.7],
    pitch: [106.362, 25.4],
    source: 'glabels-data 3.4, template Avery 5161',
  }),
  sheet({
    maker: 'Avery',
    number: '5162, 5262, 8162',
    page: LETTER,
    label: [101.6, 33.867],
    grid: [2, 7],
    first: [3.969, 21.167],
    pitch: [106.362, 33.867],
    source: 'glabels-data 3.4, template Avery 5162',
  }),
  sheet({
    maker: 'Avery',
    number: '5163, 5263, 8163',
    page: LETTER,
    label: [101.6, 50.8],
    grid: [2, 5],
    first: [4.127, 12.7],
    pitch: [106.362, 50.8],
    source: 'glabels-data 3.4, template Avery 5163',
  }),
  sheet({
    maker: 'Avery',
    number: '5164, 5264, 8164',
    page: LETTER,
    label: [101.6, 84.667],
    grid: [2, 3],
    first: [3.969, 12.7],
    pitch: [106.362, 84.667],
    source: 'glabels-data 3.4, template Avery 5164',
  }),
  sheet({
    maker: 'Avery',
    number: '22805',
    page: LETTER,
    label: [38.1, 38.1],
    grid: [4, 6],
    first: [19.844, 12.7],
    pitch: [46.038, 43.18],
    source: 'size as sold; pitch as measured on sheets (1.8125 and 1.7 inches), in the middle of the page',
  }),
  sheet({
    maker: 'Avery',
    number: '22806, 22816',
    page: LETTER,
    label: [50.8, 50.8],
    grid: [3, 4],
    first: [15.875, 15.875],
    pitch: [66.675, 65.617],
    source: 'size as sold; margins of 5/8 inch, in the middle of the page',
  }),
  single({
    kind: 'roll',
    maker: 'Brother',
    number: 'DK-11201',
    size: [29, 90],
    marginMm: 3,
    source: 'glabels-data 3.4, template Brother DK-1201',
  }),
  single({
    kind: 'roll',
    maker: 'Brother',
    number: 'DK-11202',
    size: [62, 100],
    marginMm: 3,
    source: 'glabels-data 3.4, template Brother DK-1202',
  }),
  single({
    kind: 'roll',
    maker: 'Brother',
    number: 'DK-11208',
    size: [38, 90],
    marginMm: 3,
    source: 'glabels-data 3.4, template Brother DK-1208',
  }),
  single({
    kind: 'roll',
    maker: 'Brother',
    number: 'DK-11209',
    size: [62, 29],
    marginMm: 3,
    source: 'size as sold; margin of glabels-data 3.4, template Brother DK-1202',
  }),
  single({
    kind: 'roll',
    maker: 'Dymo',
    number: '99012',
    size: [36, 89],
    marginMm: 2,
    source: 'glabels-data 3.4, template Dymo 99012',
  }),
  single({
    kind: 'roll',
    maker: 'Dymo',
    number: '99010, 30252',
    size: [28, 89],
    marginMm: 2,
    source: 'glabels-data 3.4, template Dymo 99010',
  }),
  single({
    kind: 'roll',
    maker: 'Dymo',
    number: '99014',
    size: [54, 101],
    marginMm: 2,
    source: 'glabels-data 3.4, template Dymo 99014',
  }),
  single({
    kind: 'roll',
    maker: 'Dymo',
    number: '99015, 30258',
    size: [54, 70],
    marginMm: 2,
    source: 'glabels-data 3.4, template Dymo 99015',
  }),
  single({
    kind: 'roll',
    maker: 'Dymo',
    number: '11352',
    size: [25, 54],
    marginMm: 2,
    source: 'glabels-data 3.4, template Dymo 11352',
  }),
  single({
    kind: 'roll',
    maker: 'Dymo',
    number: '11354, 30334',
    size: [57, 32],
    marginMm: 2,
    source: 'glabels-data 3.4, template Dymo 11354, turned as the roll is fed',
  }),
  single({
    kind: 'roll',
    maker: '',
    number: '50 × 30 mm',
    size: [50, 30],
    marginMm: 1.5,
    source: 'common size of labels for thermal printers',
  }),
  single({
    kind: 'roll',
    maker: '',
    number: '50 × 50 mm',
    size: [50, 50],
    marginMm: 1.5,
    source: 'common size of labels for thermal printers',
  }),
  single({
    kind: 'roll',
    maker: '',
    number: '38 × 25 mm',
    size: [38, 25],
    marginMm: 1.5,
    source: 'common size of labels for thermal printers',
  }),
  single({
    kind: 'roll',
    maker: '',
    number: '100 × 150 mm',
    size: [100, 150],
    marginMm: 3,
    source: 'common size of labels for thermal printers',
  }),
  single({
    kind: 'receipt',
    maker: '',
    number: '58 mm',
    size: [58, 297],
    marginMm: 5,
    source: 'roll of 58 mm, of which printers reach 48 mm (384 dots at 203 dpi)',
  }),
  single({
    kind: 'receipt',
    maker: '',
    number: '80 mm',
    size: [80, 297],
    marginMm: 4,
    source: 'roll of 80 mm, of which printers reach 72 mm (576 dots at 203 dpi)',
  }),
  single({ kind: 'page', maker: '', number: 'A6', size: [105, 148], marginMm: 8, source: 'ISO 216' }),
  single({ kind: 'page', maker: '', number: 'A5', size: [148, 210], marginMm: 8, source: 'ISO 216' }),
  single({ kind: 'page', maker: '', number: 'A4', size: [210, 297], marginMm: 8, source: 'ISO 216' }),
  single({
    kind: 'page',
    maker: '',
    number: 'Letter',
    size: [215.9, 279.4],
    marginMm: 8,
    source: 'ANSI Y14.1, size A',
  }),
]
