import type { PortalImageState } from '#common/codes/codes.contract'
import { readCode } from './code-reader'
import { withWhiteMargin } from '#common/codes/pixel-image'
import { readPng } from './png-reader'

/** A portal's picture has some 2 kB. */
const MAX_BASE64_LENGTH = 1_000_000
const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/

/** Compares the portal's own picture of a code, base64 of a PNG, with the address it should hold. */
export function checkPortalImage(base64: string | null, shortUrl: string): PortalImageState {
  if (base64 === null) return 'missing'
  if (base64.length > MAX_BASE64_LENGTH || !BASE64.test(base64)) return 'damaged'
  const png = readPng(Buffer.from(base64, 'base64'))
  if (!png.ok) return 'damaged'
  // Portals draw the code without its white border, and without one it does not decode.
  const reading = readCode(withWhiteMargin(png.image, Math.ceil(png.image.width / 8)))
  if (reading === null) return 'damaged'
  return reading.text === shortUrl ? 'same' : 'different'
}
