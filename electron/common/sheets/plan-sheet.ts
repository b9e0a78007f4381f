import { AppError } from '../ipc/app-error'
import type { Calibration, SheetSetup } from './sheet-setup'
import type { Stock } from './stock'

/** A page of labels: which of them stands where. A place is the label's corner on the page, in millimetres. */
export interface SheetPlanPage {
  readonly labels: readonly { readonly index: number; readonly xMm: number; readonly yMm: number }[]
}

/** A place on a page, in millimetres from its upper left corner. */
export interface PagePlace {
  readonly xMm: number
  readonly yMm: number
}

/** How many labels a page of the stock has. */
export function labelsPerPage(stock: Stock): number {
  return stock.columns * stock.rows
}

/** A label's corner, and which of the page's labels it is, from 0. */
export interface LabelPlace extends PagePlace {
  readonly column: number
  readonly row: number
}

/** The corners of a page's labels in the order in which they are used, where a printer must be told to put them. */
export function labelPlaces(stock: Stock, order: SheetSetup['order'], calibration: Calibration): LabelPlace[] {
  return Array.from({ length: labelsPerPage(stock) }, (_, place) => {
    const column = order === 'rows' ? place % stock.columns : Math.floor(place / stock.rows)
    const row = order === 'rows' ? Math.floor(place / stock.columns) : place % stock.rows
    const corner = {
      xMm: stock.first.leftMm + column * stock.pitch.xMm,
      yMm: stock.first.topMm + row * stock.pitch.yMm,
    }
    return { column, row, ...calibratedCorner(corner, stock, calibration) }
  })
}

/** Where a printer must be told to put a point so that it comes out at `place`. */
export function calibratedPlace(place: PagePlace, calibration: Calibration): PagePlace {
  return {
    xMm: place.xMm * calibration.scaleX + calibration.offsetXMm,
    yMm: place.yMm * calibration.scaleY + calibration.offsetYMm,
  }
}

/**
 * Gives each label its place, page by page; `index` says which of the `labelCount` labels it is. Calibration moves a
 * label so that its middle meets the middle of the paper's, and never changes its size: modules stay on whole dots.
 * Error: invalid-input with reason `start-beyond-stock` when the first page has no label `startAt`.
 */
export function planSheet(request: {
  readonly stock: Stock
  readonly setup: SheetSetup
  readonly labelCount: number
  readonly calibration: Calibration
}): readonly SheetPlanPage[] {
  const { stock, setup, labelCount, calibration } = request
  const perPage = labelsPerPage(stock)
  if (setup.startAt > perPage) {
    throw new AppError('invalid-input', 'A page of the stock has fewer labels than the first one to be used', {
      details: { reason: 'start-beyond-stock', perPage },
    })
  }
  const places = labelPlaces(stock, setup.order, calibration)
  const pages: SheetPlanPage[] = []
  const end = setup.startAt - 1 + labelCount * setup.copies
  for (let start = 0; start < end && labelCount > 0; start += perPage) {
    const labels = places.flatMap((place, at) => {
      const printed = start + at - (setup.startAt - 1)
      const isUsed = printed >= 0 && start + at < end
      return isUsed ? [{ index: Math.floor(printed / setup.copies), xMm: place.xMm, yMm: place.yMm }] : []
    })
    pages.push({ labels })
  }
  return pages
}

function calibratedCorner(corner: PagePlace, { label }: Stock, calibration: Calibration): PagePlace {
  const half = { xMm: label.widthMm / 2, yMm: label.heightMm / 2 }
  const middle = calibratedPlace({ xMm: corner.xMm + half.xMm, yMm: corner.yMm + half.yMm }, calibration)
  return { xMm: middle.xMm - half.xMm, yMm: middle.yMm - half.yMm }
}
