import type { TableRow } from './handler-table'

export interface RowSort {
  readonly column: number
  readonly direction: 'ascending' | 'descending'
}

/** Rows in the order of a column; equal ones keep the order of the text, and empty cells come last. */
export function sortRows(rows: readonly TableRow[], sort: RowSort | undefined, locale?: string): readonly TableRow[] {
  if (sort === undefined) return rows
  const { compare } = new Intl.Collator(locale, { numeric: true })
  const sign = sort.direction === 'ascending' ? 1 : -1
  return [...rows].sort((one, other) => {
    const left = one.cells[sort.column]?.text ?? ''
    const right = other.cells[sort.column]?.text ?? ''
    if (left === '' || right === '') return Number(left === '') - Number(right === '')
    return sign * compare(left, right)
  })
}

/** The rows in which every word of a query stands somewhere. */
export function filterRows(rows: readonly TableRow[], query: string): readonly TableRow[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter(({ cells }) => {
    const text = cells.map(cell => cell.text.toLocaleLowerCase()).join('\n')
    return words.every(word => text.includes(word))
  })
}

/** What comes after a click on a column's header: up, down, and the order of the text again. */
export function nextSort(sort: RowSort | undefined, column: number): RowSort | undefined {
  if (sort?.column !== column) return { column, direction: 'ascending' }
  return sort.direction === 'ascending' ? { column, direction: 'descending' } : undefined
}
