import decodeQr from 'qr/decode.js'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { damaged, qrImage } from '../../../../electron/practice-portal/qr-image'

const SHORT_URL = 'http://127.0.0.1:8124/~aB3dE'

type Colour = 'black' | 'white'

/** The colours of an image, row by row; fails when a pixel is neither opaque black nor opaque white. */
function coloursOf(image: Buffer): Colour[][] {
  const { width, height, data } = PNG.sync.read(image)
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x): Colour => {
      const at = (y * width + x) * 4
      const pixel = data.subarray(at, at + 4).toString('hex')
      if (pixel !== '000000ff' && pixel !== 'ffffffff') throw new Error(`A pixel of ${pixel}`)
      return pixel === '000000ff' ? 'black' : 'white'
    }),
  )
}

/** What the image says, after the white margin is added that the portal leaves out. */
function textIn(image: Buffer): string {
  const drawn = PNG.sync.read(image)
  const margin = 60
  const size = drawn.width + 2 * margin
  const framed = new PNG({ width: size, height: size })
  framed.data.fill(0xff)
  PNG.bitblt(drawn, framed, 0, 0, drawn.width, drawn.height, margin, margin)
  return decodeQr({ width: size, height: size, data: framed.data })
}

describe('qrImage', () => {
  it('says the short address', () => {
    expect(textIn(qrImage(SHORT_URL))).toBe(SHORT_URL)
  })

  it('is a picture of 380 × 380 pixels in RGBA, at 96 dots an inch', () => {
    const image = qrImage(SHORT_URL)
    const png = PNG.sync.read(image)
    expect([png.width, png.height]).toEqual([380, 380])
    const colourType = image[25]
    expect(colourType).toBe(6)
    expect(image.subarray(37, 50).toString('latin1')).toBe('pHYs\0\0\x0e\xc4\0\0\x0e\xc4\x01')
  })

  it('has modules of 15 pixels, centred, and no quiet zone', () => {
    const rows = coloursOf(qrImage(SHORT_URL))
    const runs = runLengths(rows[2] ?? [])
    // A version 2 code is 25 modules wide, so 375 of 380 pixels; its first row begins and ends with a finder pattern.
    expect(runs[0]).toEqual(['white', 2])
    expect(runs[1]).toEqual(['black', 7 * 15])
    expect(runs.at(-2)).toEqual(['black', 7 * 15])
    expect(runs.at(-1)).toEqual(['white', 3])
    expect(runs.slice(1, -1).every(([, length]) => length % 15 === 0)).toBe(true)
    expect(rows.slice(0, 2).flat().includes('black')).toBe(false)
    expect(rows.slice(377).flat().includes('black')).toBe(false)
  })

  it('corrects errors at level L, in byte mode even for digits', () => {
    const formatBits = (rows: Colour[][]) => [0, 1].map(module => rows[2 + 8 * 15]?.[2 + module * 15])
    const unmasked = formatBits(coloursOf(qrImage('1234567890'))).map(
      (colour, bit) => (colour === 'black') !== (bit === 0),
    )
    // The format begins with 01 for level L, and is masked with 10.
    expect(unmasked).toEqual([false, true])
    // Twenty digits fit version 1 in numeric mode; as bytes they need version 2 with its 15-pixel modules.
    expect(runLengths(coloursOf(qrImage('12345678901234567890'))[2] ?? [])[1]).toEqual(['black', 7 * 15])
  })

  it('takes larger codes with smaller whole modules', () => {
    // 72 bytes need version 4, which is 33 modules wide: 11 whole pixels each.
    const text = `http://127.0.0.1:8124/${'x'.repeat(50)}`
    expect(textIn(qrImage(text))).toBe(text)
    const [, finder] = runLengths(coloursOf(qrImage(text)).find(row => row.includes('black')) ?? [])
    expect(finder?.[1]).toBe(7 * 11)
  })
})

describe('damaged', () => {
  it('cuts 66 bytes from the middle, so that the data announces more than is there', () => {
    const image = qrImage(SHORT_URL)
    const cut = damaged(image)
    expect(cut.length).toBe(image.length - 66)
    expect(cut.subarray(0, 62)).toEqual(image.subarray(0, 62))
    const announcedBytes = cut.readUInt32BE(54)
    expect(announcedBytes).toBeGreaterThan(cut.length - 62)
    expect(() => PNG.sync.read(cut)).toThrow()
  })
})

function runLengths(row: readonly Colour[]): [Colour, number][] {
  const runs: [Colour, number][] = []
  for (const colour of row) {
    const last = runs.at(-1)
    if (last?.[0] === colour) last[1] += 1
    else runs.push([colour, 1])
  }
  return runs
}
