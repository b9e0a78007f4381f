import { describe, expect, it } from 'vitest'
import { parseJson } from '#common/json/json-value'
import { readRows } from '#common/table/handler-table'
import { filterRows, nextSort, sortRows, type RowSort } from '#common/table/row-order'

const SORTS = { B: '"100"', A: '20', D: '""', C: '3', E: '20' }
const text = `{"SETTINGS":{"CODES":{${Object.entries(SORTS)
  .map(([key, sort]) => `"${key}":{"NAME":"Name of ${key}","SORT":${sort}}`)
  .join(',')}}}}`
const parsed = parseJson(text)
const rows = parsed.ok ? readRows(parsed.value, 'codes') : []

function keysIn(sort: RowSort | undefined): string {
  return sortRows(rows, sort)
    .map(({ key }) => key)
    .join('')
}

describe('the order of rows', () => {
  it('is that of the text, of a column by numbers, and of a column backwards with nothing last', () => {
    expect(keysIn(undefined)).toBe('BADCE')
    expect(keysIn({ column: 3, direction: 'ascending' })).toBe('CAEBD')
    expect(keysIn({ column: 3, direction: 'descending' })).toBe('BAECD')
    expect(keysIn({ column: 0, direction: 'descending' })).toBe('EDCBA')
  })

  it('goes up, down and back to the text', () => {
    const up = nextSort(undefined, 2)
    const down = nextSort(up, 2)
    expect([up, down, nextSort(down, 2)]).toEqual([
      { column: 2, direction: 'ascending' },
      { column: 2, direction: 'descending' },
      undefined,
    ])
    expect(nextSort(down, 1)).toEqual({ column: 1, direction: 'ascending' })
  })

  it('shows the rows in which every word stands', () => {
    const keys = (query: string): string[] => filterRows(rows, query).map(({ key }) => key)
    expect(keys('name 20')).toEqual(['A', 'E'])
    expect(keys('OF b')).toEqual(['B'])
    expect(keys('  ')).toHaveLength(5)
    expect(keys('nowhere')).toEqual([])
  })
})
