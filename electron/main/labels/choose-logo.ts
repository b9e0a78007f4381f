import { readFile, stat } from 'node:fs/promises'
import { dialog, type BrowserWindow } from 'electron'
import { AppError } from '#common/ipc/app-error'
import type { LabelLogo } from '#common/labels/label-design'
import type { Rasteriser } from '../codes/rasteriser'

const MAX_FILE_BYTES = 20_000_000
const PNG_START = Buffer.from([0x89, 0x50, 0x4e, 0x47])
const JPEG_START = Buffer.from([0xff, 0xd8, 0xff])
/** Sharp at 600 dpi on a label of 25 mm. */
const MAX_SIDE_PIXELS = 600
const FEWER_SIDE_PIXELS = 250
const MAX_DATA_URL_LENGTH = 400_000

/**
 * Lets the person choose a picture; null when cancelled. SECURITY: it is decoded in the rasteriser's sandbox, and only
 * its pixels are kept. Errors: invalid-input with reason `logo-unreadable` or `logo-too-large`.
 */
export async function chooseLogo(
  window: BrowserWindow,
  rasteriser: Pick<Rasteriser, 'redrawn'>,
): Promise<Omit<LabelLogo, 'widthMm'> | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [{ name: 'PNG, JPEG', extensions: ['png', 'jpg', 'jpeg'] }],
  })
  const path = filePaths[0]
  if (canceled || path === undefined) return null
  return readLogo(path, rasteriser)
}

/** Errors: invalid-input with reason `logo-unreadable` or `logo-too-large`. */
export async function readLogo(
  path: string,
  rasteriser: Pick<Rasteriser, 'redrawn'>,
): Promise<Omit<LabelLogo, 'widthMm'>> {
  const bytes = await bytesAt(path)
  const type = typeOf(bytes)
  if (type === null) throw unreadable()
  for (const maxSide of [MAX_SIDE_PIXELS, FEWER_SIDE_PIXELS]) {
    const picture = await rasteriser.redrawn(bytes, type, maxSide)
    if (picture === null) throw unreadable()
    if (picture.dataUrl.length <= MAX_DATA_URL_LENGTH) return picture
  }
  throw tooLarge()
}

async function bytesAt(path: string): Promise<Buffer> {
  try {
    if ((await stat(path)).size > MAX_FILE_BYTES) throw tooLarge()
    return await readFile(path)
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(error)
  }
}

function typeOf(bytes: Buffer): 'image/png' | 'image/jpeg' | null {
  if (bytes.subarray(0, PNG_START.length).equals(PNG_START)) return 'image/png'
  return bytes.subarray(0, JPEG_START.length).equals(JPEG_START) ? 'image/jpeg' : null
}

function unreadable(cause?: unknown): AppError {
  return new AppError('invalid-input', 'The file is no PNG or JPEG that can be read', {
    details: { reason: 'logo-unreadable' },
    cause,
  })
}

function tooLarge(): AppError {
  return new AppError('invalid-input', 'The picture is too large for a label', {
    details: { reason: 'logo-too-large' },
  })
}
