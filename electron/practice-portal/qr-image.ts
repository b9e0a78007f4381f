import { create } from 'qrcode'
import { blackAndWhitePng } from './png'

const SIZE_PX = 380
/** As many bytes are missing from the published sample, whose image data is cut in the middle. */
const MISSING_BYTES = 66

/** The image a portal sends: 380 × 380, level L, modules of whole pixels, centred, and no quiet zone. */
export function qrImage(text: string): Buffer {
  const { modules } = create([{ data: text, mode: 'byte' }], { errorCorrectionLevel: 'L' })
  const modulePx = Math.floor(SIZE_PX / modules.size)
  const marginPx = Math.floor((SIZE_PX - modulePx * modules.size) / 2)
  const moduleAt = (px: number) => Math.floor((px - marginPx) / modulePx)
  const isInside = (module: number) => module >= 0 && module < modules.size
  return blackAndWhitePng(SIZE_PX, SIZE_PX, (x, y) => {
    const [column, row] = [moduleAt(x), moduleAt(y)]
    return isInside(column) && isInside(row) && modules.get(row, column) !== 0
  })
}

/** The image with bytes cut out of its data, which announces more than is left. */
export function damaged(image: Buffer): Buffer {
  const cutAt = Math.floor((image.length - MISSING_BYTES) / 2)
  return Buffer.concat([image.subarray(0, cutAt), image.subarray(cutAt + MISSING_BYTES)])
}
