import type { PixelImage } from '#common/codes/pixel-image'
import { MAX_RASTER_PAGES } from '#common/codes/rasteriser-page'
import { getDocument, GlobalWorkerOptions, VerbosityLevel, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import { bytesOfBase64 } from './bytes-of-base64'
import { pixelsOf } from './white-canvas'

const POINTS_PER_INCH = 72

// A worker made here is of our own origin; left to itself the library may wrap it in a blob, which the policy blocks.
GlobalWorkerOptions.workerPort = new Worker(workerUrl, { type: 'module' })

/** Draws every page of a PDF. */
export async function drawPdf(base64: string, dpi: number): Promise<PixelImage[]> {
  const loading = getDocument({
    data: bytesOfBase64(base64),
    // SECURITY: nothing of the file is compiled or fetched; the page's policy would stop it too.
    isEvalSupported: false,
    useWasm: false,
    disableFontFace: true,
    stopAtErrors: true,
    verbosity: VerbosityLevel.ERRORS,
  })
  try {
    const file = await loading.promise
    if (file.numPages > MAX_RASTER_PAGES) throw new Error('The file has too many pages')
    const images: PixelImage[] = []
    for (let number = 1; number <= file.numPages; number++) images.push(await drawPage(await file.getPage(number), dpi))
    return images
  } finally {
    await loading.destroy()
  }
}

async function drawPage(page: PDFPageProxy, dpi: number): Promise<PixelImage> {
  const viewport = page.getViewport({ scale: dpi / POINTS_PER_INCH })
  return pixelsOf(Math.ceil(viewport.width), Math.ceil(viewport.height), async (canvas, canvasContext) => {
    // The other intents wait for animation frames, which a hidden window does not get.
    await page.render({ canvas, canvasContext, viewport, intent: 'print' }).promise
  })
}
