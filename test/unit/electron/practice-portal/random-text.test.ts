import { describe, expect, it } from 'vitest'
import { randomText } from '../../../../electron/practice-portal/random-text'

describe('randomText', () => {
  it('makes text of the wanted length from the bytes it is given', () => {
    expect(randomText(4, () => Uint8Array.from([0, 26, 52, 61]))).toBe('Aa09')
  })

  it('throws bytes away that would make some letters likelier', () => {
    const draws = [Uint8Array.from([255, 248, 1]), Uint8Array.from([247, 250, 2])]
    let draw = 0
    expect(randomText(3, () => draws[draw++]!)).toBe('B9C')
  })
})
