import { mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RedrawnPicture } from '../../../../../electron/common/codes/rasteriser-page'
import { AppError } from '../../../../../electron/common/ipc/app-error'
import { MAX_LOGO_LENGTH } from '../../../../../electron/common/labels/label-design'
import { drawCode } from '../../../../../electron/main/codes/qr-matrix'
import { readLogo } from '../../../../../electron/main/labels/read-logo'
import { CMYK_JPEG, JPEG, png, pngThatSays } from '../../../../support/pictures'

const DRAWN = { dataUrl: 'data:image/png;base64,AA==', ratio: 0.5 }
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-logo-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** What is read of a file, and as what it was handed on to be drawn. */
async function read(
  bytes: Uint8Array | string,
  name = 'logo.png',
  draw: (maxSide: number) => RedrawnPicture | null = () => DRAWN,
) {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return readFrom(path, draw)
}

async function readFrom(path: string, draw: (maxSide: number) => RedrawnPicture | null = () => DRAWN) {
  const asked: { type: string; maxSide: number }[] = []
  const redrawn = (_: Uint8Array, type: string, maxSide: number) => {
    asked.push({ type, maxSide })
    return Promise.resolve(draw(maxSide))
  }
  const logo = await readLogo(path, { redrawn }).catch((error: unknown) =>
    error instanceof AppError ? error.details['reason'] : error,
  )
  return { logo, asked }
}

/** A picture of 300 pixels a side with a code in it, at so many pixels from its corner and so many a module. */
function codePicture({ at, pixels, isNegative }: { at: number; pixels: number; isNegative: boolean }): RedrawnPicture {
  const { moduleCount, modules } = drawCode('https://other.example/~x9')
  const side = at === 0 ? moduleCount * pixels : 300
  const picture = new PNG({ width: side, height: side })
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [column, row] = [Math.floor((x - at) / pixels), Math.floor((y - at) / pixels)]
      const isInside = column >= 0 && row >= 0 && column < moduleCount && row < moduleCount
      const isDark = isInside && modules[row * moduleCount + column] === 1
      const shade = isDark === isNegative ? 255 : 0
      picture.data.set([shade, shade, shade, 255], 4 * (y * side + x))
    }
  }
  return { dataUrl: `data:image/png;base64,${PNG.sync.write(picture).toString('base64')}`, ratio: 1 }
}

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 0xff
  return copy
}

describe('a logo from a file', () => {
  it.each([
    ['a PNG', png(20, 10), 'logo.png', 'image/png'],
    ['a PNG whose name says that it is a JPEG', png(20, 10), 'logo.jpg', 'image/png'],
    ['a JPEG', JPEG, 'logo.jpg', 'image/jpeg'],
    ['a JPEG in the colours of print, with no suffix', CMYK_JPEG, 'logo', 'image/jpeg'],
    ['a JPEG with something after its end', Buffer.concat([JPEG, Buffer.alloc(100)]), 'logo.jpg', 'image/jpeg'],
  ])('is taken from %s', async (_, bytes, name, type) => {
    expect(await read(bytes, name)).toEqual({ logo: DRAWN, asked: [{ type, maxSide: 600 }] })
  })

  it.each<[string, string, Uint8Array | string]>([
    ['an empty file', 'logo-unreadable', ''],
    ['a text', 'logo-unreadable', 'a logo'],
    ['an SVG', 'logo-unreadable', SVG],
    ['a GIF', 'logo-unreadable', 'GIF89a\x01\x00\x01\x00'],
    ['a PNG cut after its mark', 'logo-damaged', png(20, 10).subarray(0, 10)],
    ['a PNG cut in its picture', 'logo-damaged', png(200, 100).subarray(0, -20)],
    ['a PNG cut in its last letters', 'logo-damaged', png(20, 10).subarray(0, -1)],
    ['a PNG of which a byte was changed', 'logo-damaged', changed(png(20, 10), 45)],
    ['a PNG with no pixels', 'logo-damaged', pngThatSays(0, 10)],
    ['a JPEG cut in its head', 'logo-damaged', JPEG.subarray(0, 60)],
    ['a JPEG cut in its picture', 'logo-damaged', JPEG.subarray(0, -4)],
    ['a JPEG of nothing but its mark', 'logo-damaged', Buffer.from('ffd8', 'hex')],
    ['a JPEG whose segments lead out of it', 'logo-damaged', Buffer.from('ffd8ffe0fffe00', 'hex')],
    ['a PNG that says it has 900 million pixels', 'logo-too-large', pngThatSays(30_000, 30_000)],
    ['a PNG that says it is as large as can be', 'logo-too-large', pngThatSays(2 ** 31 - 1, 2 ** 31 - 1)],
  ])('is not taken from %s, which is never decoded: %s', async (_, reason, bytes) => {
    expect(await read(bytes)).toEqual({ logo: reason, asked: [] })
  })

  it('is not taken from a file of 100 MB, which is never read', async () => {
    const path = join(folder, 'large.png')
    const file = await open(path, 'w')
    await file.write(png(20, 10))
    await file.truncate(100_000_000)
    await file.close()
    expect(await readFrom(path)).toEqual({ logo: 'logo-too-large', asked: [] })
  })

  it('is not taken from what is no file, or not to be had', async () => {
    const [directory, circle] = [join(folder, 'directory.png'), join(folder, 'circle.png')]
    await mkdir(directory)
    await symlink(circle, circle)
    for (const path of [directory, circle, join(folder, 'gone.png'), '/dev/zero']) {
      expect([path, await readFrom(path)]).toEqual([path, { logo: 'logo-not-opened', asked: [] }])
    }
  })

  it.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)(
    'is not taken from a file that one may not read',
    async () => {
      const path = join(folder, 'locked.png')
      await writeFile(path, png(20, 10), { mode: 0o000 })
      expect(await readFrom(path)).toEqual({ logo: 'logo-not-opened', asked: [] })
    },
  )

  it.each([
    ['cannot be drawn', 'logo-damaged', () => null],
    ['is a line', 'logo-too-narrow', () => ({ ...DRAWN, ratio: 0.04 })],
    ['is a line that stands', 'logo-too-narrow', () => ({ ...DRAWN, ratio: 21 })],
    [
      'is too large however small it is drawn',
      'logo-too-large',
      () => ({ ...DRAWN, dataUrl: 'x'.repeat(MAX_LOGO_LENGTH + 1) }),
    ],
  ])('is not taken from a picture that %s: %s', async (_, reason, draw) => {
    expect((await read(png(20, 10), 'logo.png', draw)).logo).toBe(reason)
  })

  // A telephone that is held over the label may take the logo's code for the payment's.
  it.each([
    ['a code', { at: 40, pixels: 6, isNegative: false }],
    ['a small code in a corner', { at: 12, pixels: 3, isNegative: false }],
    ['a code that fills it', { at: 0, pixels: 8, isNegative: false }],
    ['a light code on a dark ground', { at: 40, pixels: 6, isNegative: true }],
  ])('is not taken from a picture with %s in it', async (_, code) => {
    expect((await read(png(20, 10), 'logo.png', () => codePicture(code))).logo).toBe('logo-holds-code')
  })

  it('is taken from a picture in which no code is read', async () => {
    const drawn = { dataUrl: `data:image/png;base64,${png(200, 100).toString('base64')}`, ratio: 0.5 }
    expect((await read(png(20, 10), 'logo.png', () => drawn)).logo).toEqual(drawn)
  })

  it('is drawn smaller where it has too many colours', async () => {
    const { logo, asked } = await read(png(20, 10), 'logo.png', maxSide =>
      maxSide > 300 ? { ...DRAWN, dataUrl: 'x'.repeat(MAX_LOGO_LENGTH + 1) } : DRAWN,
    )
    expect(logo).toEqual(DRAWN)
    expect(asked.map(({ maxSide }) => maxSide)).toEqual([600, 250])
  })
})
