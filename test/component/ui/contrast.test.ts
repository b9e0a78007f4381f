import { describe, expect, it, onTestFinished } from 'vitest'
import '../../../renderer/styles/tokens.css'

const THEMES = ['light', 'dark'] as const
const TEXT = 4.5
/** For what is no text: the mark of a portal, the edge of a control, the ring of the focus. */
const SIGN = 3

const GROUNDS = ['--colour-ground', '--colour-surface', '--colour-surface-raised']
const PAIRS: readonly (readonly [colour: string, ground: string, least: number])[] = [
  ...GROUNDS.flatMap(ground =>
    [
      '--colour-text',
      '--colour-text-quiet',
      '--colour-accent',
      '--colour-danger',
      '--colour-warning',
      '--colour-success',
    ].map(colour => [colour, ground, TEXT] as const),
  ),
  ['--colour-accent-text', '--colour-accent', TEXT],
  ['--colour-text', '--colour-accent-soft', TEXT],
  ['--colour-text-quiet', '--colour-accent-soft', TEXT],
  ['--colour-accent', '--colour-accent-soft', TEXT],
  ...['danger', 'warning', 'success'].flatMap(kind => [
    [`--colour-${kind}`, `--colour-${kind}-soft`, TEXT] as const,
    ['--colour-text', `--colour-${kind}-soft`, TEXT] as const,
    ['--colour-text-quiet', `--colour-${kind}-soft`, TEXT] as const,
  ]),
  ...GROUNDS.flatMap(ground => [
    ['--colour-focus', ground, SIGN] as const,
    ['--colour-line-strong', ground, SIGN] as const,
    ...['blue', 'teal', 'green', 'amber', 'red', 'violet'].map(name => [`--portal-${name}`, ground, SIGN] as const),
  ]),
]

/** Red, green and blue from 0 to 255, as the browser understands a custom property. */
function colourOf(property: string): [red: number, green: number, blue: number] {
  const probe = document.createElement('span')
  probe.style.color = `var(${property})`
  document.body.append(probe)
  const [red, green, blue, alpha] = getComputedStyle(probe)
    .color.match(/[\d.]+/g)!
    .map(Number)
  probe.remove()
  if (red === undefined || green === undefined || blue === undefined) throw new Error(`${property} is no colour`)
  if (alpha !== undefined && alpha !== 1) throw new Error(`${property} can be seen through`)
  return [red, green, blue]
}

/** The relative luminance of WCAG 2.2. */
function luminanceOf(property: string): number {
  const [red, green, blue] = colourOf(property).map(channel => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrastOf(colour: string, ground: string): number {
  const [darker, lighter] = [luminanceOf(colour), luminanceOf(ground)].sort((one, other) => one - other)
  return (lighter! + 0.05) / (darker! + 0.05)
}

function show(theme: (typeof THEMES)[number]): void {
  document.documentElement.dataset['theme'] = theme
  onTestFinished(() => {
    delete document.documentElement.dataset['theme']
  })
}

describe.each(THEMES)('in the %s theme', theme => {
  it.each(PAIRS)('%s on %s has a contrast of %d to 1 or more', (colour, ground, least) => {
    show(theme)

    expect(contrastOf(colour, ground)).toBeGreaterThanOrEqual(least)
  })
})

describe('the themes', () => {
  it('differ, and the light one is there before any was chosen', () => {
    const before = colourOf('--colour-ground')
    show('light')
    expect(colourOf('--colour-ground')).toEqual(before)
    show('dark')
    expect(colourOf('--colour-ground')).not.toEqual(before)
  })
})

describe('the measure itself', () => {
  it('gives what WCAG gives for black and white, and for a grey that just passes', () => {
    const style = document.documentElement.style
    for (const [name, value] of [
      ['--a', '#000'],
      ['--b', '#fff'],
      ['--c', '#767676'],
    ] as const)
      style.setProperty(name, value)
    onTestFinished(() => document.documentElement.removeAttribute('style'))

    expect(contrastOf('--a', '--b')).toBeCloseTo(21, 5)
    expect(contrastOf('--c', '--b')).toBeCloseTo(4.54, 2)
  })
})
