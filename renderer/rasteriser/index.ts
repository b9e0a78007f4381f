import type { RasteriserPage } from '#common/codes/rasteriser-page'
import { drawPdf, drawPdfPage, drawPdfPicture, openPdf } from './draw-pdf'
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
  pdfPage: drawPdfPage,
  pdfPicture: drawPdfPicture,
  measure: measureTexts,
}
