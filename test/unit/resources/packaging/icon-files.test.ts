import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ICNS_TYPES, writeIcns, writeIco } from '../../../../resources/packaging/icon-files.mjs'

const ICONS = new URL('../../../../resources/icons/', import.meta.url)
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

/** The pictures in an icon file of Windows, found as Windows finds them. */
function picturesOfIco(file: Buffer): { size: number; png: Buffer }[] {
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + 16 * index
    const start = file.readUInt32LE(entry + 12)
    return { size: file[entry] || 256, png: file.subarray(start, start + file.readUInt32LE(entry + 8)) }
  })
}

/** The pictures in an icon file of macOS by their types. */
function picturesOfIcns(file: Buffer): Map<string, Buffer> {
  const pictures = new Map<string, Buffer>()
  for (let start = 8; start < file.length; start += file.readUInt32BE(start + 4)) {
    pictures.set(
      file.toString('latin1', start, start + 4),
      file.subarray(start + 8, start + file.readUInt32BE(start + 4)),
    )
  }
  return pictures
}

function pngOf(size: number): Buffer {
  return readFileSync(new URL(`png/${size}x${size}.png`, ICONS))
}

describe("the app's icon", () => {
  it.each(SIZES)('is a square of %i pixels in the file that is named so', size => {
    const png = pngOf(size)

    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size])
  })

  it('is the same in the file for Windows, at each size that Windows shows', () => {
    const pictures = picturesOfIco(readFileSync(new URL('paydesk.ico', ICONS)))

    expect(pictures.map(({ size }) => size)).toEqual([16, 24, 32, 48, 64, 256])
    for (const { size, png } of pictures) expect(png.equals(pngOf(size))).toBe(true)
  })

  it('is the same in the file for macOS', () => {
    const file = readFileSync(new URL('paydesk.icns', ICONS))
    const pictures = picturesOfIcns(file)

    expect([file.toString('latin1', 0, 4), file.readUInt32BE(4)]).toEqual(['icns', file.length])
    for (const [size, type] of ICNS_TYPES) expect(pictures.get(type)?.equals(pngOf(size))).toBe(true)
  })
})

describe('an icon file', () => {
  const first = { size: 16, png: Buffer.from('first') }
  const second = { size: 256, png: Buffer.from('the second') }

  it('gives back what was put in', () => {
    expect(picturesOfIco(writeIco([first, second]))).toEqual([first, second])
    expect([...picturesOfIcns(writeIcns([first, second])).values()]).toEqual([first.png, second.png])
  })

  it('of macOS refuses a size that has no type', () => {
    expect(() => writeIcns([{ size: 24, png: Buffer.alloc(1) }])).toThrow('24')
  })
})
