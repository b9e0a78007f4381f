import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fillPlaceholders,
  isNothingKnown,
  placeholderNames,
  placeholdersIn,
  placeholderValues,
  unknownPlaceholders,
} from '#common/payments/placeholders'

const VALUES = placeholderValues({ order: '17/2', payer: '' }, [
  { name: 'Seat', value: ' B 12 ' },
  { name: ' seat', value: 'another' },
  { name: 'PAYER', value: 'somebody else' },
  { name: 'Trick', value: '{order} $&' },
  { name: '', value: 'nameless' },
])

describe('placeholders in braces', () => {
  it.each([
    { template: '{order}', text: '17/2' },
    { template: 'No. {order}, {Seat}', text: 'No. 17/2, B 12' },
    { template: '{ SEAT }{seat}{\tSeat\n}', text: 'B 12B 12B 12' },
    { template: '{payer}|{nobody}', text: '|' },
    { template: '{Trick}', text: '{order} $&' },
    { template: '{{order}}', text: '{17/2}' },
    { template: '{order', text: '{order' },
    { template: '{} { }', text: '{} { }' },
    { template: '', text: '' },
  ])('are filled in "$template"', ({ template, text }) => {
    expect(fillPlaceholders(template, VALUES)).toBe(text)
  })

  it.each([
    { template: '{payer}', isNothing: true },
    { template: 'for {payer} {nobody}', isNothing: true },
    { template: 'for {payer} {order}', isNothing: false },
    { template: 'a word, {}', isNothing: false },
    { template: '', isNothing: false },
  ])('stand for nothing at all in "$template": $isNothing', ({ template, isNothing }) => {
    expect(isNothingKnown(template, VALUES)).toBe(isNothing)
  })

  it('are named once each, as they are written first', () => {
    expect(placeholdersIn('{ Seat } {order} {SEAT} {} {order} {')).toEqual(['Seat', 'order'])
  })

  it('are named where nobody knows them', () => {
    expect(unknownPlaceholders('{order} {SEAT} {Row} {row} {}', ['order', ' seat '])).toEqual(['Row'])
  })

  it('are offered under names that reach them', () => {
    const texts = ['Seat', 'Order', 'SEAT', '', ' ', 'a}b', 'Row']
    expect(placeholderNames(['order', 'payer'], texts)).toEqual(['order', 'payer', 'Seat', 'Row'])
  })
})

describe('whatever is written, and whatever stands beside a payment,', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'B', 'İ', ' ', '\u00a0', '-', '1', 'é') })
  const value = fc.string({ unit: fc.constantFrom('{', '}', '$&', 'x', ' ', '\ud83d') })
  const texts = fc.array(fc.record({ name, value }), { maxLength: 4 })
  const template = fc
    .array(fc.oneof(name, value, fc.constantFrom('{', '}', '{}'), name.map(braced)), { maxLength: 8 })
    .map(parts => parts.join(''))

  it('each name that is offered is filled with what is known first', () => {
    fc.assert(
      fc.property(texts, beside => {
        const values = placeholderValues({ a: 'fact' }, beside)
        for (const offered of placeholderNames(
          ['a'],
          beside.map(text => text.name),
        )) {
          const first = beside.find(text => isSame(text.name, offered))?.value.trim()
          expect(fillPlaceholders(braced(offered), values)).toBe(isSame(offered, 'a') ? 'fact' : first)
          expect(unknownPlaceholders(braced(offered), [offered])).toEqual([])
        }
      }),
    )
  })

  it('a template is known or unknown name by name, and nothing of another one is named', () => {
    fc.assert(
      fc.property(template, texts, (written, beside) => {
        const names = placeholdersIn(written)
        const known = beside.map(text => text.name)
        const unknown = unknownPlaceholders(written, known)
        expect(unknown).toEqual(names.filter(each => !known.some(other => isSame(each, other))))
        expect(unknownPlaceholders(written, names)).toEqual([])
      }),
    )
  })

  it('what is not in braces stays as it is written', () => {
    fc.assert(
      fc.property(template, written => {
        const marked = placeholderValues(
          {},
          placeholdersIn(written).map(each => ({ name: each, value: '\u0001' })),
        )
        const parts = fillPlaceholders(written, marked).split('\u0001')
        let rest = written
        for (const part of parts) {
          const at = rest.indexOf(part)
          expect(at).toBeGreaterThanOrEqual(0)
          rest = rest.slice(at + part.length)
        }
        expect(parts.length - 1).toBe(countOf(written))
      }),
    )
  })

  it('it stands for nothing exactly where filling it leaves what it says without its placeholders', () => {
    fc.assert(
      fc.property(template, texts, (written, beside) => {
        const values = placeholderValues({}, beside)
        const bare = fillPlaceholders(written, placeholderValues({}, []))
        const isNothing = isNothingKnown(written, values)
        expect(isNothing).toBe(countOf(written) > 0 && fillPlaceholders(written, values) === bare)
      }),
    )
  })

  function braced(inner: string): string {
    return `{${inner}}`
  }

  function isSame(one: string, other: string): boolean {
    return one.trim().toLowerCase() === other.trim().toLowerCase()
  }

  /** An independent count: of what lies between braces next to each other, what is not blank. */
  function countOf(written: string): number {
    let [count, start] = [0, -1]
    for (let at = 0; at < written.length; at++) {
      if (written[at] === '{') start = at
      else if (written[at] === '}' && start >= 0) {
        if (written.slice(start + 1, at).trim() !== '') count++
        start = -1
      }
    }
    return count
  }
})
