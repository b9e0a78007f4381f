/** A block of cells as spreadsheets put it on the clipboard: cells apart by tabs, rows by line breaks. */
export type CellBlock = readonly (readonly string[])[]

/**
 * Prints a block so that spreadsheets and `parseTsv` read the very cells: what holds a tab, a line break or a quote
 * stands in quotes.
 */
export function printTsv(block: CellBlock): string {
  // A row of one empty cell would be no row at all at the end of a text.
  return block.map(row => (row.length === 1 && row[0] === '' ? '""' : row.map(printCell).join('\t'))).join('\n')
}

/**
 * Reads the cells of a clipboard's text. A break within a cell becomes one line feed, since Windows writes two
 * characters for it; a break at the very end begins no row. A quote that is not closed before the end of its cell is
 * just a character, as in spreadsheets that quote nothing.
 */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let index = 0
  while (index < text.length || row.length > 0) {
    const { cell, end } = readCell(text, index)
    row.push(cell)
    if (text[end] === '\t') index = end + 1
    else {
      rows.push(row)
      row = []
      index = end + (text.startsWith('\r\n', end) ? 2 : 1)
    }
  }
  return rows
}

const QUOTED = /"(?:[^"]|"")*"(?=[\t\r\n]|$)/y
const PLAIN = /[^\t\r\n]*/y

function readCell(text: string, start: number): { cell: string; end: number } {
  const quoted = matchAt(QUOTED, text, start)
  if (quoted !== undefined) {
    const cell = quoted.slice(1, -1).replaceAll('""', '"').replaceAll('\r\n', '\n')
    return { cell, end: start + quoted.length }
  }
  const cell = matchAt(PLAIN, text, start) ?? ''
  return { cell, end: start + cell.length }
}

function matchAt(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start
  return pattern.exec(text)?.[0]
}

function printCell(cell: string): string {
  return /[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
