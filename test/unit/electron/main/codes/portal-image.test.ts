import { describe, expect, it } from 'vitest'
import { PNG_SIGNATURE, readChunks, writeChunk } from '../../../../../electron/main/codes/png-chunks'
import { checkPortalImage } from '../../../../../electron/main/codes/portal-image'
import { drawCode } from '../../../../../electron/main/codes/qr-matrix'
import { picture, rgbaPng } from '../../../../support/codes-pixels'

const ADDRESS = 'https://shop.example/~aB3dE'
/** As portals draw it: without a quiet zone. */
const PNG_FILE = rgbaPng(picture(drawCode(ADDRESS), 13, 0))
const WHOLE = PNG_FILE.toString('base64')

describe("the portal's own picture", () => {
  it.each([
    { what: 'holds the short link', image: WHOLE, state: 'same' },
    { what: 'is wrapped to lines', image: WHOLE.replace(/.{76}/g, '$&\r\n'), state: 'same' },
    { what: 'has one pixel a module', image: pngOf(ADDRESS, 1), state: 'same' },
    { what: 'holds another link', image: pngOf('https://shop.example/~aB3dF'), state: 'different' },
    { what: 'holds the link in other letters', image: pngOf(ADDRESS.toUpperCase()), state: 'different' },
    { what: 'is absent', image: null, state: 'missing' },
    { what: 'lacks 88 letters of its base64', image: WHOLE.slice(0, 400) + WHOLE.slice(488), state: 'damaged' },
    { what: 'ends too early', image: WHOLE.slice(0, -40), state: 'damaged' },
    { what: 'is not base64', image: '<svg onload="x">', state: 'damaged' },
    { what: 'has a media type before it', image: `data:image/png;base64,${WHOLE}`, state: 'damaged' },
    { what: 'is another kind of picture', image: Buffer.from('GIF89a').toString('base64'), state: 'damaged' },
    {
      what: 'is white',
      image: rgbaPng({ width: 99, height: 99, luma: new Uint8Array(99 * 99).fill(255) }).toString('base64'),
      state: 'damaged',
    },
    { what: 'is far too long', image: 'A'.repeat(1_000_004), state: 'damaged' },
  ])('is $state when it $what', ({ image, state }) => {
    expect(checkPortalImage(image, ADDRESS)).toBe(state)
  })

  it('is damaged when a part of the image data is gone and all checksums are right', () => {
    const parts = (readChunks(PNG_FILE) ?? []).map(({ type, data }) =>
      writeChunk(type, type === 'IDAT' ? data.subarray(0, data.length - 60) : data),
    )
    expect(checkPortalImage(Buffer.concat([PNG_SIGNATURE, ...parts]).toString('base64'), ADDRESS)).toBe('damaged')
  })
})

function pngOf(text: string, scale = 13): string {
  return rgbaPng(picture(drawCode(text), scale, 0)).toString('base64')
}
