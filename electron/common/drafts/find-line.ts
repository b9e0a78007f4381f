/** How much of a line is shown, in UTF-16 units: its part around what was found. */
export const MAX_SHOWN_LINE = 160
const BEFORE = 40

/** The first line that holds what is searched, in whatever case, cut to what can be shown; null when none does. */
export function findLine(text: string, searched: string): string | null {
  const lower = text.toLowerCase()
  const found = lower.indexOf(searched.toLowerCase())
  if (found === -1) return null
  // A few letters have another length in lower case, so that places in one are none in the other.
  const shown = lower.length === text.length ? text : lower
  const end = endOfLine(shown, found)
  const start = Math.max(shown.lastIndexOf('\n', found - 1) + 1, found - BEFORE)
  return shown.slice(start, Math.min(end, start + MAX_SHOWN_LINE)).trim()
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}
