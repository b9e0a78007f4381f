import { CORRECTION_LEVELS } from '#common/codes/code-options'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCode } from '../../../../../electron/main/codes/code-reader'
import { drawCode } from '../../../../../electron/main/codes/qr-matrix'
import { picture } from '../../../../support/codes-pixels'

const ADDRESS = 'https://shop.example/~aB3dE'
const levels = fc.constantFrom(...CORRECTION_LEVELS)
const addresses = fc.webUrl().map(url => url.slice(0, 200))

describe('a drawn code', () => {
  it.each(CORRECTION_LEVELS)('has the level %s when that was asked for', level => {
    const code = drawCode(ADDRESS, { level, raisesLevel: false })
    expect(code.level).toBe(level)
    expect(readCode(picture(code, 4, 4))).toEqual({ text: ADDRESS, hasQuietZone: true })
  })

  it('gets the highest level that costs no module', () => {
    expect(drawCode(ADDRESS, { level: 'M', raisesLevel: true })).toMatchObject({ level: 'Q', moduleCount: 29 })
    expect(drawCode(ADDRESS, { level: 'M', raisesLevel: false })).toMatchObject({ level: 'M', moduleCount: 29 })
  })

  it('never grows by a raised level, and never falls below the level that was asked for', () => {
    fc.assert(
      fc.property(addresses, levels, (address, level) => {
        const plain = drawCode(address, { level, raisesLevel: false })
        const raised = drawCode(address, { level, raisesLevel: true })
        expect(raised.moduleCount).toBe(plain.moduleCount)
        expect(CORRECTION_LEVELS.indexOf(raised.level)).toBeGreaterThanOrEqual(CORRECTION_LEVELS.indexOf(level))
        const next = CORRECTION_LEVELS[CORRECTION_LEVELS.indexOf(raised.level) + 1]
        if (next === undefined) return
        expect(drawCode(address, { level: next, raisesLevel: false }).moduleCount).toBeGreaterThan(plain.moduleCount)
      }),
      { numRuns: 30 },
    )
  })
})
