import { drawLines, drawText, type Line } from './draw-lines'
import { labelPlaces, type LabelPlace, type SheetPlanPage } from './plan-sheet'
import type { Calibration, SheetSetup } from './sheet-setup'
import type { Stock } from './stock'

const LONGEST_CUT_MARK_MM = 1.5
/** Less room than this beside a label shows no mark, so that the mark goes along the label's own edge. */
const LEAST_ROOM_FOR_CUT_MARK_MM = 0.8
/** A mark on an edge is half a line wide within the label; with less margin than this it could touch a code. */
const LEAST_MARGIN_FOR_CUT_MARK_MM = 0.5
/** What is nearer to the paper's edge than this is no cut. */
const PAPER_EDGE_MM = 0.2

export const RULER_MM = 50
const RULER_HEIGHT_MM = 3
const RULER_TEXT_MM = 2.4
const RULER_TEXT_WIDTH_MM = 9
/** The ruler clears the cut marks of the labels above and below it. */
const RULER_ROOM_MM = { width: 66, height: RULER_HEIGHT_MM + 2 * LONGEST_CUT_MARK_MM } as const

/** A part of a page where nothing is printed. */
interface Room {
  readonly leftMm: number
  readonly topMm: number
  readonly widthMm: number
  readonly heightMm: number
}

/**
 * Whether every page of the stock has room for the ruler: a margin that no label is in. Where there is none, a page has
 * its ruler only in place of labels that were used before.
 */
export function canHoldRuler(stock: Stock): boolean {
  return marginsOf(stock).some(holdsRuler)
}

/**
 * The cut marks and the ruler of a page, as set up, as SVG content whose unit is the millimetre. They touch no code:
 * marks are between labels or on their edges, and the ruler is in a margin or where labels were used before. The ruler
 * is as long as the printer needs to be told for 50 mm.
 */
export function sheetMarks(request: {
  readonly stock: Stock
  readonly setup: SheetSetup
  readonly calibration: Calibration
  readonly page: SheetPlanPage
}): string {
  const { stock, setup, calibration, page } = request
  const places = labelPlaces(stock, setup.order, calibration)
  const used = new Set(page.labels.map(nameOf))
  const first = places.findIndex(place => used.has(nameOf(place)))
  const marks = setup.hasCutMarks
    ? cutMarks(
        stock,
        calibration,
        places.filter(place => used.has(nameOf(place))),
      )
    : []
  const room = setup.hasRuler ? rulerRoom(stock, places.slice(0, Math.max(first, 0))) : undefined
  return drawLines(marks) + (room === undefined ? '' : ruler(room, calibration.scaleX))
}

function cutMarks(stock: Stock, calibration: Calibration, places: readonly LabelPlace[]): Line[] {
  // A page that is one label is cut by nobody, or by the printer.
  if (stock.kind !== 'sheet') return []
  const { page, label } = stock
  const betweenX = (stock.pitch.xMm * calibration.scaleX - label.widthMm) / 2
  const betweenY = (stock.pitch.yMm * calibration.scaleY - label.heightMm) / 2
  return places.flatMap(({ column, row, xMm, yMm }) => {
    const right = xMm + label.widthMm
    const bottom = yMm + label.heightMm
    const across = {
      left: column === 0 ? xMm : betweenX,
      right: column === stock.columns - 1 ? page.widthMm - right : betweenX,
    }
    const along = {
      above: row === 0 ? yMm : betweenY,
      below: row === stock.rows - 1 ? page.heightMm - bottom : betweenY,
    }
    return [
      ...[yMm, bottom]
        .filter(y => isOnPaper(y, page.heightMm))
        .flatMap(y => [
          ...markFrom(xMm, -1, across.left, stock).map((x): Line => ({ from: [xMm, y], to: [x, y] })),
          ...markFrom(right, 1, across.right, stock).map((x): Line => ({ from: [right, y], to: [x, y] })),
        ]),
      ...[xMm, right]
        .filter(x => isOnPaper(x, page.widthMm))
        .flatMap(x => [
          ...markFrom(yMm, -1, along.above, stock).map((y): Line => ({ from: [x, yMm], to: [x, y] })),
          ...markFrom(bottom, 1, along.below, stock).map((y): Line => ({ from: [x, bottom], to: [x, y] })),
        ]),
    ]
  })
}

/** Where a mark ends that begins at a corner: outwards where there is room, else inwards on the edge, or nowhere. */
function markFrom(corner: number, outwards: 1 | -1, roomMm: number, { marginMm }: Stock): number[] {
  if (roomMm >= LEAST_ROOM_FOR_CUT_MARK_MM) return [corner + outwards * Math.min(LONGEST_CUT_MARK_MM, roomMm)]
  return marginMm >= LEAST_MARGIN_FOR_CUT_MARK_MM ? [corner - outwards * Math.min(LONGEST_CUT_MARK_MM, marginMm)] : []
}

function isOnPaper(at: number, sideMm: number): boolean {
  return at > PAPER_EDGE_MM && at < sideMm - PAPER_EDGE_MM
}

/** The upper margin comes first: what is said of a page stands at its foot. */
function rulerRoom(stock: Stock, usedBefore: readonly LabelPlace[]): Room | undefined {
  return [...marginsOf(stock), ...roomsOf(stock, usedBefore)].find(holdsRuler)
}

/** The strips above and below all labels; where the page is one label, the margins that are kept free in it. */
function marginsOf(stock: Stock): Room[] {
  const { page, label, first, pitch, rows } = stock
  if (stock.kind === 'roll' || stock.kind === 'receipt') return []
  const insideMm = stock.kind === 'page' ? stock.marginMm : 0
  const bottomMm = first.topMm + (rows - 1) * pitch.yMm + label.heightMm
  const across = { leftMm: 0, widthMm: page.widthMm }
  return [
    { ...across, topMm: 0, heightMm: first.topMm + insideMm },
    { ...across, topMm: bottomMm - insideMm, heightMm: page.heightMm - bottomMm + insideMm },
  ]
}

/** Labels that are beside each other are one room. */
function roomsOf({ label }: Stock, places: readonly LabelPlace[]): Room[] {
  const rows = [...new Set(places.map(({ row }) => row))]
  return rows.map(row => {
    const beside = places.filter(place => place.row === row)
    const leftMm = Math.min(...beside.map(({ xMm }) => xMm))
    const rightMm = Math.max(...beside.map(({ xMm }) => xMm)) + label.widthMm
    const topMm = Math.min(...beside.map(({ yMm }) => yMm))
    return { leftMm, topMm, widthMm: rightMm - leftMm, heightMm: label.heightMm }
  })
}

function holdsRuler({ widthMm, heightMm }: Room): boolean {
  return widthMm >= RULER_ROOM_MM.width && heightMm >= RULER_ROOM_MM.height
}

/** In the middle of its room. Every centimetre has a long tick, and every half a short one. */
function ruler(room: Room, scale: number): string {
  const lengthMm = RULER_MM * scale
  const left = room.leftMm + (room.widthMm - lengthMm - RULER_TEXT_WIDTH_MM) / 2
  const base = room.topMm + (room.heightMm + RULER_HEIGHT_MM) / 2
  const ticks = Array.from({ length: RULER_MM / 5 + 1 }, (_, at): Line => {
    const x = left + at * 5 * scale
    return { from: [x, base], to: [x, base - (at % 2 === 0 ? RULER_HEIGHT_MM : RULER_HEIGHT_MM / 2)] }
  })
  const line: Line = { from: [left, base], to: [left + lengthMm, base] }
  return drawLines([line, ...ticks]) + drawText(`${RULER_MM} mm`, [left + lengthMm + 1, base], RULER_TEXT_MM)
}

function nameOf({ xMm, yMm }: { readonly xMm: number; readonly yMm: number }): string {
  return `${xMm} ${yMm}`
}
