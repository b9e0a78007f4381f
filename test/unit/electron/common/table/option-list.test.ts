import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseOptionList, printOptionList } from '#common/table/option-list'

describe('the options of a list in one cell', () => {
  it.each<[text: string, options: [value: string, label: string][]]>([
    [
      'TEST=Test; LIVE=Live',
      [
        ['TEST', 'Test'],
        ['LIVE', 'Live'],
      ],
    ],
    [
      ' TEST = Test ;LIVE=Live; ',
      [
        ['TEST', 'Test'],
        ['LIVE', 'Live'],
      ],
    ],
    [
      'TEST; LIVE',
      [
        ['TEST', 'TEST'],
        ['LIVE', 'LIVE'],
      ],
    ],
    ['A=B=C', [['A', 'B=C']]],
    [String.raw`A\=B=C\;D`, [['A=B', 'C;D']]],
    ['A=', [['A', '']]],
    ['=none', [['', 'none']]],
    ['', []],
  ])('are read from “%s”', (text, options) => {
    expect(parseOptionList(text)).toEqual({ ok: true, options: options.map(([value, label]) => ({ value, label })) })
  })

  it('cannot hold one value twice', () => {
    expect(parseOptionList('A=1; B=2; A=3')).toEqual({ ok: false, twice: 'A' })
  })

  it('are read as they were printed', () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', '\\', ';', '=', ' ', '\n', 'ж'), maxLength: 6 })
    const anyOptions = fc.uniqueArray(fc.record({ value: anyText, label: anyText }), {
      selector: ({ value }) => value,
      maxLength: 4,
    })
    fc.assert(
      fc.property(anyOptions, options => {
        expect(parseOptionList(printOptionList(options))).toEqual({ ok: true, options })
      }),
    )
  })
})
