/** One replacement in a text. `offset` and `length` count UTF-16 units of the text before the edit. */
export interface TextEdit {
  readonly offset: number
  readonly length: number
  readonly text: string
}

/** The text with all edits made. They must be ascending and must not overlap. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  let result = ''
  let position = 0
  for (const edit of edits) {
    if (edit.offset < position) throw new Error('Text edits must be ascending and must not overlap')
    result += text.slice(position, edit.offset) + edit.text
    position = edit.offset + edit.length
  }
  return result + text.slice(position)
}
