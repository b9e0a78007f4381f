import { describe, expect, it } from 'vitest'
import { choosePaper, offeredPapers, offeredWords } from '../../../../../electron/common/print/choose-paper'

const OFFICE = offeredPapers(['na_letter_8.5x11in', 'iso_a5_148x210mm', 'iso_a4_210x297mm', 'tray-1', 'auto'])
const ROLL = offeredPapers(['custom_min_12x20mm', 'custom_max_62x1000mm', 'om_dk-11209_29x62mm'])

function sheet(widthMm: number, heightMm: number) {
  return { widthMm, heightMm }
}

describe('a paper for a sheet', () => {
  it.each([
    ['A4', OFFICE, sheet(210, 297), 'iso_a4_210x297mm'],
    ['A4 that misses it a little', OFFICE, sheet(209.1, 297.9), 'iso_a4_210x297mm'],
    ['A4 across', OFFICE, sheet(297, 210), 'iso_a4_210x297mm'],
    ['Letter, in inches', OFFICE, sheet(215.9, 279.4), 'na_letter_8.5x11in'],
    ['a label of the roll, across', ROLL, sheet(62, 29), 'om_dk-11209_29x62mm'],
  ])('is %s where the printer offers it', (_, offered, size, name) => {
    expect(choosePaper(offered, size)).toMatchObject({ kind: 'offered', paper: { name } })
  })

  it('is the closest of several', () => {
    const offered = offeredPapers(['om_one_50x30.9mm', 'om_two_50.2x30mm'])
    expect(choosePaper(offered, sheet(50, 30))).toMatchObject({ paper: { name: 'om_two_50.2x30mm' } })
  })

  it.each([
    ['as it is', sheet(50, 30), sheet(50, 30)],
    ['across, where only so it is narrow enough', sheet(90, 40), sheet(40, 90)],
  ])('is a size of its own %s', (_, size, taken) => {
    expect(choosePaper(ROLL, size)).toEqual({ kind: 'custom', ...taken })
  })

  it.each([
    ['other sizes alone are offered', OFFICE, sheet(62, 29)],
    ['it misses by more than a millimetre', OFFICE, sheet(208.9, 297)],
    ['it is beyond what the printer takes', ROLL, sheet(63, 63)],
    ['nothing is known', offeredPapers([]), sheet(62, 29)],
  ])('is not there where %s', (_, offered, size) => {
    expect(choosePaper(offered, size)).toEqual({ kind: 'none' })
  })

  it('is missed in words that name the closest sizes first', () => {
    expect(offeredWords(OFFICE, sheet(150, 200), 2)).toBe('148 × 210 mm, 215.9 × 279.4 mm')
    expect(offeredWords(ROLL, sheet(63, 63), 8)).toBe('29 × 62 mm, 12 × 20 mm – 62 × 1000 mm')
  })
})
