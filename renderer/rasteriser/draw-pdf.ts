import type { PixelImage, PixelPart } from '#common/codes/pixel-image'
import { MAX_RASTER_PAGES } from '#common/codes/rasteriser-page'
import {
  getDocument,
  GlobalWorkerOptions,
  VerbosityLevel,
  type PDFDocumentLoadingTask,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import { bytesOfBase64 } from './bytes-of-base64'
import { partsOf, pictureOf, pixelsOf, type Draw } from './white-canvas'

const POINTS_PER_INCH = 72

// A worker made here is of our own origin; left to itself the library may wrap it in a blob, which the policy blocks.
GlobalWorkerOptions.workerPort = new Worker(workerUrl, { type: 'module' })

/** Draws every page of a PDF. */
export async function drawPdf(base64: string, dpi: number): Promise<PixelImage[]> {
  const loading = load(base64)
  try {
    const { numPages } = await loading.promise
    if (numPages > MAX_RASTER_PAGES) throw new Error('The file has too many pages')
    const images: PixelImage[] = []
    for (let page = 1; page <= numPages; page++) images.push(await drawPage(loading, page, dpi, pixelsOf))
    return images
  } finally {
    await loading.destroy()
  }
}

let open: PDFDocumentLoadingTask | null = null

/** Opens a PDF in the place of the one that was open, and answers how many pages it has. */
export async function openPdf(base64: string): Promise<number> {
  await open?.destroy()
  open = load(base64)
  return (await open.promise).numPages
}

/** Parts of a page of the open PDF, from 1, in shades of grey; null for one that reaches over the page's edge. */
export function drawPdfParts(page: number, dpi: number, parts: readonly PixelPart[]): Promise<(PixelImage | null)[]> {
  return drawPage(theOpenOne(), page, dpi, (width, height, draw) => partsOf(width, height, draw, parts))
}

/** A page of the open PDF, from 1, as a data URL of a PNG. */
export function drawPdfPicture(page: number, dpi: number): Promise<string> {
  return drawPage(theOpenOne(), page, dpi, pictureOf)
}

function theOpenOne(): PDFDocumentLoadingTask {
  if (open === null) throw new Error('No file is open')
  return open
}

function load(base64: string): PDFDocumentLoadingTask {
  return getDocument({
    data: bytesOfBase64(base64),
    // SECURITY: nothing of the file is compiled or fetched; the page's policy would stop it too.
    isEvalSupported: false,
    useWasm: false,
    disableFontFace: true,
    stopAtErrors: true,
    verbosity: VerbosityLevel.ERRORS,
  })
}

async function drawPage<Result>(
  file: PDFDocumentLoadingTask,
  number: number,
  dpi: number,
  drawnBy: (width: number, height: number, draw: Draw) => Promise<Result>,
): Promise<Result> {
  const page = await (await file.promise).getPage(number)
  const viewport = page.getViewport({ scale: dpi / POINTS_PER_INCH })
  try {
    return await drawnBy(Math.ceil(viewport.width), Math.ceil(viewport.height), async (canvas, canvasContext) => {
      // The other intents wait for animation frames, which a hidden window does not get.
      await page.render({ canvas, canvasContext, viewport, intent: 'print' }).promise
    })
  } finally {
    // What was read of hundreds of pages would stay in the memory otherwise.
    page.cleanup()
  }
}
