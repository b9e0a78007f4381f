import { codeGeometry, MM_PER_INCH } from '#common/codes/code-geometry'
import { codeLabel } from '#common/codes/code-label'
import { ofSide } from '#common/codes/code-options'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const MATRIX = { moduleCount: 29, modules: new Uint8Array(29 * 29).fill(1) }
const ADDRESS = 'https://shop.example/~aB3dE'

describe('a label', () => {
  it('shows the caption and the address below the code', () => {
    const label = codeLabel(MATRIX, codeGeometry(29, ofSide(40, 300)), 'Payment 1063', ADDRESS)
    expect(textsOf(label.content)).toEqual(['Payment 1063', ADDRESS])
    expect(label.heightMm).toBeGreaterThan(label.widthMm)
  })

  it('breaks what does not fit and loses no letter of it', () => {
    const anyText = fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 100 }).filter(isPlain)
    fc.assert(
      fc.property(anyText, fc.integer({ min: 10, max: 60 }), (address, sizeMm) => {
        const { content } = codeLabel(MATRIX, codeGeometry(29, ofSide(sizeMm, 300)), 'Payment', address)
        expect(textsOf(content).join('')).toBe(`Payment${address}`)
      }),
    )
  })

  it('breaks a caption between its words', () => {
    const { content } = codeLabel(MATRIX, codeGeometry(29, ofSide(10, 300)), 'Payment 1063', ADDRESS)
    expect(textsOf(content).slice(0, 2)).toEqual(['Payment', '1063'])
  })

  it('shows markup in a text as text', () => {
    const { content } = codeLabel(MATRIX, codeGeometry(29, ofSide(200, 300)), '</text><script>1</script>', ADDRESS)
    expect(content).not.toContain('<script')
    expect(content).toContain('&lt;/text&gt;&lt;script&gt;1&lt;/script&gt;')
  })

  it('has a page whose sides are whole twelfths of an inch, with the code on whole dots of it', () => {
    fc.assert(
      fc.property(fc.double({ min: 20, max: 200, noNaN: true }), fc.constantFrom(300, 600), (sizeMm, dpi) => {
        const label = codeLabel(MATRIX, codeGeometry(29, ofSide(sizeMm, dpi)), 'Payment 1063', ADDRESS)
        const [left, top] = placeOf(label.content)
        for (const twelfths of [label.widthMm, label.heightMm]) expectWhole((twelfths / MM_PER_INCH) * 12)
        for (const dots of [left, top]) expectWhole((dots / MM_PER_INCH) * dpi)
      }),
    )
  })

  it('keeps four white modules round the code on its page', () => {
    const geometry = codeGeometry(29, ofSide(25, 300))
    const label = codeLabel(MATRIX, geometry, 'Payment 1063', ADDRESS)
    const [left] = placeOf(label.content)
    expect(left).toBeGreaterThanOrEqual(4 * geometry.moduleMm)
    expect(label.widthMm - left - 29 * geometry.moduleMm).toBeGreaterThanOrEqual(4 * geometry.moduleMm)
  })
})

/** Without spaces, which a line break may take, and without what stands for markup. */
function isPlain(text: string): boolean {
  return !/[\s<>&"'\p{C}]/u.test(text)
}

function textsOf(content: string): string[] {
  return [...content.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '')
}

function placeOf(content: string): [left: number, top: number] {
  const [, left, top] = /translate\(([\d.]+) ([\d.]+)\)/.exec(content) ?? []
  return [Number(left), Number(top)]
}

function expectWhole(value: number): void {
  expect(Math.abs(value - Math.round(value))).toBeLessThan(1e-3)
}
