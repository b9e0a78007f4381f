import { MM_PER_INCH } from '#common/codes/code-geometry'
import type { Sheet } from './sheet-document'
import { withSheetWindow } from './sheet-window'

const NO_MARGIN = { top: 0, bottom: 0, left: 0, right: 0 }

/** Makes a PDF of a sheet, with its texts kept as text. Error: cancelled. */
export async function writeSheetPdf(sheet: Sheet, signal?: AbortSignal): Promise<Uint8Array> {
  return withSheetWindow(
    sheet,
    contents =>
      contents.printToPDF({
        pageSize: { width: sheet.widthMm / MM_PER_INCH, height: sheet.heightMm / MM_PER_INCH },
        margins: NO_MARGIN,
        printBackground: true,
        preferCSSPageSize: true,
      }),
    signal,
  )
}
