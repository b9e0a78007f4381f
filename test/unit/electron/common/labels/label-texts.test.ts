import { dayText, labelTexts, printedFacts, sumText } from '#common/labels/label-texts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelFacts } from '../../../../support/label-builders'

const FACTS = labelFacts({
  title: 'Winter fair',
  orderNumber: '17/2',
  sum: 1500.5,
  currency: 'EUR',
  due: '2026-12-24',
  payer: 'Ada & Co',
  texts: [
    { name: 'Seat', value: 'B 12' },
    { name: 'sum', value: '1' },
  ],
})

function textOf(template: string, facts = FACTS, locale = 'en'): string | undefined {
  return labelTexts({ lines: [{ template, size: 'normal', isBold: false }] }, facts, locale)[0]?.text
}

describe('the texts of a label', () => {
  it.each([
    { template: 'Payment {payment}', text: 'Payment 1063' },
    { template: '{title}, order {order}', text: 'Winter fair, order 17/2' },
    { template: '{sum}', text: '€1,500.50' },
    { template: 'until {due}', text: 'until Dec 24, 2026' },
    { template: '{payer}', text: 'Ada & Co' },
    { template: '{link}', text: 'https://shop.example/~aB3dE' },
    { template: '{Seat} {SEAT} { seat }', text: 'B 12 B 12 B 12' },
    { template: 'no placeholder', text: 'no placeholder' },
    { template: 'a } and a { alone', text: 'a } and a { alone' },
    { template: '{unknown}{payment}', text: '1063' },
  ])('puts what is known into "$template"', ({ template, text }) => {
    expect(textOf(template)).toBe(text)
  })

  it('writes sums and days as the locale does', () => {
    expect(textOf('{sum} {due}', FACTS, 'de')).toBe('1.500,50\u00a0€ 24.12.2026')
    expect(textOf('{sum}', FACTS, 'ru')).toBe('1\u00a0500,50\u00a0€')
  })

  it('leaves out a line of which nothing is known, and an empty one', () => {
    expect(textOf('until {due}', labelFacts())).toBeUndefined()
    expect(textOf('{unknown}')).toBeUndefined()
    expect(textOf('   ')).toBeUndefined()
    expect(textOf('{title} {payment}', labelFacts())).toBe('1063')
  })

  it('keeps size and weight', () => {
    const lines = [{ template: '{payment}', size: 'large', isBold: true } as const]
    expect(labelTexts({ lines }, FACTS, 'en')).toEqual([{ text: '1063', size: 'large', isBold: true }])
  })

  it.each([
    { currency: null, text: '5' },
    { currency: '', text: '5' },
    { currency: 'EUR', text: '€5.00' },
    { currency: 'JPY', text: '¥5' },
    { currency: 'points', text: '5 points' },
    { currency: '💰', text: '5 💰' },
  ])('writes a sum in $currency', ({ currency, text }) => {
    expect(sumText(5, currency, 'en')).toBe(text)
  })

  it.each([
    { sum: 1500.5, currency: 'KRW', text: '₩1,500.5' },
    { sum: 1500.25, currency: 'JPY', text: '¥1,500.25' },
    { sum: 49.905, currency: 'EUR', text: '€49.905' },
    { sum: 0.1 + 0.2, currency: 'EUR', text: '€0.30' },
    { sum: 1.23456, currency: null, text: '1.2346' },
    { sum: 1e15, currency: 'EUR', text: '€1,000,000,000,000,000.00' },
    { sum: -7.5, currency: 'CLP', text: '-CLP 7.5' },
  ])('never rounds $sum in $currency to what is usual', ({ sum, currency, text }) => {
    expect(sumText(sum, currency, 'en').replaceAll('\u00a0', ' ')).toBe(text)
  })

  it('keeps what is no day as it is', () => {
    expect(dayText('soon', 'en')).toBe('soon')
  })

  it('does without a locale that is none', () => {
    expect(sumText(5, 'EUR', 'no such one!')).toBe('€5.00')
    expect(dayText('2026-12-24', '')).toBe('Dec 24, 2026')
  })

  it('takes any template', () => {
    const templates = fc.string({ unit: fc.constantFrom('{', '}', 'sum', 'due', ' ', '$&', '\ud83d') })
    fc.assert(fc.property(templates, template => void textOf(template)))
  })
})

describe('what a design prints of payments', () => {
  it.each<[string[], string[]]>([
    [[], []],
    [['{title} {payment} {link}'], []],
    [
      ['Order {Order}', '{ sum }, {sum}'],
      ['order', 'sum'],
    ],
    [['{due}'], ['due']],
    [['{payer}', '{Seat}'], ['texts']],
  ])('is said by its lines: %j', (templates, facts) => {
    const lines = templates.map(template => ({ template, size: 'normal' as const, isBold: false }))
    expect(printedFacts({ lines })).toEqual(facts)
  })
})
