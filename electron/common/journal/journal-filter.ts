import type { JournalEntry, JournalFilter, KeptText } from './journal.contract'
import { causeOf, outcomeOf } from './journal-outcome'

/** Makes the test of whether an entry is shown. The text is looked for in whatever case. */
export function matching(filter: JournalFilter): (entry: JournalEntry) => boolean {
  const searched = filter.text.trim().toLowerCase()
  const from = instantOf(filter.from)
  const until = instantOf(filter.until)
  return entry => {
    if (filter.kind !== null && entry.kind !== filter.kind) return false
    if (filter.portalId !== null && entry.portalId !== filter.portalId) return false
    if (filter.outcome !== null && outcomeOf(entry) !== filter.outcome) return false
    const at = Date.parse(entry.at)
    if ((from !== null && at < from) || (until !== null && at >= until)) return false
    return searched === '' || textsOf(entry).some(text => text.toLowerCase().includes(searched))
  }
}

/**
 * Makes a quick test of a line of the journal's files: what it refuses is shown by no entry. A word stands in the line as it
 * is, but for signs that JSON writes in another way, and for the one letter whose small form depends on its neighbours.
 */
export function mayMatch(filter: JournalFilter): (line: string) => boolean {
  const words = filter.text.trim().toLowerCase().split(/\s+/)
  const plain = words.filter(word => word !== '' && !/["\\\p{Cc}\p{Cs}\u2028\u2029σς]/u.test(word))
  if (plain.length === 0) return () => true
  return line => {
    const lower = line.toLowerCase()
    return plain.every(word => lower.includes(word))
  }
}

function instantOf(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso)
}

function textsOf(entry: JournalEntry): string[] {
  const common = [entry.portalTitle, entry.at]
  if (entry.kind === 'call') {
    const description = entry.details['description']
    const said = typeof description === 'string' ? [description] : []
    return [...common, entry.method, causeOf(entry.details), ...said, keptOf(entry.request), keptOf(entry.answer)]
  }
  const { name, code, handlerId, draftId, backup, restored, cause } = entry
  return [...common, entry.action, name, code, cause, handlerId ?? '', draftId ?? '', backup ?? '', restored ?? '']
}

function keptOf(kept: KeptText): string {
  return kept.state === 'whole' || kept.state === 'cut' ? kept.text : ''
}
