import { graphemesOf, partsOf } from './break-text'

/** A piece of text that is measured as a whole. */
export interface TextPiece {
  readonly text: string
  readonly isBold: boolean
}

/** The width of a piece of text in em, the height of its font. */
export type TextMeasure = (text: string, isBold: boolean) => number

/** Stands for what was cut. */
export const ELLIPSIS = '…'
export const SPACE = ' '

/** All that must be measured before labels with these texts can be drawn, each once. */
export function piecesOf(texts: Iterable<TextPiece>): TextPiece[] {
  const pieces = { plain: new Set<string>(), bold: new Set<string>() }
  for (const { text, isBold } of texts) {
    const found = isBold ? pieces.bold : pieces.plain
    found.add(ELLIPSIS).add(SPACE)
    for (const part of partsOf(text)) {
      if (found.has(part.text)) continue
      found.add(part.text)
      for (const grapheme of graphemesOf(part.text)) found.add(grapheme)
    }
  }
  return [
    ...Array.from(pieces.plain, text => ({ text, isBold: false })),
    ...Array.from(pieces.bold, text => ({ text, isBold: true })),
  ]
}

/** A measure that knows the given pieces, by their widths in em; any other piece is a fault of the caller. */
export function measureFrom(pieces: readonly TextPiece[], widths: readonly number[]): TextMeasure {
  const known = { plain: new Map<string, number>(), bold: new Map<string, number>() }
  pieces.forEach(({ text, isBold }, index) => (isBold ? known.bold : known.plain).set(text, widths[index] ?? 0))
  return (text, isBold) => {
    const width = (isBold ? known.bold : known.plain).get(text)
    if (width === undefined) throw new Error('A piece of text was not measured')
    return width
  }
}
