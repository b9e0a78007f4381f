import { MM_PER_INCH } from '#common/codes/code-geometry'
import { DEFAULT_CODE_OPTIONS, PRINTER_RESOLUTIONS, type CodeOptions } from '#common/codes/code-options'
import { singleLabel } from '#common/labels/single-label'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { halfWide } from '../../../../support/label-builders'

const MATRIX = { moduleCount: 29, modules: new Uint8Array(29 * 29).fill(1) }
const ADDRESS = 'https://shop.example/~aB3dE'

function label(over: Partial<CodeOptions> = {}) {
  const options = { ...DEFAULT_CODE_OPTIONS, ...over }
  return singleLabel({ matrix: MATRIX, options, caption: 'Payment 1063', address: ADDRESS, measure: halfWide })
}

describe('the page of one code', () => {
  it('shows the caption and the address below the code', () => {
    const { content, widthMm, heightMm } = label()
    expect(textsOf(content)).toEqual(['Payment 1063', ADDRESS])
    expect(heightMm).toBeGreaterThan(widthMm)
  })

  it('has sides of whole twelfths of an inch, with the code on whole dots of its printer', () => {
    const sides = fc.double({ min: 20, max: 200, noNaN: true })
    fc.assert(
      fc.property(sides, fc.constantFrom(...PRINTER_RESOLUTIONS), (mm, dpi) => {
        const { content, widthMm, heightMm } = label({ sizing: { by: 'side', mm }, dpi })
        const [, left, top] = /translate\(([\d.]+) ([\d.]+)\)/.exec(content) ?? []
        for (const side of [widthMm, heightMm]) expectWhole((side / MM_PER_INCH) * 12)
        for (const place of [left, top]) expectWhole((Number(place) / MM_PER_INCH) * dpi)
      }),
    )
  })

  it('loses no letter of a caption in the smallest size', () => {
    const { content } = label({ sizing: { by: 'side', mm: 10 } })
    expect(textsOf(content).join('').replaceAll(' ', '')).toBe(`Payment1063${ADDRESS}`)
  })
})

function textsOf(content: string): string[] {
  return Array.from(content.matchAll(/<text[^>]*>([^<]*)<\/text>/g), ([, text = '']) => text)
}

function expectWhole(value: number): void {
  expect(Math.abs(value - Math.round(value))).toBeLessThan(1e-3)
}
