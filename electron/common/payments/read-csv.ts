import { parse } from 'papaparse'
import { decodeText } from './decode-text'
import { MAX_TABLE_ROWS, tableOf, type TableResult } from './table'

/** What stands between two cells, the likelier first: a semicolon where the comma is for decimals. */
const DELIMITERS = [';', '\t', ',']
const GUESSED_FROM_ROWS = 20
/** Excel's own way to say what stands between the cells, in a line before the first row. */
const SEPARATOR_LINE = /^sep=([;,\t])\r?\n/i

/** How files begin that are text and no table: documents, pages, and what programs write for each other. */
const OTHER_KINDS = /^\s*(?:%PDF-|%!PS|\{\\rtf|<[!?a-z]|[{[]\s*(?:["{[}\]]|$)|-----BEGIN )/i
/** No text has these, but each file that is packed or is a picture has some of them. */
const NO_LETTERS = /[^\P{Cc}\t\n\v\f\r\u0080-\u009f]/u
/** Programs of old ended each text with it. */
const END_SIGN = '\u001a'

/** Reads a file of cells with `;`, a comma or a tab between them, in whatever way it is written. */
export function readCsv(bytes: Uint8Array): TableResult {
  const decoded = decodeText(bytes)
  const text = decoded?.endsWith(END_SIGN) === true ? decoded.slice(0, -1) : decoded
  if (text === null || OTHER_KINDS.test(text) || NO_LETTERS.test(text)) return { ok: false, problem: 'table-not-text' }
  const [line = '', named] = SEPARATOR_LINE.exec(text) ?? []
  const rows = text.slice(line.length)
  const { data, errors } = parse(rows, {
    delimiter: named ?? guessDelimiter(rows),
    // One more than there may be, to see that there are more.
    preview: MAX_TABLE_ROWS + 2,
    skipEmptyLines: false,
  })
  // Within the quotation marks of one cell there may be the whole rest of the file.
  if (errors.some(({ code }) => code === 'MissingQuotes')) return { ok: false, problem: 'table-open-quote' }
  return tableOf(data)
}

/** Empty lines keep their places in what is read, but would make every guess look wrong. */
function guessDelimiter(rows: string): string {
  const options = { delimitersToGuess: DELIMITERS, preview: GUESSED_FROM_ROWS, skipEmptyLines: true }
  return parse(rows, options).meta.delimiter
}
