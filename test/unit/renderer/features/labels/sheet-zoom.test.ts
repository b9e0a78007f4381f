import { describe, expect, it } from 'vitest'
import {
  CSS_PIXELS_PER_MM,
  percentOf,
  pictureDpi,
  pixelsPerMm,
  zoomedIn,
  zoomedOut,
  type ZoomedPage,
} from '../../../../../renderer/features/labels/sheet-zoom'

const A4: ZoomedPage = {
  zoom: 'fit',
  page: { widthMm: 210, heightMm: 297 },
  room: { width: 630, height: 594 },
  screenDotsPerMm: null,
  pixelRatio: 1,
}

describe('the scale of a page', () => {
  it.each([
    { name: 'fits its height', question: A4, pixels: 2 },
    { name: 'fits its width', question: { ...A4, room: { width: 210, height: 9_000 } }, pixels: 1 },
    { name: 'fits no place as a dot', question: { ...A4, room: { width: -20, height: 0 } }, pixels: 0.2 },
    {
      name: 'fits a wide place at four times its size at most',
      question: { ...A4, page: { widthMm: 10, heightMm: 10 }, room: { width: 5_000, height: 5_000 } },
      pixels: 4 * CSS_PIXELS_PER_MM,
    },
    { name: 'is in per cent', question: { ...A4, zoom: 150 }, pixels: 1.5 * CSS_PIXELS_PER_MM },
    {
      name: 'is true to a measured screen, whatever its pixels are made of',
      question: { ...A4, zoom: 'true-size', screenDotsPerMm: 9, pixelRatio: 1.5 },
      pixels: 6,
    },
    {
      name: 'is what CSS takes for true on a screen that was not measured',
      question: { ...A4, zoom: 'true-size', pixelRatio: 2 },
      pixels: CSS_PIXELS_PER_MM,
    },
  ] satisfies { name: string; question: ZoomedPage; pixels: number }[])('$name', ({ question, pixels }) => {
    expect(pixelsPerMm(question)).toBeCloseTo(pixels)
  })
})

describe('the resolution of its picture', () => {
  it('is that of the screen', () => {
    expect(pictureDpi(CSS_PIXELS_PER_MM, 1)).toBeCloseTo(96)
    expect(pictureDpi(CSS_PIXELS_PER_MM, 2)).toBeCloseTo(192)
  })

  it('is within what may be asked for', () => {
    expect(pictureDpi(4 * CSS_PIXELS_PER_MM, 3)).toBe(400)
    expect(pictureDpi(0.2, 1)).toBe(20)
  })
})

describe('zooming', () => {
  it.each([
    { percent: 100, larger: 125, smaller: 75 },
    { percent: 63, larger: 75, smaller: 50 },
    { percent: 400, larger: 400, smaller: 300 },
    { percent: 20, larger: 50, smaller: 50 },
  ])('goes from $percent % to the next step', ({ percent, larger, smaller }) => {
    const pixels = (CSS_PIXELS_PER_MM * percent) / 100

    expect(percentOf(pixels)).toBe(percent)
    expect(zoomedIn(pixels)).toBe(larger)
    expect(zoomedOut(pixels)).toBe(smaller)
  })
})
