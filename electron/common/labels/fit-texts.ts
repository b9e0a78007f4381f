import { graphemesOf, partsOf, type TextPart } from './break-text'
import type { LabelText } from './label-texts'
import { ELLIPSIS, SPACE, type TextMeasure } from './text-pieces'

/** Texts get smaller to fit, but never smaller than this: about 3.4 points, which good eyes and printers can still do. */
export const SMALLEST_TEXT_MM = 1.2
/** From one line to the next, in the height of the font. Some scripts need all of it. */
const LINE_HEIGHT = 1.3
/** Where the letters stand in a line. */
const BASELINE = 1
const SHARES: Readonly<Record<LabelText['size'], number>> = { small: 0.75, normal: 1, large: 1.5 }
/** Each try is so much smaller than the one before. */
const SHRINK_STEP = 0.94
/** A text may shrink this much so that no word needs to be broken. */
const LEAST_SHARE_FOR_WHOLE_WORDS = 0.6
const ROUNDING = 1e-9

/** One printed line; its place is that of its baseline, from the top of the room. */
export interface FittedLine {
  readonly text: string
  readonly isBold: boolean
  readonly sizeMm: number
  readonly baselineMm: number
  readonly widthMm: number
  readonly isRightToLeft: boolean
}

export interface FittedTexts {
  readonly lines: readonly FittedLine[]
  readonly heightMm: number
  /** What is printed of the texts, where something of them did not fit. */
  readonly cut: string | null
}

export interface TextRoom {
  readonly widthMm: number
  /** Null for as much as is needed. */
  readonly heightMm: number | null
}

/** A text that was broken into parts, with the widths of these in em. */
interface MeasuredText {
  readonly text: LabelText
  readonly parts: readonly MeasuredPart[]
  readonly spaceEm: number
}

interface MeasuredPart extends TextPart {
  readonly widthEm: number
}

interface MeasuredPiece {
  readonly text: string
  readonly widthEm: number
}

/** A line before it has a place. */
interface BrokenLine {
  readonly pieces: readonly MeasuredPiece[]
  readonly widthEm: number
}

const NO_LINE: BrokenLine = { pieces: [], widthEm: 0 }

/**
 * Puts texts below each other in a room: as large as asked if they fit; else all smaller, in the same measure; at the
 * smallest size what does not fit is cut, and the text that is cut ends with an ellipsis.
 */
export function fitTexts(
  texts: readonly LabelText[],
  textMm: number,
  room: TextRoom,
  measure: TextMeasure,
): FittedTexts {
  const measured = texts.map(text => measuredText(text, measure)).filter(({ parts }) => parts.length > 0)
  for (let share = 1; share >= LEAST_SHARE_FOR_WHOLE_WORDS; share *= SHRINK_STEP) {
    const whole = placed(measured, textMm * share, room, null)
    if (whole !== null) return whole
    if (isSmallest(measured, textMm * share)) break
  }
  for (let share = 1; ; share *= SHRINK_STEP) {
    const broken = placed(measured, textMm * share, room, measure)
    if (broken !== null) return broken
    if (isSmallest(measured, textMm * share)) return cutToFit(measured, textMm * share, room, measure)
  }
}

function measuredText(text: LabelText, measure: TextMeasure): MeasuredText {
  const parts = partsOf(text.text).map(part => ({ ...part, widthEm: measure(part.text, text.isBold) }))
  return { text, parts, spaceEm: parts.length > 0 ? measure(SPACE, text.isBold) : 0 }
}

function sizeOf({ text }: MeasuredText, textMm: number): number {
  return Math.max(textMm * SHARES[text.size], SMALLEST_TEXT_MM)
}

function isSmallest(texts: readonly MeasuredText[], textMm: number): boolean {
  return texts.every(text => sizeOf(text, textMm) <= SMALLEST_TEXT_MM)
}

/** All texts at a size, or null when they do not fit; words are broken only with a measure to break them by. */
function placed(
  texts: readonly MeasuredText[],
  textMm: number,
  room: TextRoom,
  measure: TextMeasure | null,
): FittedTexts | null {
  const lines: FittedLine[] = []
  let heightMm = 0
  for (const text of texts) {
    const sizeMm = sizeOf(text, textMm)
    const broken = brokenInto(text, (room.widthMm + ROUNDING) / sizeMm, measure)
    if (broken === null) return null
    for (const line of broken) {
      lines.push(fitted(line, text, sizeMm, heightMm))
      heightMm += sizeMm * LINE_HEIGHT
    }
    if (!fits(heightMm, room)) return null
  }
  return { lines, heightMm, cut: null }
}

/** As much as fits, from the first text on; nothing follows a text that was cut. */
function cutToFit(texts: readonly MeasuredText[], textMm: number, room: TextRoom, measure: TextMeasure): FittedTexts {
  const lines: FittedLine[] = []
  const printed: string[] = []
  let heightMm = 0
  for (const text of texts) {
    const sizeMm = sizeOf(text, textMm)
    const roomEm = (room.widthMm + ROUNDING) / sizeMm
    const broken = brokenInto(text, roomEm, measure)
    const lineCount = broken === null ? 0 : linesThatFit(broken.length, sizeMm, heightMm, room)
    const kept = (broken ?? []).slice(0, lineCount)
    const isCut = broken === null || lineCount < broken.length
    const last = isCut ? kept.pop() : undefined
    if (last !== undefined) kept.push(withEllipsis(last, text, roomEm, measure))
    for (const line of kept) {
      lines.push(fitted(line, text, sizeMm, heightMm))
      heightMm += sizeMm * LINE_HEIGHT
    }
    if (kept.length > 0) printed.push(kept.map(wordsOf).join(SPACE))
    if (isCut) break
  }
  return { lines, heightMm, cut: printed.join('\n') }
}

function linesThatFit(lineCount: number, sizeMm: number, aboveMm: number, room: TextRoom): number {
  if (room.heightMm === null) return lineCount
  return Math.max(0, Math.min(lineCount, Math.floor((room.heightMm - aboveMm + ROUNDING) / (sizeMm * LINE_HEIGHT))))
}

/** Letters go from the end until the ellipsis has room. */
function withEllipsis(line: BrokenLine, text: MeasuredText, roomEm: number, measure: TextMeasure): BrokenLine {
  const { isBold } = text.text
  const ellipsis = { text: ELLIPSIS, widthEm: measure(ELLIPSIS, isBold) }
  let kept = NO_LINE
  // A space that stands before a mark would become one letter with it, so the pieces are taken apart one by one.
  for (const piece of line.pieces.flatMap(({ text }) => (text === SPACE ? [SPACE] : graphemesOf(text)))) {
    const next = withPieces(kept, { text: piece, widthEm: measure(piece, isBold) })
    if (next.widthEm + ellipsis.widthEm > roomEm) break
    kept = next
  }
  return withPieces(kept, ellipsis)
}

/** Null when a part is wider than a line and there is no measure to break it by, or one letter is wider than a line. */
function brokenInto(text: MeasuredText, roomEm: number, measure: TextMeasure | null): BrokenLine[] | null {
  const lines: BrokenLine[] = []
  const space = { text: SPACE, widthEm: text.spaceEm }
  let line = NO_LINE
  for (const part of text.parts) {
    const longer = part.isAfterSpace ? withPieces(line, space, part) : withPieces(line, part)
    if (line !== NO_LINE && longer.widthEm <= roomEm) {
      line = longer
      continue
    }
    if (line !== NO_LINE) lines.push(line)
    line = withPieces(NO_LINE, part)
    if (part.widthEm <= roomEm) continue
    const pieces = measure === null ? null : brokenPart(part, text.text.isBold, roomEm, measure)
    if (pieces === null) return null
    line = pieces.pop() ?? line
    lines.push(...pieces)
  }
  return [...lines, line]
}

function brokenPart(part: TextPart, isBold: boolean, roomEm: number, measure: TextMeasure): BrokenLine[] | null {
  const lines: BrokenLine[] = []
  let line = NO_LINE
  for (const grapheme of graphemesOf(part.text)) {
    const piece = { text: grapheme, widthEm: measure(grapheme, isBold) }
    if (piece.widthEm > roomEm) return null
    const longer = withPieces(line, piece)
    if (longer.widthEm <= roomEm) line = longer
    else {
      lines.push(line)
      line = withPieces(NO_LINE, piece)
    }
  }
  return [...lines, line]
}

function withPieces({ pieces, widthEm }: BrokenLine, ...added: readonly MeasuredPiece[]): BrokenLine {
  return { pieces: [...pieces, ...added], widthEm: added.reduce((sum, piece) => sum + piece.widthEm, widthEm) }
}

function wordsOf({ pieces }: BrokenLine): string {
  return pieces.map(({ text }) => text).join('')
}

function fits(heightMm: number, room: TextRoom): boolean {
  return room.heightMm === null || heightMm <= room.heightMm + ROUNDING
}

function fitted(line: BrokenLine, { text }: MeasuredText, sizeMm: number, topMm: number): FittedLine {
  return {
    text: wordsOf(line),
    isBold: text.isBold,
    sizeMm,
    baselineMm: topMm + sizeMm * BASELINE,
    widthMm: line.widthEm * sizeMm,
    isRightToLeft: isRightToLeft(text.text),
  }
}

const LETTER = /\p{L}/u
const RIGHT_TO_LEFT_LETTER =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u

/** A text runs as its first letter does (UAX #9, rule P2). */
function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT_LETTER.test(LETTER.exec(text)?.[0] ?? '')
}
