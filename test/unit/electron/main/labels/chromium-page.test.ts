import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import { describe, expect, it } from 'vitest'
import { chromiumPage } from '../../../../../electron/main/labels/chromium-page'

const PIXELS_PER_MM = 96 / 25.4

describe('the page that Chromium makes for a page', () => {
  it.each(BUILT_IN_STOCKS.map(({ id, page }) => ({ id, page })))(
    'of $id has room for it, and is whole in pixels and in three-hundredths of an inch',
    ({ page }) => {
      const made = chromiumPage(page)
      for (const side of ['widthMm', 'heightMm'] as const) {
        const pixels = made[side] * PIXELS_PER_MM
        expect(pixels % 8).toBeCloseTo(pixels % 8 > 4 ? 8 : 0, 6)
        expect(pixels - page[side] * PIXELS_PER_MM).toBeGreaterThanOrEqual(2 - 1e-6)
        expect(pixels - page[side] * PIXELS_PER_MM).toBeLessThan(10)
      }
    },
  )
})
