import { describe, expect, it } from 'vitest'
import { windowTitle } from '#ui/use-place-title.ts'

describe('the title of the window', () => {
  it.each([
    ['Drafts', 'Drafts – Paydesk'],
    ['Касса «Гавань»', 'Касса «Гавань» – Paydesk'],
    ['', 'Paydesk'],
  ])('says where one is: %s', (place, title) => {
    expect(windowTitle(place)).toBe(title)
  })

  it.each([
    'https://portal.example.com/rest/7/abcdefghijklmnop/',
    'Shop https://portal.example.com/rest/7/abcdefghijklmnop/profile.json',
    'http://portal.example.com/rest/7/abcdefghijklmnop/',
  ])('is without a name that holds a webhook address: %s', name => {
    expect(windowTitle(name)).toBe('Paydesk')
  })
})
