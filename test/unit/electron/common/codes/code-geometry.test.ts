import { codeGeometry, MM_PER_INCH, QUIET_ZONE_MODULES } from '#common/codes/code-geometry'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const SIZES_OF_CODES = Array.from({ length: 40 }, (_, version) => 21 + 4 * version)

const placed = fc.record({
  moduleCount: fc.constantFrom(...SIZES_OF_CODES),
  sizeMm: fc.double({ min: 30, max: 200, noNaN: true }),
  dpi: fc.constantFrom(203, 300, 600, 1200),
})

describe('the geometry of a code', () => {
  it('leaves at least four white modules on every side', () => {
    fc.assert(
      fc.property(placed, ({ moduleCount, sizeMm, dpi }) => {
        const { sideDots, dotsPerModule, offsetDots } = codeGeometry(moduleCount, sizeMm, dpi)
        const right = sideDots - offsetDots - dotsPerModule * moduleCount
        expect(Math.min(offsetDots, right)).toBeGreaterThanOrEqual(QUIET_ZONE_MODULES * dotsPerModule)
        expect(right - offsetDots).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('gives every module a whole number of dots, and no smaller than would fit', () => {
    fc.assert(
      fc.property(placed, ({ moduleCount, sizeMm, dpi }) => {
        const { sideDots, dotsPerModule } = codeGeometry(moduleCount, sizeMm, dpi)
        const modulesAcross = moduleCount + 2 * QUIET_ZONE_MODULES
        expect(Number.isInteger(dotsPerModule)).toBe(true)
        expect((dotsPerModule + 1) * modulesAcross).toBeGreaterThan(sideDots)
      }),
    )
  })

  it('comes within half a dot of the size that was asked for', () => {
    fc.assert(
      fc.property(placed, ({ moduleCount, sizeMm, dpi }) => {
        const { sideMm } = codeGeometry(moduleCount, sizeMm, dpi)
        expect(Math.abs(sideMm - sizeMm)).toBeLessThanOrEqual(MM_PER_INCH / dpi / 2 + 1e-9)
      }),
    )
  })

  it('works out an ordinary label', () => {
    expect(codeGeometry(29, 40, 300)).toMatchObject({
      sideDots: 472,
      dotsPerModule: 12,
      offsetDots: 62,
      moduleMm: 1.016,
      isSureToScan: true,
    })
  })

  it.each([
    { what: 'modules under 0.4 mm', moduleCount: 45, sizeMm: 20, dpi: 600, isSureToScan: false },
    { what: 'modules under 4 dots', moduleCount: 25, sizeMm: 14, dpi: 203, isSureToScan: false },
    { what: 'modules of 0.4 mm and 4 dots', moduleCount: 25, sizeMm: 17, dpi: 203, isSureToScan: true },
  ])('warns of $what as it should', ({ moduleCount, sizeMm, dpi, isSureToScan }) => {
    expect(codeGeometry(moduleCount, sizeMm, dpi).isSureToScan).toBe(isSureToScan)
  })

  it('says the smallest size when a module would be less than a dot', () => {
    expect(() => codeGeometry(177, 10, 300)).toThrow(
      expect.objectContaining({ code: 'invalid-input', details: { reason: 'code-too-small', smallestMm: 16 } }),
    )
    expect(codeGeometry(177, 16, 300).dotsPerModule).toBe(1)
  })

  it('tells from how far a phone reads it', () => {
    expect(codeGeometry(29, 40, 300).scanDistanceMm).toBeCloseTo(294.64)
  })
})
