import { describe, expect, it } from 'vitest'
import { isNameTyped } from '#common/portals/is-name-typed'

const COMPOSED = 'Caf\u00e9 Nord'
const DECOMPOSED = 'Cafe\u0301 Nord'

describe('the typed name of a portal', () => {
  it.each([
    ['as it is', 'Fair office', 'Fair office'],
    ['with spaces around it', '  Fair office\t', 'Fair office'],
    ['whose own spaces are around it', 'Fair office', ' Fair office '],
    ['with an accent that is put together', DECOMPOSED, COMPOSED],
    ['with an accent that is one letter', COMPOSED, DECOMPOSED],
    ['with an ordinary space for one that does not break', 'Fair office', 'Fair\u00a0office'],
    ['with one space where the screen shows one of two', 'Fair office', 'Fair  office'],
    ['in another script', 'Лавка «Северное сияние»', 'Лавка «Северное сияние»'],
    ['with a flag', 'Shop 🇩🇪', 'Shop 🇩🇪'],
  ])('is right %s', (_, typed, title) => {
    expect(isNameTyped(typed, title)).toBe(true)
  })

  it.each([
    ['nothing', '', 'Fair office'],
    ['spaces', '   ', 'Fair office'],
    ['a part of it', 'Fair', 'Fair office'],
    ['more than it', 'Fair office 2', 'Fair office'],
    ['other capitals', 'fair office', 'Fair office'],
    ['no accent', 'Cafe Nord', COMPOSED],
    ['no space', 'Fairoffice', 'Fair office'],
    ['a letter of another script', 'Fаir office', 'Fair office'],
    ['wide letters', 'Ｆair office', 'Fair office'],
    ['nothing for a name of nothing', '', ' '],
  ])('is wrong with %s', (_, typed, title) => {
    expect(isNameTyped(typed, title)).toBe(false)
  })
})
