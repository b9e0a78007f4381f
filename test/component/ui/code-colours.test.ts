import { afterEach, describe, expect, it } from 'vitest'
import '#ui/code-colours.css'
import '../../../renderer/styles/tokens.css'

const WORDS = ['key', 'string', 'number', 'keyword', 'punctuation'].map(name => `--syntax-${name}`)
const GROUNDS = ['--colour-surface', '--editor-selection', '--editor-match', '--editor-match-current']

afterEach(() => {
  delete document.documentElement.dataset['theme']
})

describe.each(['light', 'dark'])('the %s theme', theme => {
  it.each(WORDS.flatMap(word => GROUNDS.map(ground => [word, ground] as const)))('reads %s on %s', (word, ground) => {
    document.documentElement.dataset['theme'] = theme
    expect(contrast(colour(word), colour(ground))).toBeGreaterThanOrEqual(4.5)
  })
})

/** Red, green and blue of a custom property, each from 0 to 1. */
function colour(property: string): number[] {
  const written = getComputedStyle(document.documentElement).getPropertyValue(property)
  const parts = /^#(..)(..)(..)$/.exec(written)
  if (parts === null) throw new Error(`${property} is not a plain colour: ${written}`)
  return parts.slice(1).map(part => Number.parseInt(part, 16) / 255)
}

/** The contrast ratio of WCAG 2.2. */
function contrast(one: number[], other: number[]): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05)
}

function luminance(parts: number[]): number {
  const [red = 0, green = 0, blue = 0] = parts.map(part =>
    part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
