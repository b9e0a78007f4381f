import { labelsPerPage, planSheet } from '#common/sheets/plan-sheet'
import { NO_CALIBRATION, type Calibration, type SheetSetup } from '#common/sheets/sheet-setup'
import { Stock } from '#common/sheets/stock'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'

const SETUP: Omit<SheetSetup, 'stockId'> = {
  startAt: 1,
  copies: 1,
  order: 'rows',
  hasCutMarks: false,
  hasRuler: false,
}

/** Two columns of 50 by 30 mm and three rows, on a page of 120 by 110 mm. */
const SMALL = stockOf({ columns: 2, rows: 3, label: [50, 30], gap: [4, 2], first: [8, 6], rest: [8, 8] })

const placedStock = fc
  .record({
    columns: fc.integer({ min: 1, max: 12 }),
    rows: fc.integer({ min: 1, max: 12 }),
    label: fc.tuple(millimetres(10, 100), millimetres(10, 100)),
    gap: fc.tuple(millimetres(0, 9), millimetres(0, 9)),
    first: fc.tuple(millimetres(0, 20), millimetres(0, 20)),
    rest: fc.tuple(millimetres(0, 20), millimetres(0, 20)),
  })
  .map(stockOf)

const asked = placedStock.chain(stock =>
  fc.record({
    stock: fc.constant(stock),
    startAt: fc.integer({ min: 1, max: labelsPerPage(stock) }),
    copies: fc.integer({ min: 1, max: 5 }),
    order: fc.constantFrom('rows' as const, 'columns' as const),
    labelCount: fc.integer({ min: 0, max: 60 }),
  }),
)

describe('the plan of a sheet', () => {
  it('keeps every label on its page, and no two on one place', () => {
    fc.assert(
      fc.property(asked, request => {
        const { page, label } = request.stock
        for (const { labels } of planOf(request)) {
          const off = labels.filter(
            ({ xMm, yMm }) =>
              Math.min(xMm, yMm) < -1e-9 ||
              xMm + label.widthMm > page.widthMm + 1e-9 ||
              yMm + label.heightMm > page.heightMm + 1e-9,
          )
          const covered = labels.filter(({ xMm, yMm }, at) =>
            labels
              .slice(at + 1)
              .some(
                other =>
                  Math.abs(other.xMm - xMm) < label.widthMm - 1e-9 && Math.abs(other.yMm - yMm) < label.heightMm - 1e-9,
              ),
          )
          expect({ off, covered }).toEqual({ off: [], covered: [] })
        }
      }),
      { numRuns: 60 },
    )
  })

  it('prints each label as often as asked, in their order, over no more pages than they need', () => {
    fc.assert(
      fc.property(asked, request => {
        const pages = planOf(request)
        const printed = pages.flatMap(({ labels }) => labels.map(({ index }) => index))
        expect(printed).toEqual(
          Array.from({ length: request.labelCount * request.copies }, (_, at) => Math.floor(at / request.copies)),
        )
        const used = request.labelCount === 0 ? 0 : printed.length + request.startAt - 1
        expect(pages).toHaveLength(Math.ceil(used / labelsPerPage(request.stock)))
        expect(pages.every(({ labels }) => labels.length > 0)).toBe(true)
      }),
    )
  })

  it.each([
    { order: 'rows' as const, places: ['8 6', '62 6', '8 38', '62 38', '8 70', '62 70'] },
    { order: 'columns' as const, places: ['8 6', '8 38', '8 70', '62 6', '62 38', '62 70'] },
  ])('fills a page by $order', ({ order, places }) => {
    expect(placesOf(planOf({ ...SETUP, stock: SMALL, order, labelCount: 6 })[0])).toEqual(places)
  })

  it('leaves out the used labels of the first page only', () => {
    const pages = planOf({ ...SETUP, stock: SMALL, startAt: 5, labelCount: 3 })
    expect(pages.map(placesOf)).toEqual([['8 70', '62 70'], ['8 6']])
  })

  it('puts the middle of each label where the printer must be told to have it, at the same size', () => {
    const calibration: Calibration = { offsetXMm: 0.5, offsetYMm: -1, scaleX: 1.01, scaleY: 0.99 }
    const [page] = planOf({ ...SETUP, stock: SMALL, labelCount: 4 }, calibration)
    const last = page?.labels[3]
    expect(last?.xMm).toBeCloseTo((62 + 25) * 1.01 + 0.5 - 25, 9)
    expect(last?.yMm).toBeCloseTo((38 + 15) * 0.99 - 1 - 15, 9)
  })

  it('refuses to start beyond the last label', () => {
    expect(() => planOf({ ...SETUP, stock: SMALL, startAt: 7, labelCount: 1 })).toThrow(
      expect.objectContaining({ code: 'invalid-input', details: { reason: 'start-beyond-stock', perPage: 6 } }),
    )
  })
})

function planOf(
  request: { readonly stock: Stock; readonly labelCount: number } & Pick<SheetSetup, 'startAt' | 'copies' | 'order'>,
  calibration = NO_CALIBRATION,
) {
  const { stock, labelCount, ...chosen } = request
  return planSheet({ stock, setup: { ...SETUP, ...chosen, stockId: stock.id }, labelCount, calibration })
}

function placesOf(page: ReturnType<typeof planSheet>[number] | undefined): string[] {
  return (page?.labels ?? []).map(({ xMm, yMm }) => `${xMm} ${yMm}`)
}

function millimetres(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: min * 100, max: max * 100 }).map(hundredths => hundredths / 100)
}

function stockOf(made: {
  readonly columns: number
  readonly rows: number
  readonly label: readonly [number, number]
  readonly gap: readonly [number, number]
  readonly first: readonly [number, number]
  /** What the page has right of and below the last label. */
  readonly rest: readonly [number, number]
}): Stock {
  const { columns, rows, label, gap, first, rest } = made
  return v.parse(Stock, {
    id: 'made',
    kind: 'sheet',
    maker: '',
    number: 'made',
    page: {
      widthMm: first[0] + columns * label[0] + (columns - 1) * gap[0] + rest[0],
      heightMm: first[1] + rows * label[1] + (rows - 1) * gap[1] + rest[1],
    },
    label: { widthMm: label[0], heightMm: label[1] },
    columns,
    rows,
    first: { leftMm: first[0], topMm: first[1] },
    pitch: { xMm: label[0] + gap[0], yMm: label[1] + gap[1] },
    marginMm: 1,
    source: null,
  })
}
