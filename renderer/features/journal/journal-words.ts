import type { JournalRow, KeptText } from '#common/journal/journal.contract'
import { outcomeOf } from '#common/journal/journal-outcome'
import { parseJson, printJson } from '#common/json/json-value'
import type { Text } from '#ui/use-text.ts'

type Entry = JournalRow['entry']

/** What a push was about, in words. */
export function nameOfPush(entry: Extract<Entry, { kind: 'push' }>, text: Text): string {
  const { action, restored, name, code } = entry
  return text(`journal.action-${restored === null ? action : 'restore'}`, { name: name || code })
}

export function whatOf(entry: Entry, text: Text): string {
  return entry.kind === 'push' ? nameOfPush(entry, text) : entry.method
}

/** What came of it, in a word or two. */
export function outcomeWords(entry: Entry, text: Text): string {
  const isUndecided = entry.kind === 'call' && outcomeOf(entry) === 'unclear'
  return text(`journal.outcome-${isUndecided ? 'undecided' : entry.outcome}`)
}

export function badgeOf(entry: Entry): 'success' | 'danger' | 'warning' {
  const kinds = { done: 'success', failed: 'danger', unclear: 'warning' } as const
  return kinds[outcomeOf(entry)]
}

/** JSON with one entry a line; a text that was cut is no JSON, and stays as it is. */
export function readable(kept: string): string {
  const parsed = parseJson(kept)
  return parsed.ok ? printJson(parsed.value) : kept
}

/** Why there is no text, or not all of it; empty for a whole one. */
export function lackOf(kept: KeptText, part: 'request' | 'answer', text: Text): string {
  switch (kept.state) {
    case 'whole':
      return ''
    case 'cut':
      return text('journal.cut', { count: kept.text.length })
    case 'same':
      return text('journal.same', { time: text.moment(kept.at) })
    case 'not-kept':
      return text(`journal.not-kept-${kept.why}`)
    case 'none':
      return text(`journal.no-${part}`)
  }
}
