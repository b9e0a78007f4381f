/** One choice of a list: what is sent, and what people read. */
export interface ListOption {
  readonly value: string
  readonly label: string
}

/** Prints choices for one cell: `TEST=Test; LIVE=Live`. A backslash stands before what would end a part. */
export function printOptionList(options: readonly ListOption[]): string {
  return options.map(({ value, label }) => `${escaped(value, /[\\;=]/g)}=${escaped(label, /[\\;]/g)}`).join('; ')
}

/**
 * Reads the choices of a cell. A part without `=` is its own label. Answers the value that stands twice where one does,
 * since an object cannot hold both.
 */
export function parseOptionList(
  text: string,
): { readonly ok: true; readonly options: ListOption[] } | { readonly ok: false; readonly twice: string } {
  const options: ListOption[] = []
  for (const part of splitAt(text, ';')) {
    if (part.trim() === '') continue
    const [value = '', ...rest] = splitAt(part, '=')
    const known = plain(value)
    if (options.some(option => option.value === known)) return { ok: false, twice: known }
    options.push({ value: known, label: rest.length === 0 ? known : plain(rest.join('=')) })
  }
  return { ok: true, options }
}

function escaped(text: string, special: RegExp): string {
  return text.replace(special, String.raw`\$&`).replace(/^\s|\s$/g, String.raw`\$&`)
}

/** The parts between separators that have no backslash before them; the backslashes stay. */
function splitAt(text: string, separator: string): string[] {
  const parts: string[] = []
  let start = 0
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '\\') index++
    else if (text[index] === separator) {
      parts.push(text.slice(start, index))
      start = index + 1
    }
  }
  return [...parts, text.slice(start)]
}

/** Without the space around it and the backslashes in it; space after a backslash belongs to the text. */
function plain(part: string): string {
  const kept = /^\s*((?:\\[^]|[^\\])*?)\s*$/.exec(part)?.[1] ?? part
  return kept.replaceAll(/\\([^])/g, '$1')
}
