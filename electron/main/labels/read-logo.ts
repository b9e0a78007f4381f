import { withWhiteMargin, type PixelImage } from '#common/codes/pixel-image'
import { AppError } from '#common/ipc/app-error'
import { LEAST_LOGO_RATIO, MAX_LOGO_LENGTH, MOST_LOGO_RATIO, type LabelLogo } from '#common/labels/label-design'
import { readCode } from '../codes/code-reader'
import { readPng } from '../codes/png-reader'
import type { Rasteriser } from '../codes/rasteriser'
import { readChosenFile, type ChosenFileProblem } from '../storage/read-chosen-file'
import { pictureHead } from './picture-head'

const MAX_FILE_BYTES = 20_000_000
/** A few kilobytes can say that they are gigabytes of pixels; those of a large camera are 50 million. */
const MAX_PIXELS = 50_000_000
/** Sharp at 600 dpi on a label of 25 mm. */
const MAX_SIDE_PIXELS = 600
const FEWER_SIDE_PIXELS = 250

/** As wide as the quiet zone of a code that fills the picture, which on a label stands on white. */
const MARGIN_SHARE = 0.2

type LogoProblem =
  | 'logo-not-opened'
  | 'logo-changed'
  | 'logo-unreadable'
  | 'logo-damaged'
  | 'logo-too-large'
  | 'logo-too-narrow'
  | 'logo-holds-code'

/**
 * Reads a picture from a file, whatever its name says. SECURITY: it is decoded in the rasteriser's sandbox, and only its
 * pixels are kept. Errors: invalid-input with reason `logo-not-opened`, `logo-changed`, `logo-unreadable` (no PNG or JPEG), `logo-damaged`,
 * `logo-too-large`, `logo-too-narrow` or `logo-holds-code` (a scanner might read that one in the place of the payment's).
 */
export async function readLogo(
  path: string,
  rasteriser: Pick<Rasteriser, 'redrawn'>,
): Promise<Omit<LabelLogo, 'widthMm'>> {
  const bytes = await bytesAt(path)
  const head = pictureHead(bytes)
  if (head === null) throw refused('logo-unreadable')
  const { type, width, height, isWhole } = head
  if (width * height > MAX_PIXELS) throw refused('logo-too-large')
  if (!isWhole || width === 0 || height === 0) throw refused('logo-damaged')
  for (const maxSide of [MAX_SIDE_PIXELS, FEWER_SIDE_PIXELS]) {
    const picture = await rasteriser.redrawn(bytes, type, maxSide)
    if (picture === null) throw refused('logo-damaged')
    if (picture.ratio < LEAST_LOGO_RATIO || picture.ratio > MOST_LOGO_RATIO) throw refused('logo-too-narrow')
    if (picture.dataUrl.length > MAX_LOGO_LENGTH) continue
    if (holdsCode(picture.dataUrl)) throw refused('logo-holds-code')
    return picture
  }
  throw refused('logo-too-large')
}

/** Whether a code is read in the picture, or in its negative, which telephones read as well. */
function holdsCode(dataUrl: string): boolean {
  const read = readPng(Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'))
  if (!read.ok) return false
  const { image } = read
  const margin = Math.ceil(Math.max(image.width, image.height) * MARGIN_SHARE)
  return [image, negative(image)].some(picture => readCode(withWhiteMargin(picture, margin)) !== null)
}

function negative({ width, height, luma }: PixelImage): PixelImage {
  return { width, height, luma: luma.map(shade => 255 - shade) }
}

const REASONS = {
  unreadable: 'logo-not-opened',
  'too-large': 'logo-too-large',
  changed: 'logo-changed',
} as const satisfies Record<ChosenFileProblem, LogoProblem>

async function bytesAt(path: string): Promise<Buffer> {
  const read = await readChosenFile(path, MAX_FILE_BYTES)
  if (!read.ok) throw refused(REASONS[read.problem])
  return read.bytes
}

function refused(reason: LogoProblem): AppError {
  return new AppError('invalid-input', 'The file gives no picture for a label', { details: { reason } })
}
