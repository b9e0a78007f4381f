import { codeGeometry } from '#common/codes/code-geometry'
import { ofSide } from '#common/codes/code-options'
import { codeSvg } from '#common/codes/code-svg'
import { describe, expect, it, vi } from 'vitest'
import { writeCodePng } from '../../../../../electron/main/codes/png-writer'
import { drawCode } from '../../../../../electron/main/codes/qr-matrix'
import { verifyCode, type CodeFile } from '../../../../../electron/main/codes/verify-code'
import { fakePdf, fakeRasteriser } from '../../../../support/codes-fakes'
import { picture } from '../../../../support/codes-pixels'

const ADDRESS = 'https://shop.example/~aB3dE'
const OTHER = 'https://shop.example/~aB3dF'
const MATRIX = drawCode(ADDRESS)
const GEOMETRY = codeGeometry(29, ofSide(40, 300))
const COLOURS = { dark: '#000000', light: '#ffffff' }
const SVG = codeSvg(MATRIX, GEOMETRY, COLOURS)

const svg: CodeFile = { format: 'svg', text: SVG }
const png: CodeFile = { format: 'png', bytes: writeCodePng(MATRIX, GEOMETRY) }
const pdf = (pages: number, wanted = pages): CodeFile => ({
  format: 'pdf',
  bytes: fakePdf({
    title: '',
    widthMm: 40,
    heightMm: 50,
    pages: Array.from({ length: pages }, () => ({ content: SVG })),
  }),
  pages: wanted,
})

describe('the check of a finished file', () => {
  it.each([{ file: svg }, { file: png }, { file: pdf(1) }, { file: pdf(3) }])(
    'lets a good $file.format pass',
    async ({ file }) => {
      await expect(verifyCode(file, ADDRESS, fakeRasteriser(), GEOMETRY)).resolves.toBeUndefined()
    },
  )

  it.each([{ file: svg }, { file: png }, { file: pdf(1) }])(
    'stops a $file.format of another address',
    async ({ file }) => {
      await expect(verifyCode(file, OTHER, fakeRasteriser(), GEOMETRY)).rejects.toMatchObject({
        code: 'conflict',
        details: { reason: 'code-differs', format: file.format },
      })
    },
  )

  it('stops a sheet when one of its pages holds another code', async () => {
    const pages = [SVG, codeSvg(drawCode(OTHER), GEOMETRY, COLOURS)].map(content => ({ content }))
    const file: CodeFile = { format: 'pdf', bytes: fakePdf({ title: '', widthMm: 40, heightMm: 50, pages }), pages: 2 }
    await expectReason(verifyCode(file, ADDRESS, fakeRasteriser(), GEOMETRY), 'code-differs')
  })

  it('stops a sheet with a page too many', async () => {
    await expectReason(verifyCode(pdf(2, 1), ADDRESS, fakeRasteriser(), GEOMETRY), 'page-count-differs')
  })

  it('stops a picture in which no code can be read', async () => {
    const white = { width: 300, height: 300, luma: new Uint8Array(90_000).fill(255) }
    await expectReason(verifyCode(svg, ADDRESS, drawing(white), GEOMETRY), 'code-does-not-decode')
  })

  it('stops a code whose quiet zone got lost', async () => {
    await expectReason(verifyCode(svg, ADDRESS, drawing(picture(MATRIX, 4, 1)), GEOMETRY), 'code-without-quiet-zone')
  })

  it('never says the address in its error', async () => {
    const error: unknown = await verifyCode(svg, OTHER, fakeRasteriser(), GEOMETRY).catch((thrown: unknown) => thrown)
    expect(JSON.stringify(error) + String(error)).not.toContain('shop.example')
  })

  it.each([
    { sizeMm: 40, dpi: 300 },
    { sizeMm: 12, dpi: 600 },
  ])('looks at a code of $sizeMm mm at $dpi dpi, so that its modules have pixels enough', async ({ sizeMm, dpi }) => {
    const rasteriser = fakeRasteriser()
    const looked = vi.spyOn(rasteriser, 'svg')
    await verifyCode(svg, ADDRESS, rasteriser, codeGeometry(29, ofSide(sizeMm, 600)))
    expect(looked).toHaveBeenCalledWith(SVG, dpi)
  })
})

function drawing(image: ReturnType<typeof picture>) {
  return { ...fakeRasteriser(), svg: () => Promise.resolve(image) }
}

async function expectReason(work: Promise<void>, reason: string): Promise<void> {
  await expect(work).rejects.toMatchObject({ code: 'conflict', details: { reason } })
}
