import { graphemesOf, partsOf } from '#common/labels/break-text'
import { measureFrom, piecesOf } from '#common/labels/text-pieces'
import { describe, expect, it } from 'vitest'

describe('the parts of a text', () => {
  it.each([
    { text: '  two  words ', parts: ['two', ' words'] },
    { text: '1\u00a0500,50\u00a0€ due', parts: ['1\u00a0500,50\u00a0€', ' due'] },
    { text: 'https://shop.example/~aB', parts: ['https://shop.example/~aB'] },
    { text: 'line\nbreak\u0000s\u2028here', parts: ['line', ' break', ' s', ' here'] },
    { text: '付款，请扫描', parts: ['付款，', '请', '扫描'] },
    { text: 'مرحبا بالعالم', parts: ['مرحبا', ' بالعالم'] },
    { text: 'half \ud83d of one', parts: ['half', ' \ufffd', ' of', ' one'] },
    { text: 'sum \u202e005\u202c', parts: ['sum', ' 005'] },
    { text: 'sum \u206710 / 25\u2069', parts: ['sum', ' 10', ' /', ' 25'] },
    { text: '', parts: [] },
  ])('are those of "$text"', ({ text, parts }) => {
    expect(partsOf(text).map(part => (part.isAfterSpace ? ' ' : '') + part.text)).toEqual(parts)
  })

  it.each([
    { part: 'abc', graphemes: ['a', 'b', 'c'] },
    { part: 'e\u0301a', graphemes: ['e\u0301', 'a'] },
    { part: '👩‍👩‍👧🇩🇪', graphemes: ['👩‍👩‍👧', '🇩🇪'] },
    { part: 'नमस्ते', graphemes: Array.from(new Intl.Segmenter('hi').segment('नमस्ते'), ({ segment }) => segment) },
  ])('have the letters of "$part"', ({ part, graphemes }) => {
    expect(graphemesOf(part)).toEqual(graphemes)
  })
})

describe('the pieces that are measured', () => {
  const texts = [
    { text: 'ab ab', isBold: false },
    { text: 'ab', isBold: true },
  ]

  it('are each named once for each weight', () => {
    expect(piecesOf(texts)).toEqual([
      ...['…', ' ', 'ab', 'a', 'b'].map(text => ({ text, isBold: false })),
      ...['…', ' ', 'ab', 'a', 'b'].map(text => ({ text, isBold: true })),
    ])
  })

  it('give a measure that knows them and no others', () => {
    const measure = measureFrom(piecesOf([{ text: 'ab', isBold: false }]), [1, 0.25, 1.1, 0.5, 0.6])
    expect([measure('ab', false), measure(' ', false)]).toEqual([1.1, 0.25])
    expect(() => measure('ab', true)).toThrow()
  })
})
