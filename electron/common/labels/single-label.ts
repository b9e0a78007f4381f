import { codeGeometry, MM_PER_INCH } from '../codes/code-geometry'
import type { CodeMatrix } from '../codes/code-matrix'
import type { CodeOptions } from '../codes/code-options'
import { drawLabel } from './draw-label'
import type { LabelText } from './label-texts'
import type { TextMeasure } from './text-pieces'

/** A page that holds one code with its texts below. */
export interface SingleLabel {
  readonly widthMm: number
  readonly heightMm: number
  /** The inner part of an SVG whose unit is the millimetre. */
  readonly content: string
  readonly moduleMm: number
}

const MARGIN_MM = 1
const TEXT_SHARE_OF_WIDTH = 0.085
const SMALLEST_TEXT_MM = 1.6
const LARGEST_TEXT_MM = 4
const ROUNDING = 1e-9
/**
 * Chromium lays a printed page out in whole CSS pixels and writes it in three-hundredths of an inch. Pages in steps of
 * eight pixels are whole in both, so nothing is stretched and the modules stay on whole dots.
 */
const PAGE_STEP_MM = MM_PER_INCH / 12

/** What stands below the code of a payment: what it is, and what the code holds. */
export function singleLabelTexts(caption: string, address: string): readonly LabelText[] {
  return [
    { text: caption, size: 'normal', isBold: true },
    { text: address, size: 'small', isBold: false },
  ]
}

/** Draws a label as wide as its code, to the next step, and as tall as its texts need. */
export function singleLabel(request: {
  readonly matrix: CodeMatrix
  readonly options: CodeOptions
  readonly caption: string
  readonly address: string
  readonly measure: TextMeasure
}): SingleLabel {
  const { matrix, options, caption, address, measure } = request
  const { sideMm } = codeGeometry(matrix.moduleCount, options)
  const widthMm = wholeSteps(sideMm + 2 * MARGIN_MM)
  const { content, heightMm, code } = drawLabel({
    matrix,
    design: {
      code: options,
      codePlace: 'top',
      align: 'centre',
      textMm: Math.min(Math.max(sideMm * TEXT_SHARE_OF_WIDTH, SMALLEST_TEXT_MM), LARGEST_TEXT_MM),
      lines: [],
      logo: null,
    },
    texts: singleLabelTexts(caption, address),
    box: { widthMm, heightMm: null, marginMm: MARGIN_MM },
    measure,
  })
  return { widthMm, heightMm: wholeSteps(heightMm), content, moduleMm: code.moduleMm }
}

function wholeSteps(millimetres: number): number {
  return Math.ceil(millimetres / PAGE_STEP_MM - ROUNDING) * PAGE_STEP_MM
}
