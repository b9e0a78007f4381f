import { MM_PER_INCH } from '#common/codes/code-geometry'
import { setImmediate as letOthersRun } from 'node:timers/promises'
import { throwIfCancelled } from '../codes/cancellation'

const POINTS_PER_MM = 72 / MM_PER_INCH

/**
 * Makes one PDF of several, with pages of exactly the asked size: Chromium makes its pages of whole CSS pixels, up to
 * 0.2 mm larger or smaller, and a printer would move or scale such a page. The upper left corner stays where it is. Error:
 * cancelled.
 */
export async function joinPdfs(
  files: readonly Uint8Array[],
  page: { readonly widthMm: number; readonly heightMm: number },
  title: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  // Only here, so that the app starts without it.
  const { PDFDocument } = await import('@cantoo/pdf-lib')
  const width = page.widthMm * POINTS_PER_MM
  const height = page.heightMm * POINTS_PER_MM
  const joined = await PDFDocument.create()
  for (const file of files) {
    await letOthersRun()
    throwIfCancelled(signal)
    const part = await PDFDocument.load(file)
    for (const copied of await joined.copyPages(part, part.getPageIndices())) {
      const { x, y, height: before } = copied.getMediaBox()
      copied.setMediaBox(x, y + before - height, width, height)
      copied.setCropBox(x, y + before - height, width, height)
      joined.addPage(copied)
    }
  }
  joined.setTitle(title)
  joined.setCreator('Paydesk')
  joined.setProducer('Paydesk')
  return joined.save({ useObjectStreams: false })
}
