import { LABEL_FONT_FAMILY } from '#common/labels/label-font'
import type { TextPiece } from '#common/labels/text-pieces'

/** Large, so that no rounding to pixels is seen. */
const MEASURED_AT_PIXELS = 1000

/** The widths of pieces of text in the font of labels, in em. */
export function measureTexts(pieces: readonly TextPiece[]): Promise<number[]> {
  // Each weight has a context of its own: another font makes Chromium forget what is set besides it.
  const contexts = { plain: contextOf('400'), bold: contextOf('700') }
  return Promise.resolve(
    pieces.map(({ text, isBold }) => {
      const context = isBold ? contexts.bold : contexts.plain
      return context.measureText(text).width / MEASURED_AT_PIXELS
    }),
  )
}

/** Widths of pieces add up to the width of a line only where letters do not move towards each other. */
function contextOf(weight: '400' | '700'): CanvasRenderingContext2D {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) throw new Error('No canvas')
  context.font = `${weight} ${MEASURED_AT_PIXELS}px ${LABEL_FONT_FAMILY}`
  context.fontKerning = 'none'
  context.textRendering = 'geometricPrecision'
  return context
}
