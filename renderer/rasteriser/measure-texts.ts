import { LABEL_FONT_FAMILY } from '#common/labels/label-font'
import type { TextPiece } from '#common/labels/text-pieces'

/** Large, so that no rounding to pixels is seen. */
const MEASURED_AT_PIXELS = 1000

/** The widths of pieces of text in the font of labels, in em. */
export function measureTexts(pieces: readonly TextPiece[]): Promise<number[]> {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) throw new Error('No canvas')
  const fonts = { plain: fontOf('400'), bold: fontOf('700') }
  return Promise.resolve(
    pieces.map(({ text, isBold }) => {
      const font = isBold ? fonts.bold : fonts.plain
      if (context.font !== font) setFont(context, font)
      return context.measureText(text).width / MEASURED_AT_PIXELS
    }),
  )
}

/** Widths of pieces add up to the width of a line only where letters do not move towards each other. */
function setFont(context: CanvasRenderingContext2D, font: string): void {
  context.font = font
  context.fontKerning = 'none'
  context.textRendering = 'geometricPrecision'
}

function fontOf(weight: '400' | '700'): string {
  return `${weight} ${MEASURED_AT_PIXELS}px ${LABEL_FONT_FAMILY}`
}
