import { describe, expect, it } from 'vitest'
import type { TextKey } from '#ui/use-text.ts'
import { createText } from '../../../../../renderer/app/locales/create-text'

const MESSAGES = {
  plain: 'Nothing in it',
  named: 'Handler {name}',
  counted: '{count, plural, one {# change by {who}} other {# changes by {who}}}',
  chosen: '{kind, select, a {first} other {{other}}}',
  marked: 'a < b and <b>not bold</b>',
}

const text = createText('en', MESSAGES)

describe('the words of a language', () => {
  it.each<[string, Record<string, string | number>, string]>([
    ['plain', {}, 'Nothing in it'],
    ['named', { name: 'Till' }, 'Handler Till'],
    ['named', { name: '<img onerror=x>{name}' }, 'Handler <img onerror=x>{name}'],
    ['counted', { count: 1, who: 'me' }, '1 change by me'],
    ['counted', { count: 1200, who: 'me' }, '1,200 changes by me'],
    ['marked', {}, 'a < b and <b>not bold</b>'],
  ])('%s with %j are %j', (key, values, words) => {
    expect(text(key as TextKey, values)).toBe(words)
  })

  it('of a key that has none are a fault, and not an empty text', () => {
    expect(() => text('missing' as TextKey)).toThrow('missing')
  })

  it('follow the language in their plurals', () => {
    const russian = createText('ru', {
      counted: '{count, plural, one {# правка} few {# правки} many {# правок} other {# правки}}',
    })

    expect([1, 2, 5, 21].map(count => russian('counted' as TextKey, { count }))).toEqual([
      '1 правка',
      '2 правки',
      '5 правок',
      '21 правка',
    ])
  })
})

describe('the first of several keys', () => {
  it('is the first that has a message', () => {
    expect(text.firstOf(['missing', 'plain', 'named'], { name: 'x' })).toBe('Nothing in it')
  })

  it.each([
    ['a value', 'named', {}],
    ['a value inside a plural form', 'counted', { count: 1 }],
    ['the count of a plural form', 'counted', { who: 'me' }],
    ['a value inside a choice', 'chosen', { kind: 'a' }],
  ])('is not one that lacks %s', (_, key, values) => {
    expect(text.firstOf([key, 'plain'], values)).toBe('Nothing in it')
  })

  it('is no name that every object has', () => {
    expect(text.firstOf(['constructor', '__proto__', 'plain'])).toBe('Nothing in it')
  })

  it('is a fault when there is none', () => {
    expect(() => text.firstOf(['missing', 'named'])).toThrow('missing, named')
  })
})

describe('dates and numbers', () => {
  it('follow the language', () => {
    expect(text.number(1234.5)).toBe('1,234.5')
    expect(createText('de', {}).number(1234.5)).toBe('1.234,5')
    expect(text.date('2031-05-04T10:20:30.000Z')).toContain('2031')
  })
})
