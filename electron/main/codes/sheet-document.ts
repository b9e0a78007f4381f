import { MM_PER_INCH } from '#common/codes/code-geometry'
import { escapeMarkup } from '#common/codes/escape-markup'

/** One printed page: what is on it, as the inner part of an SVG whose unit is the millimetre. */
export interface SheetPage {
  readonly content: string
}

/** Pages of one size, in millimetres, and the title that the file and the printer's queue show. */
export interface Sheet {
  readonly title: string
  readonly widthMm: number
  readonly heightMm: number
  readonly pages: readonly SheetPage[]
}

/** Content as large as the page makes a second, empty page in some versions of Chromium. */
const SLACK_PIXELS = 2
const PIXELS_PER_MM = 96 / MM_PER_INCH

/**
 * A sheet as a document that needs nothing and runs nothing. Each page is one SVG whose unit is the millimetre, because
 * boxes of HTML snap to whole pixels; the SVG itself is a whole number of them, so that it is not stretched.
 */
export function sheetDocument(sheet: Sheet): string {
  const page = { width: pixels(sheet.widthMm), height: pixels(sheet.heightMm) }
  const drawn = { width: page.width - SLACK_PIXELS, height: page.height - SLACK_PIXELS }
  const viewBox = `0 0 ${drawn.width / PIXELS_PER_MM} ${drawn.height / PIXELS_PER_MM}`
  const pages = sheet.pages.map(
    ({ content }) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}" shape-rendering="crispEdges">${content}</svg>`,
  )
  return [
    '<!doctype html><html><head><meta charset="utf-8">',
    // SECURITY: the texts on a label come from a portal; even unescaped they could load and run nothing.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    `<title>${escapeMarkup(sheet.title)}</title>`,
    `<style>@page{size:${page.width}px ${page.height}px;margin:0}html,body{margin:0;background:#fff}`,
    // An SVG inside another one is part of a label, and keeps the size it states.
    `body>svg{display:block;width:${drawn.width}px;height:${drawn.height}px;break-after:page}`,
    `body>svg:last-child{break-after:auto}</style></head><body>${pages.join('')}</body></html>`,
  ].join('')
}

function pixels(millimetres: number): number {
  return Math.round(millimetres * PIXELS_PER_MM)
}
