import type { JournalEntry, JournalForm, KeptText } from './journal.contract'
import { causeOf } from './journal-outcome'
import { printCsv } from './csv'

const COLUMNS = [
  'at',
  'kind',
  'portal',
  'portalId',
  'what',
  'outcome',
  'cause',
  'durationMs',
  'handlerId',
  'name',
  'code',
  'draftId',
  'restored',
  'backup',
  'changeCount',
  'request',
  'answer',
] as const

/** Entries as a file: JSON with an array of them, or a CSV table with a row each. */
export function printJournal(entries: readonly JournalEntry[], form: JournalForm): string {
  switch (form) {
    case 'json':
      return entries.length === 0 ? '[]\n' : `[\n${entries.map(entry => JSON.stringify(entry)).join(',\n')}\n]\n`
    case 'csv':
      return printCsv([COLUMNS, ...entries.map(rowOf)])
  }
}

function rowOf(entry: JournalEntry): string[] {
  const cells = cellsOf(entry)
  return COLUMNS.map(column => String(cells[column] ?? ''))
}

function cellsOf(entry: JournalEntry): Partial<Record<(typeof COLUMNS)[number], string | number | null>> {
  const { at, kind, portalTitle: portal, portalId, outcome } = entry
  const common = { at, kind, portal, portalId, outcome }
  if (entry.kind === 'call') {
    const { method: what, durationMs, details, request, answer } = entry
    return { ...common, what, durationMs, cause: causeOf(details), request: textOf(request), answer: textOf(answer) }
  }
  const { action: what, cause, handlerId, name, code, draftId, restored, backup, changeCount } = entry
  return { ...common, what, cause, handlerId, name, code, draftId, restored, backup, changeCount }
}

/** What is not there is said in brackets, as no JSON is. */
function textOf(kept: KeptText): string {
  switch (kept.state) {
    case 'whole':
      return kept.text
    case 'cut':
      return `${kept.text}…`
    case 'same':
      return `(same as at ${kept.at})`
    case 'not-kept':
      return `(not kept: ${kept.why})`
    case 'none':
      return ''
  }
}
