export type LineBreak = '\n' | '\r\n'

/** The kind of break that every line of a text ends with; `\n` when they differ. */
export function lineBreakOf(text: string): LineBreak {
  return text.includes('\r\n') && !/\r(?!\n)|(?<!\r)\n/.test(text) ? '\r\n' : '\n'
}

/** The text with `\n` for its breaks where all of them are of one kind. */
export function withPlainBreaks(text: string): string {
  return lineBreakOf(text) === '\r\n' ? text.replaceAll('\r\n', '\n') : text
}
