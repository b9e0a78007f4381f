import { describe, expect, it } from 'vitest'
import { sheetDocument } from '../../../../../electron/main/codes/sheet-document'

const SHEET = {
  title: 'Payment <1063>',
  widthMm: 38.1,
  heightMm: 50.8,
  pages: [{ content: '<path d="M0 0h1v1h-1z"/>' }, { content: '<text>2</text>' }],
}

describe('the document of a sheet', () => {
  it('has a page of whole pixels, and an SVG two pixels smaller whose unit is the millimetre', () => {
    const document = sheetDocument(SHEET)
    expect(document).toContain('@page{size:144px 192px;margin:0}')
    expect(document).toContain('width:142px;height:190px')
    expect(viewBoxOf(document)).toEqual([0, 0, expect.closeTo((142 * 25.4) / 96), expect.closeTo((190 * 25.4) / 96)])
  })

  it('has one SVG a page', () => {
    expect(sheetDocument(SHEET).match(/<svg /g)).toHaveLength(2)
  })

  it('forbids itself to load anything, and shows only pictures that it holds', () => {
    expect(sheetDocument(SHEET)).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`)
  })

  it('shows markup in the title as text', () => {
    expect(sheetDocument(SHEET)).toContain('<title>Payment &lt;1063&gt;</title>')
  })
})

function viewBoxOf(document: string): number[] {
  return /viewBox="([^"]+)"/.exec(document)?.[1]?.split(' ').map(Number) ?? []
}
