import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ICNS_TYPES, writeIcns, writeIco } from './icon-files.mjs'

/**
 * Draws all icons anew from `paydesk.svg`: `node resources/packaging/draw-icons.mjs`, after the drawing was changed.
 * It needs rsvg-convert. The results are kept, so that packaging needs no drawing program on any system.
 */

/** What desktops look for in an icon theme, and what icns and ico hold. */
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const ICO_SIZES = [16, 24, 32, 48, 64, 256]

const icons = fileURLToPath(new URL('../icons/', import.meta.url))
rmSync(`${icons}png`, { recursive: true, force: true })
mkdirSync(`${icons}png`)
const pictures = new Map(SIZES.map(size => [size, draw(size)]))
for (const [size, png] of pictures) writeFileSync(`${icons}png/${size}x${size}.png`, png)
writeFileSync(`${icons}paydesk.ico`, writeIco(ICO_SIZES.map(size => ({ size, png: picture(size) }))))
writeFileSync(`${icons}paydesk.icns`, writeIcns([...ICNS_TYPES.keys()].map(size => ({ size, png: picture(size) }))))

/** @param {number} size */
function draw(size) {
  return execFileSync('rsvg-convert', ['-w', `${size}`, '-h', `${size}`, `${icons}paydesk.svg`])
}

/** @param {number} size */
function picture(size) {
  const png = pictures.get(size)
  if (png === undefined) throw new Error(`No picture of ${size} pixels was drawn`)
  return png
}
