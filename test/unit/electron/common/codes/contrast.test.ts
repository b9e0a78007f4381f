import { contrastProblem } from '#common/codes/contrast'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const colours = fc.integer({ min: 0, max: 0xffffff }).map(value => `#${value.toString(16).padStart(6, '0')}`)

describe('the guard of a code’s colours', () => {
  it.each([
    { dark: '#000000', light: '#ffffff', problem: null, what: 'black on white' },
    { dark: '#0b3d91', light: '#ffffff', problem: null, what: 'dark blue on white' },
    { dark: '#000000', light: '#ffe680', problem: null, what: 'black on yellow' },
    { dark: '#005a2b', light: '#fff4e0', problem: null, what: 'dark green on cream' },
    { dark: '#ffffff', light: '#000000', problem: 'inverted', what: 'white on black' },
    { dark: '#ffff00', light: '#0000ff', problem: 'inverted', what: 'yellow on blue' },
    { dark: '#000000', light: '#808080', problem: 'light-too-dark', what: 'black on grey' },
    { dark: '#a0a0a0', light: '#ffffff', problem: null, what: 'the darkest grey still let through' },
    { dark: '#b4b4b4', light: '#ffffff', problem: 'too-close', what: 'pale grey on white' },
    { dark: '#ffffff', light: '#ffffff', problem: 'too-close', what: 'white on white' },
    {
      dark: '#ff0000',
      light: '#ffffff',
      problem: 'too-close-in-red',
      what: 'red on white, which red light cannot see',
    },
    { dark: '#0000ff', light: '#00ffff', problem: 'too-close-in-red', what: 'blue on cyan, both black in red light' },
  ])('judges $what', ({ dark, light, problem }) => {
    expect(contrastProblem(dark, light)).toBe(problem)
  })

  it('never lets two colours pass both ways round', () => {
    fc.assert(
      fc.property(colours, colours, (dark, light) => {
        expect(contrastProblem(dark, light) === null && contrastProblem(light, dark) === null).toBe(false)
      }),
    )
  })
})
