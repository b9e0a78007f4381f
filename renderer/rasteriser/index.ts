import type { RasteriserPage } from '#common/codes/rasteriser-page'
import { drawPdf, drawPdfParts, drawPdfPicture, openPdf } from './draw-pdf'
import { drawPng, drawSvg, redrawn } from './draw-picture'
import { measureTexts } from './measure-texts'

declare global {
  interface Window {
    rasteriser: RasteriserPage
  }
}

window.rasteriser = {
  pdf: drawPdf,
  svg: drawSvg,
  png: drawPng,
  redrawn,
  openPdf,
  pdfParts: drawPdfParts,
  pdfPicture: drawPdfPicture,
  measure: measureTexts,
}
