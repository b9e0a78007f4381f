import { escapeMarkup } from '../codes/escape-markup'

/** The thinnest line that every printer prints. */
export const HAIRLINE_MM = 0.2

/** A line between two points of a page, in millimetres. */
export interface Line {
  readonly from: readonly [xMm: number, yMm: number]
  readonly to: readonly [xMm: number, yMm: number]
}

/** Black hairlines as SVG whose unit is the millimetre; a line that is given twice is drawn once. */
export function drawLines(lines: readonly Line[]): string {
  const drawn = new Set(lines.map(({ from, to }) => `M${from.map(mm).join(' ')}L${to.map(mm).join(' ')}`))
  return drawn.size === 0
    ? ''
    : `<path d="${[...drawn].join('')}" fill="none" stroke="#000" stroke-width="${HAIRLINE_MM}"/>`
}

/** Black text on one line, `sizeMm` tall, that starts at the left end of its base line; lines below it end around it. */
export function drawText(text: string, [xMm, yMm]: readonly [xMm: number, yMm: number], sizeMm: number): string {
  const place = `x="${mm(xMm)}" y="${mm(yMm)}"`
  const halo = `paint-order="stroke" stroke="#fff" stroke-width="${mm(sizeMm / 4)}"`
  return `<text ${place} font-family="sans-serif" font-size="${mm(sizeMm)}" fill="#000" ${halo}>${escapeMarkup(text)}</text>`
}

/** A ten-thousandth of a millimetre is far below any printer's dot. */
function mm(value: number): string {
  return String(Number(value.toFixed(4)))
}
