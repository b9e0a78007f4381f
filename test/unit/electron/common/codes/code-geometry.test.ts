import { codeGeometry, MM_PER_INCH } from '#common/codes/code-geometry'
import { ofSide, PRINTER_RESOLUTIONS } from '#common/codes/code-options'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const SIZES_OF_CODES = Array.from({ length: 40 }, (_, version) => 21 + 4 * version)

const place = {
  moduleCount: fc.constantFrom(...SIZES_OF_CODES),
  quietZone: fc.integer({ min: 4, max: 20 }),
  dpi: fc.constantFrom(...PRINTER_RESOLUTIONS),
}
const sides = fc.record({ by: fc.constant('side' as const), mm: fc.double({ min: 30, max: 200, noNaN: true }) })
const modules = fc.record({ by: fc.constant('module' as const), mm: fc.double({ min: 0.1, max: 5, noNaN: true }) })
const ofAnySide = fc.record({ ...place, sizing: sides })
const ofAnyModule = fc.record({ ...place, sizing: modules })

describe('the geometry of a code', () => {
  it('gives every module a whole number of dots', () => {
    fc.assert(
      fc.property(fc.oneof(ofAnySide, ofAnyModule), ({ moduleCount, ...options }) => {
        const { sideDots, dotsPerModule, offsetDots, moduleMm } = codeGeometry(moduleCount, options)
        expect([sideDots, dotsPerModule, offsetDots].every(Number.isInteger)).toBe(true)
        expect(dotsPerModule).toBeGreaterThanOrEqual(1)
        expect(moduleMm).toBeCloseTo((dotsPerModule * MM_PER_INCH) / options.dpi)
      }),
    )
  })

  it('leaves at least the quiet zone that was asked for on every side', () => {
    fc.assert(
      fc.property(fc.oneof(ofAnySide, ofAnyModule), ({ moduleCount, ...options }) => {
        const { sideDots, dotsPerModule, offsetDots } = codeGeometry(moduleCount, options)
        const right = sideDots - offsetDots - dotsPerModule * moduleCount
        expect(Math.min(offsetDots, right)).toBeGreaterThanOrEqual(options.quietZone * dotsPerModule)
        expect(right - offsetDots).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('comes within half a dot of the side that was asked for, with the largest modules that fit', () => {
    fc.assert(
      fc.property(ofAnySide, ({ moduleCount, ...options }) => {
        const { sideMm, sideDots, dotsPerModule } = codeGeometry(moduleCount, options)
        expect(Math.abs(sideMm - options.sizing.mm)).toBeLessThanOrEqual(MM_PER_INCH / options.dpi / 2 + 1e-9)
        expect((dotsPerModule + 1) * (moduleCount + 2 * options.quietZone)).toBeGreaterThan(sideDots)
      }),
    )
  })

  it('comes within half a dot of the module that was asked for, with exactly its quiet zone', () => {
    fc.assert(
      fc.property(ofAnyModule, ({ moduleCount, ...options }) => {
        const { moduleMm, sideMm, offsetMm, dotsPerModule } = codeGeometry(moduleCount, options)
        const halfADotMm = MM_PER_INCH / options.dpi / 2
        if (dotsPerModule > 1) expect(Math.abs(moduleMm - options.sizing.mm)).toBeLessThanOrEqual(halfADotMm + 1e-9)
        expect(offsetMm).toBeCloseTo(options.quietZone * moduleMm)
        expect(sideMm).toBeCloseTo((moduleCount + 2 * options.quietZone) * moduleMm)
      }),
    )
  })

  it('works out an ordinary label', () => {
    expect(codeGeometry(29, ofSide(40, 300))).toMatchObject({
      sideDots: 472,
      dotsPerModule: 12,
      offsetDots: 62,
      moduleMm: 1.016,
      isSureToScan: true,
    })
  })

  it('works out a label by its module', () => {
    const geometry = codeGeometry(25, { sizing: { by: 'module', mm: 0.5 }, quietZone: 6, dpi: 203 })
    expect(geometry).toMatchObject({ dotsPerModule: 4, sideDots: 148, offsetDots: 24, isSureToScan: true })
  })

  it('never takes a module for less than a dot', () => {
    const geometry = codeGeometry(25, { sizing: { by: 'module', mm: 0.05 }, quietZone: 4, dpi: 203 })
    expect(geometry).toMatchObject({ dotsPerModule: 1, hasEnoughDots: false, hasWideModules: false })
  })

  it.each([
    { what: 'modules under 0.4 mm', moduleCount: 45, sizeMm: 20, dpi: 600, hasWideModules: false, hasEnoughDots: true },
    {
      what: 'modules under 4 dots',
      moduleCount: 25,
      sizeMm: 14,
      dpi: 203,
      hasWideModules: false,
      hasEnoughDots: false,
    },
    {
      what: 'modules of 0.5 mm and 4 dots',
      moduleCount: 25,
      sizeMm: 16.6,
      dpi: 203,
      hasWideModules: true,
      hasEnoughDots: true,
    },
  ] as const)('warns of $what as it should', ({ moduleCount, sizeMm, dpi, hasWideModules, hasEnoughDots }) => {
    expect(codeGeometry(moduleCount, ofSide(sizeMm, dpi))).toMatchObject({
      hasWideModules,
      hasEnoughDots,
      isSureToScan: hasWideModules && hasEnoughDots,
    })
  })

  it('says the smallest size when a module would be less than a dot', () => {
    expect(() => codeGeometry(177, ofSide(10, 300))).toThrow(
      expect.objectContaining({ code: 'invalid-input', details: { reason: 'code-too-small', smallestMm: 16 } }),
    )
    expect(codeGeometry(177, ofSide(16, 300)).dotsPerModule).toBe(1)
  })

  it('tells from how far a phone reads it', () => {
    expect(codeGeometry(29, ofSide(40, 300)).scanDistanceMm).toBeCloseTo(294.64)
  })
})
