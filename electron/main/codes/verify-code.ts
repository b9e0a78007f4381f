import { MM_PER_INCH, type CodeGeometry } from '#common/codes/code-geometry'
import type { PixelImage } from '#common/codes/pixel-image'
import { AppError } from '#common/ipc/app-error'
import { readCode } from './code-reader'
import type { Rasteriser } from './rasteriser'

export type DrawsFiles = Pick<Rasteriser, 'pdf' | 'svg' | 'png'>

/** A finished file, as it would be written, copied or printed. */
export type CodeFile =
  | { readonly format: 'svg'; readonly text: string }
  | { readonly format: 'png'; readonly bytes: Uint8Array }
  | { readonly format: 'pdf'; readonly bytes: Uint8Array; readonly pages: number }

/**
 * Reads the codes back from a finished file and compares each with the address it is meant to hold. Error: conflict with
 * reason `code-does-not-decode`, `code-differs`, `code-without-quiet-zone` or `page-count-differs`.
 */
export async function verifyCode(
  file: CodeFile,
  expected: string,
  rasteriser: DrawsFiles,
  geometry: Pick<CodeGeometry, 'moduleMm'>,
): Promise<void> {
  for (const image of await imagesOf(file, rasteriser, rasterDpi(geometry))) {
    const reading = readCode(image)
    if (reading === null) throw refused('code-does-not-decode', file)
    if (reading.text !== expected) throw refused('code-differs', file)
    if (!reading.hasQuietZone) throw refused('code-without-quiet-zone', file)
  }
}

async function imagesOf(file: CodeFile, rasteriser: DrawsFiles, dpi: number): Promise<readonly PixelImage[]> {
  switch (file.format) {
    case 'svg':
      return [await rasteriser.svg(file.text, dpi)]
    case 'png':
      return [await rasteriser.png(file.bytes)]
    case 'pdf': {
      const images = await rasteriser.pdf(file.bytes, dpi)
      if (images.length !== file.pages) throw refused('page-count-differs', file)
      return images
    }
  }
}

const ORDINARY_DPI = 300
const FINE_DPI = 600
const FEWEST_PIXELS_A_MODULE = 4

function rasterDpi({ moduleMm }: Pick<CodeGeometry, 'moduleMm'>): number {
  return (moduleMm * ORDINARY_DPI) / MM_PER_INCH >= FEWEST_PIXELS_A_MODULE ? ORDINARY_DPI : FINE_DPI
}

function refused(reason: string, file: CodeFile): AppError {
  return new AppError('conflict', 'The finished file does not hold the code it should', {
    details: { reason, format: file.format },
  })
}
