import type { JournalRow, OutcomeGroup } from './journal.contract'

/** What an entry comes to. */
export function outcomeOf(entry: JournalRow['entry']): OutcomeGroup {
  switch (entry.outcome) {
    case 'done':
      return 'done'
    case 'differs':
    case 'not-read-back':
    case 'undecided':
      return 'unclear'
    default:
      return entry.kind === 'call' && entry.details['reason'] === 'write-undecided' ? 'unclear' : 'failed'
  }
}

/** The portal's code, the layer and the reason of what went wrong, in one line; empty when there is none. */
export function causeOf(details: Details): string {
  const { code, layer, reason } = details
  return [layer, reason, code].filter(part => typeof part === 'string' && part !== '').join(' ')
}

type Details = Readonly<Record<string, unknown>>
