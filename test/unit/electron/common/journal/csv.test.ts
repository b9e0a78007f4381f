import { printCsv } from '#common/journal/csv'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

/** Reads CSV as RFC 4180 says, and refuses whatever is no such text. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const [cell, next] = text[at] === '"' ? quotedCell(at + 1) : plainCell(at)
    row.push(cell)
    if (text[next] === ',') at = next + 1
    else if (text.startsWith('\r\n', next)) {
      rows.push(row)
      row = []
      at = next + 2
    } else throw new Error(`No cell ends at ${next}`)
    if (at === text.length && row.length > 0) throw new Error('The last row has an end')
  }
  return rows

  function quotedCell(start: number): [string, number] {
    for (let end = start; end < text.length; end++) {
      if (text[end] !== '"') continue
      if (text[end + 1] === '"') end += 1
      else return [text.slice(start, end).replaceAll('""', '"'), end + 1]
    }
    throw new Error('A quote is not closed')
  }

  function plainCell(start: number): [string, number] {
    const end = start + text.slice(start).search(/[,\r\n"]/)
    if (end < start) throw new Error('A cell has no end')
    return [text.slice(start, end), end]
  }
}

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom('"', ',', '\r', '\n', '\t', '=', '+', '-', '@', "'", ' ', 'ы', '1'),
    maxLength: 12,
  }),
)

describe('CSV', () => {
  it('holds the very cells, but for the apostrophe that keeps formulas from being run', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 }), rows => {
        const text = printCsv(rows)
        expect(text.startsWith('\uFEFF')).toBe(true)
        const read = parseCsv(text.slice(1))
        expect(read).toEqual(rows.map(row => row.map(value => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value))))
        for (const value of read.flat()) expect(value).not.toMatch(/^[=+\-@\t\r]/)
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+7 911', "'+7 911"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['5', '5'],
    ['a=b', 'a=b'],
  ])('has %j as %j', (value, printed) => {
    expect(printCsv([[value]])).toBe(`\uFEFF${printed}\r\n`)
  })
})
