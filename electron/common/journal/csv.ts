/** Lets programs of spreadsheets read letters of all languages. */
const BYTE_ORDER_MARK = '\uFEFF'
/** What a spreadsheet would take for a formula, and run. */
const FORMULA = /^[=+\-@\t\r]/

/**
 * Prints rows of cells as RFC 4180 says. SECURITY: a cell that begins like a formula gets an apostrophe before it, for a
 * portal's words must not be run on the computer of whoever opens the file.
 */
export function printCsv(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map(row => `${row.map(printCell).join(',')}\r\n`).join('')
}

function printCell(cell: string): string {
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
