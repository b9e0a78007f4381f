import { isEmpty, PhpArray, toText, type PhpValue } from './php-value'
import { PortalError } from './portal-error'
import type { RestResult } from './answer'

const PAGE_SIZE = 50
const CONDITION = /^([!=<>@%]*)(.*)$/s
const DIRECTIONS = ['asc', 'desc']

/** Whether a text matches another in which `%` stands for any text and `_` for any character, in any case. */
export function isLike(text: string, pattern: string): boolean {
  // Several `%` in a row mean the same as one, and would make the search slow.
  const parts = Array.from(pattern.replace(/%+/g, '%'), char => {
    if (char === '%') return '.*'
    return char === '_' ? '.' : char.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`, 'isu').test(text)
}

/**
 * The rows that meet every condition of a filter such as `{">=id": 5, "paid": "N"}`. Fields that the rows do not have
 * are passed over, as portals do in these lists.
 */
export function filtered(rows: readonly PhpArray[], filter: PhpValue | undefined): readonly PhpArray[] {
  if (!(filter instanceof PhpArray)) return rows
  return Array.from(filter.entries()).reduce((left, [condition, wanted]) => {
    const [, prefix = '', field = ''] = CONDITION.exec(condition) ?? []
    return left.filter(row => {
      const value = row.get(field)
      return value === undefined || meets(value, prefix, wanted)
    })
  }, rows)
}

/** The rows in the order of `{"field": "asc"}`; by id where nothing is asked for. Throws {@link PortalError}. */
export function ordered(rows: readonly PhpArray[], order: PhpValue | undefined, idName = 'id'): readonly PhpArray[] {
  const wanted = order instanceof PhpArray ? Array.from(order.entries()) : []
  for (const [, direction] of wanted) checkDirection(direction)
  const keys = [...wanted, [idName, 'asc'] as const]
  return [...rows].sort((one, other) => {
    for (const [field, direction] of keys) {
      const sign = compared(one.get(field) ?? null, other.get(field) ?? null)
      if (sign !== 0) return toText(direction).toLowerCase() === 'desc' ? -sign : sign
    }
    return 0
  })
}

/** Throws what a portal's database layer does at a direction it does not know. */
function checkDirection(direction: PhpValue): void {
  if (DIRECTIONS.includes(toText(direction).toLowerCase())) return
  throw new PortalError(400, 'ERROR_ARGUMENT', `Invalid order "${toText(direction)}"`)
}

/** The rows with the selected fields alone; with all of them when nothing, or no field they have, is selected. */
export function selected(rows: readonly PhpArray[], select: PhpValue | undefined): readonly PhpArray[] {
  const names = select instanceof PhpArray ? Array.from(select.values(), toText) : []
  const known = names.filter(name => rows.some(row => row.get(name) !== undefined))
  if (known.length === 0 || names.includes('*')) return rows
  return rows.map(row => PhpArray.of(known.map(name => [name, row.get(name) ?? null] as const)))
}

/** The fifty rows from `start` on, under their name; below 0 the first fifty, without counting. */
export function page(name: string, rows: readonly PhpArray[], start: number): RestResult {
  const isCounted = start >= 0
  const from = isCounted ? start : 0
  const result = PhpArray.of([[name, PhpArray.list(rows.slice(from, from + PAGE_SIZE))]])
  if (!isCounted) return { result, total: 0 }
  const next = from + PAGE_SIZE
  return { result, total: rows.length, ...(next < rows.length && { next }) }
}

function meets(value: PhpValue, prefix: string, wanted: PhpValue): boolean {
  if (prefix.startsWith('!')) return !meets(value, prefix.slice(1), wanted)
  if (wanted instanceof PhpArray) return Array.from(wanted.values()).some(one => meets(value, prefix, one))
  switch (prefix) {
    case '>':
      return compared(value, wanted) > 0
    case '>=':
      return compared(value, wanted) >= 0
    case '<':
      return compared(value, wanted) < 0
    case '<=':
      return compared(value, wanted) <= 0
    case '%':
      return toText(value).toLowerCase().includes(toText(wanted).toLowerCase())
    case '=%':
    case '%=':
      return isLike(toText(value), toText(wanted))
    default:
      return (value === null) === isEmptyText(wanted) && compared(value, wanted) === 0
  }
}

function isEmptyText(value: PhpValue): boolean {
  return value !== '0' && value !== 0n && value !== 0 && isEmpty(value)
}

/** A moment with its offset, without which it would be one of another zone. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i

/** Below, at or above 0 as in a sort; numbers where the first is one, moments by their time, otherwise text in any case. */
function compared(one: PhpValue, other: PhpValue): number {
  if (typeof one === 'bigint' || typeof one === 'number') return Number(one) - Number(toText(other))
  const [first, second] = [toText(one).toLowerCase(), toText(other).toLowerCase()]
  if (first === second) return 0
  if (MOMENT.test(first) && MOMENT.test(second)) return Date.parse(first) - Date.parse(second)
  return first < second ? -1 : 1
}
