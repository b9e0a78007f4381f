/** By what a table is sorted, and which way. */
interface Order<Column> {
  readonly column: Column
  readonly isDescending: boolean
}

/** How a column says that a table is sorted by it, or that it is not. */
export function sortOrderOf<Column>(order: Order<Column>, column: Column): 'ascending' | 'descending' | 'none' {
  if (order.column !== column) return 'none'
  return order.isDescending ? 'descending' : 'ascending'
}
