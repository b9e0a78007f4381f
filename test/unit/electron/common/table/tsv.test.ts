import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTsv, printTsv } from '#common/table/tsv'

describe('cells on the clipboard', () => {
  it.each<[what: string, text: string, cells: string[][]]>([
    ['a cell', 'a', [['a']]],
    ['nothing', '', []],
    [
      'cells and rows',
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'the breaks of Windows, and one at the end',
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['the breaks of an old Mac', 'a\rb', [['a'], ['b']]],
    [
      'empty cells',
      '\ta\t\n\t\t',
      [
        ['', 'a', ''],
        ['', '', ''],
      ],
    ],
    ['an empty row between others', 'a\n\nb', [['a'], [''], ['b']]],
    ['a break in a cell', '"a\nb"\tc', [['a\nb', 'c']]],
    ['a break in a cell as Windows writes it', '"a\r\nb"\tc', [['a\nb', 'c']]],
    ['a tab and a quote in a cell', '"a\t""b"""', [['a\t"b"']]],
    ['quotes within a cell that is not quoted', 'say "hi"\tb', [['say "hi"', 'b']]],
    ['a quote that closes before the end of the cell', '"hi" there\tb', [['"hi" there', 'b']]],
    ['a quote that is never closed', '"hi\tb\nc', [['"hi', 'b'], ['c']]],
    ['a quoted cell that is empty', '""', [['']]],
  ])('reads %s', (_, text, cells) => {
    expect(parseTsv(text)).toEqual(cells)
  })

  const anyCell = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ' ', ';', 'ж'), maxLength: 6 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }).map(text => text.replaceAll('\r\n', '\n')),
  )
  const anyBlock = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
    .chain(([width, height]) =>
      fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
    )

  it('are read as they were printed', () => {
    fc.assert(
      fc.property(anyBlock, block => {
        expect(parseTsv(printTsv(block))).toEqual(block)
      }),
    )
  })

  it('are read the same with the breaks of Windows around and in them', () => {
    fc.assert(
      fc.property(anyBlock, block => {
        fc.pre(block.every(row => row.every(cell => !cell.includes('\r'))))
        expect(parseTsv(`${printTsv(block).replaceAll('\n', '\r\n')}\r\n`)).toEqual(block)
      }),
    )
  })
})
