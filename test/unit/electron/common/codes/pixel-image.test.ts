import { shrunk, withWhiteMargin } from '#common/codes/pixel-image'
import { expect, it } from 'vitest'

it('adds white on every side', () => {
  const image = withWhiteMargin({ width: 2, height: 1, luma: Uint8Array.of(0, 7) }, 1)
  expect(image).toEqual({
    width: 4,
    height: 3,
    luma: Uint8Array.of(255, 255, 255, 255, 255, 0, 7, 255, 255, 255, 255, 255),
  })
})

it('shrinks to the mean of what a pixel stands for, and drops what is no whole pixel', () => {
  const luma = Uint8Array.of(0, 100, 9, 200, 100, 9, 9, 9, 9)
  expect(shrunk({ width: 3, height: 3, luma }, 2)).toEqual({ width: 1, height: 1, luma: Uint8Array.of(100) })
})

it('leaves a picture as it is when there is nothing to shrink', () => {
  const image = { width: 2, height: 1, luma: Uint8Array.of(0, 7) }
  expect(shrunk(image, 1)).toBe(image)
})
