import { MM_PER_INCH, type CodeGeometry } from './code-geometry'
import type { CodeMatrix } from './code-matrix'
import { codePath } from './code-svg'
import { escapeMarkup } from './escape-markup'

/** One label: a code with a caption and its address below. Sizes are of the whole label, in millimetres. */
export interface CodeLabel {
  readonly widthMm: number
  readonly heightMm: number
  /** The label as the inner part of an SVG whose unit is the millimetre. */
  readonly content: string
}

const CAPTION_SHARE_OF_WIDTH = 0.085
const SMALLEST_TEXT_MM = 1.4
const LARGEST_TEXT_MM = 4
const ADDRESS_SHARE_OF_CAPTION = 0.7
const LINE_HEIGHT = 1.3
/** A monospaced letter is this wide; with a fixed width, lines can be broken without measuring them. */
const LETTER_WIDTH = 0.61
const ROUNDING = 1e-9
const SIDE_MARGIN_MM = 0.5
const BOTTOM_MARGIN_MM = 1
/**
 * Chromium lays a printed page out in whole CSS pixels and writes it in three-hundredths of an inch. Pages in steps of
 * eight pixels are whole in both, so nothing is stretched and the modules stay on whole dots.
 */
const PAGE_STEP_MM = MM_PER_INCH / 12

/** Lays out a label as wide as the code's square, to the next step, and as tall as its texts need. Texts are broken into lines, never cut. */
export function codeLabel(matrix: CodeMatrix, geometry: CodeGeometry, caption: string, address: string): CodeLabel {
  const { sideMm, offsetMm, moduleMm, dpi } = geometry
  const pageWidthMm = wholeSteps(sideMm)
  const mmPerDot = MM_PER_INCH / dpi
  const leftMm = offsetMm + Math.floor((pageWidthMm - sideMm) / 2 / mmPerDot) * mmPerDot
  const parts = [
    `<path transform="translate(${mm(leftMm)} ${mm(offsetMm)}) scale(${moduleMm})" d="${codePath(matrix)}" fill="#000"/>`,
  ]
  const largestMm = Math.min(sideMm * CAPTION_SHARE_OF_WIDTH, LARGEST_TEXT_MM)
  const textWidthMm = sideMm - 2 * SIDE_MARGIN_MM
  let bottomMm = sideMm
  for (const { lines, sizeMm, weight } of [
    { ...fitted(caption, largestMm, textWidthMm), weight: 700 },
    { ...fitted(address, largestMm * ADDRESS_SHARE_OF_CAPTION, textWidthMm), weight: 400 },
  ]) {
    for (const line of lines) {
      parts.push(
        `<text x="${mm(pageWidthMm / 2)}" y="${mm(bottomMm + sizeMm)}" font-size="${mm(sizeMm)}" font-weight="${weight}"`,
        ` font-family="monospace" text-anchor="middle" fill="#000">${escapeMarkup(line)}</text>`,
      )
      bottomMm += sizeMm * LINE_HEIGHT
    }
  }
  return { widthMm: pageWidthMm, heightMm: wholeSteps(bottomMm + BOTTOM_MARGIN_MM), content: parts.join('') }
}

function wholeSteps(millimetres: number): number {
  return Math.ceil(millimetres / PAGE_STEP_MM - ROUNDING) * PAGE_STEP_MM
}

/** The largest size at which a text fits on one line; at the smallest that can be read it gets more lines. */
function fitted(text: string, largestMm: number, widthMm: number): { lines: string[]; sizeMm: number } {
  const oneLineMm = widthMm / (widthOf(text) * LETTER_WIDTH)
  const sizeMm = Math.max(Math.min(oneLineMm, largestMm), SMALLEST_TEXT_MM)
  return { lines: breakIntoLines(text, Math.floor(widthMm / (sizeMm * LETTER_WIDTH) + ROUNDING)), sizeMm }
}

/** Breaks after a space where there is one, and anywhere where there is none, as in an address. */
function breakIntoLines(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const letter of text) {
    if (line !== '' && widthOf(line + letter) > columns) {
      const afterSpace = line.lastIndexOf(' ') + 1
      lines.push((afterSpace > 0 ? line.slice(0, afterSpace) : line).trimEnd())
      line = afterSpace > 0 ? line.slice(afterSpace) : ''
    }
    line += letter
  }
  return [...lines, line]
}

/** In columns: scripts from Hangul on, and emoji, are drawn about twice as wide as a Latin letter. */
function widthOf(text: string): number {
  let columns = 0
  for (const letter of text) columns += (letter.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1
  return columns
}

/** A hundredth of a micrometre is far below any printer's dot. */
function mm(value: number): string {
  return String(Number(value.toFixed(5)))
}
