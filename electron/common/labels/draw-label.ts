import { codeGeometryWithin, MM_PER_INCH, type CodeGeometry } from '../codes/code-geometry'
import type { CodeMatrix } from '../codes/code-matrix'
import { codePath } from '../codes/code-svg'
import { escapeMarkup } from '../codes/escape-markup'
import { AppError } from '../ipc/app-error'
import { fitTexts, type FittedLine, type FittedTexts, type TextRoom } from './fit-texts'
import type { LabelDesign, LabelLogo } from './label-design'
import { LABEL_FONT_FAMILY } from './label-font'
import type { LabelText } from './label-texts'
import type { TextMeasure } from './text-pieces'

export interface LabelBox {
  readonly widthMm: number
  /** Null for as tall as needed. */
  readonly heightMm: number | null
  /** What is kept free at each edge. */
  readonly marginMm: number
}

export interface DrawnLabel {
  /** The inner part of an SVG whose unit is the millimetre, from the label's corner. */
  readonly content: string
  readonly heightMm: number
  /** The square of the code with its quiet zone, on whole dots from the label's corner. */
  readonly code: CodeGeometry & { readonly xMm: number; readonly yMm: number }
  /** The text as printed, where something of it or the logo did not fit; it may be empty. */
  readonly cut: string | null
}

interface Rectangle {
  readonly xMm: number
  readonly yMm: number
  readonly widthMm: number
  readonly heightMm: number
}

/** A room whose height may be as much as is needed. */
type Room = Omit<Rectangle, 'heightMm'> & TextRoom

interface Size {
  readonly widthMm: number
  readonly heightMm: number
}

const PAPER = '#ffffff'
/** Of the height that it shares with texts, a logo takes no more than this. */
const LARGEST_LOGO_SHARE = 0.5
/** A logo that would be smaller is left out. */
const SMALLEST_LOGO_MM = 2
const GAP_MM = 1
const ROUNDING = 1e-6

/**
 * Draws a label: the code, the logo beside it and the texts in what is left. Nothing of it is scaled or turned, so that
 * the modules of the code stay on whole dots. Errors: invalid-input with reason `code-too-small` (`smallestMm`) or
 * `label-too-small` (`neededMm`, the side of a label that has room for the code).
 */
export function drawLabel(request: {
  readonly matrix: CodeMatrix
  readonly design: LabelDesign
  readonly texts: readonly LabelText[]
  readonly box: LabelBox
  readonly measure: TextMeasure
}): DrawnLabel {
  const { matrix, design, texts, box, measure } = request
  const inner = innerRoom(box)
  const roomMm = Math.min(inner.widthMm, inner.heightMm ?? Infinity)
  const geometry = codeGeometryWithin(matrix.moduleCount, design.code, roomMm)
  throwIfTooSmall(geometry, roomMm, box)
  const besideCode = logoBesideCode(design, geometry, inner)
  const code = codePlace(design, geometry, inner, besideCode)
  const column = columnOf(design, inner, code)
  const logo = besideCode === null ? logoInColumn(design.logo, column, texts.length > 0) : null
  const logoMm = logo === null ? 0 : logo.heightMm + (texts.length > 0 ? GAP_MM : 0)
  const fitted = fitTexts(texts, design.textMm, { ...column, heightMm: lessBy(column.heightMm, logoMm) }, measure)
  const topMm = column.yMm + spaceAbove(design, column, logoMm + fitted.heightMm)
  const logoAt = logo === null ? besideCode && beside(code, besideCode) : aligned(logo, design.align, column, topMm)
  const textsAt = { ...column, yMm: topMm + logoMm, heightMm: fitted.heightMm }
  const contents = [
    drawnCode(matrix, design, geometry, code),
    design.logo === null || logoAt === null ? '' : drawnLogo(design.logo, logoAt),
    drawnTexts(fitted.lines, textsAt, design.align),
  ]
  const lowestMm = Math.max(bottomOf(code), bottomOf(textsAt), logoAt === null ? 0 : bottomOf(logoAt))
  return {
    content: contents.join(''),
    heightMm: box.heightMm ?? lowestMm + box.marginMm,
    code: { ...geometry, xMm: code.xMm, yMm: code.yMm },
    cut: fitted.cut ?? (design.logo !== null && logoAt === null ? printed(fitted) : null),
  }
}

function innerRoom({ widthMm, heightMm, marginMm }: LabelBox): Room {
  return {
    xMm: marginMm,
    yMm: marginMm,
    widthMm: widthMm - 2 * marginMm,
    heightMm: heightMm === null ? null : heightMm - 2 * marginMm,
  }
}

function throwIfTooSmall({ sideMm }: CodeGeometry, roomMm: number, { marginMm }: LabelBox): void {
  if (sideMm <= roomMm + ROUNDING) return
  throw new AppError('invalid-input', 'The label has no room for the code', {
    details: { reason: 'label-too-small', neededMm: Math.ceil((sideMm + 2 * marginMm) * 10) / 10 },
  })
}

/** With the code on top, the logo stands left of it if both have room side by side; it is no higher than the code. */
function logoBesideCode({ logo, codePlace }: LabelDesign, { sideMm }: CodeGeometry, inner: Room): Size | null {
  if (logo === null || codePlace !== 'top') return null
  const size = sizeWithin(logo, logo.widthMm, sideMm)
  return size !== null && size.widthMm + GAP_MM + sideMm <= inner.widthMm ? size : null
}

function codePlace(design: LabelDesign, geometry: CodeGeometry, inner: Room, besideCode: Size | null): Rectangle {
  const { sideMm, dpi } = geometry
  const spareMm = { x: inner.widthMm - sideMm, y: inner.heightMm === null ? 0 : inner.heightMm - sideMm }
  const logoMm = besideCode === null ? 0 : besideCode.widthMm + GAP_MM
  const shares = { left: 0, right: spareMm.x, top: (spareMm.x - logoMm) / 2 + logoMm }
  const above = design.codePlace === 'top' ? 0 : spareMm.y / 2
  return {
    xMm: onWholeDots(inner.xMm, shares[design.codePlace], spareMm.x, dpi),
    yMm: onWholeDots(inner.yMm, above, inner.heightMm === null ? Infinity : spareMm.y, dpi),
    widthMm: sideMm,
    heightMm: sideMm,
  }
}

/** The next dot, or the one before it where there is no room for that. */
function onWholeDots(startMm: number, wantedMm: number, spareMm: number, dpi: number): number {
  const mmPerDot = MM_PER_INCH / dpi
  const wanted = Math.ceil((startMm + wantedMm) / mmPerDot - ROUNDING)
  const last = Math.floor((startMm + spareMm) / mmPerDot + ROUNDING)
  return Math.max(Math.min(wanted, last), 0) * mmPerDot
}

/** What the code leaves: the room beside it, or below it. */
function columnOf({ codePlace }: LabelDesign, inner: Room, code: Rectangle): Room {
  const rightOfCodeMm = code.xMm + code.widthMm
  switch (codePlace) {
    case 'left':
      return { ...inner, xMm: rightOfCodeMm, widthMm: Math.max(inner.xMm + inner.widthMm - rightOfCodeMm, 0) }
    case 'right':
      return { ...inner, widthMm: Math.max(code.xMm - inner.xMm, 0) }
    case 'top':
      return { ...inner, yMm: bottomOf(code), heightMm: lessBy(inner.heightMm, bottomOf(code) - inner.yMm) }
  }
}

function logoInColumn(logo: LabelLogo | null, column: Room, hasTexts: boolean): Size | null {
  const heightMm = column.heightMm === null ? Infinity : column.heightMm * (hasTexts ? LARGEST_LOGO_SHARE : 1)
  return logo === null ? null : sizeWithin(logo, column.widthMm, heightMm)
}

/** The logo at its own size, or as large as fits; null when that is too small to be worth it. */
function sizeWithin({ widthMm, ratio }: LabelLogo, mostWidthMm: number, mostHeightMm: number): Size | null {
  const width = Math.min(widthMm, mostWidthMm, mostHeightMm / ratio)
  return width < SMALLEST_LOGO_MM ? null : { widthMm: width, heightMm: width * ratio }
}

/** Beside the code, logo and texts stand in the middle of a height that is given. */
function spaceAbove({ codePlace }: LabelDesign, column: Room, usedMm: number): number {
  return codePlace === 'top' || column.heightMm === null ? 0 : Math.max(column.heightMm - usedMm, 0) / 2
}

function beside(code: Rectangle, logo: Size): Rectangle {
  return {
    ...logo,
    xMm: code.xMm - GAP_MM - logo.widthMm,
    yMm: code.yMm + (code.heightMm - logo.heightMm) / 2,
  }
}

function aligned(logo: Size, align: LabelDesign['align'], column: Room, yMm: number): Rectangle {
  const spareMm = column.widthMm - logo.widthMm
  const before = { start: 0, centre: spareMm / 2, end: spareMm }
  return { ...logo, xMm: column.xMm + before[align], yMm }
}

function lessBy(heightMm: number | null, usedMm: number): number | null {
  return heightMm === null ? null : Math.max(heightMm - usedMm, 0)
}

function bottomOf({ yMm, heightMm }: Rectangle): number {
  return yMm + heightMm
}

function printed({ lines }: FittedTexts): string {
  return lines.map(({ text }) => text).join('\n')
}

function drawnCode(matrix: CodeMatrix, { code }: LabelDesign, geometry: CodeGeometry, place: Rectangle): string {
  const { offsetMm, moduleMm } = geometry
  const side = mm(place.widthMm)
  const ground = `<rect x="${mm(place.xMm)}" y="${mm(place.yMm)}" width="${side}" height="${side}" fill="${code.light}"/>`
  return [
    code.light === PAPER ? '' : ground,
    `<path transform="translate(${mm(place.xMm + offsetMm)} ${mm(place.yMm + offsetMm)}) scale(${moduleMm})"`,
    ` d="${codePath(matrix)}" fill="${code.dark}"/>`,
  ].join('')
}

/** Looking through a large picture takes far longer than drawing all else of a label, and all have the same one. */
const escapedUrls = new WeakMap<LabelLogo, string>()

function escapedUrlOf(logo: LabelLogo): string {
  const known = escapedUrls.get(logo)
  if (known !== undefined) return known
  const escaped = escapeMarkup(logo.dataUrl)
  escapedUrls.set(logo, escaped)
  return escaped
}

function drawnLogo(logo: LabelLogo, { xMm, yMm, widthMm, heightMm }: Rectangle): string {
  return [
    `<image x="${mm(xMm)}" y="${mm(yMm)}" width="${mm(widthMm)}" height="${mm(heightMm)}"`,
    ` preserveAspectRatio="xMidYMid meet" href="${escapedUrlOf(logo)}"/>`,
  ].join('')
}

/** The texts are clipped by their room: some letters are drawn far above or below their line, even over a code. */
function drawnTexts(lines: readonly FittedLine[], room: Rectangle, align: LabelDesign['align']): string {
  if (lines.length === 0) return ''
  return [
    `<svg x="${mm(room.xMm)}" y="${mm(room.yMm)}" width="${mm(room.widthMm)}" height="${mm(room.heightMm)}"`,
    ` overflow="hidden" font-family="${LABEL_FONT_FAMILY}" text-rendering="geometricPrecision"`,
    ` style="font-kerning:none" fill="#000">`,
    ...lines.map(line => drawnLine(line, room.widthMm, align)),
    '</svg>',
  ].join('')
}

function drawnLine(line: FittedLine, widthMm: number, align: LabelDesign['align']): string {
  const { isRightToLeft, isBold, sizeMm, baselineMm } = line
  const startMm = isRightToLeft ? widthMm : 0
  const places = { start: startMm, centre: widthMm / 2, end: widthMm - startMm }
  const anchors = { start: 'start', centre: 'middle', end: 'end' }
  return [
    `<text x="${mm(places[align])}" y="${mm(baselineMm)}" font-size="${mm(sizeMm)}" font-weight="${isBold ? 700 : 400}"`,
    ` text-anchor="${anchors[align]}" direction="${isRightToLeft ? 'rtl' : 'ltr'}">${escapeMarkup(line.text)}</text>`,
  ].join('')
}

/** A hundredth of a micrometre is far below any printer's dot. */
function mm(value: number): string {
  return String(Number(value.toFixed(5)))
}
