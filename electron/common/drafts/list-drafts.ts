import type { PortalId } from '../portals/portals.contract'
import { hasTag } from './draft-tags'
import type { DraftId, DraftSummary } from './drafts.contract'

export const DRAFT_COLUMNS = ['name', 'origin', 'changed'] as const
export type DraftColumn = (typeof DRAFT_COLUMNS)[number]

export interface DraftOrder {
  readonly column: DraftColumn
  readonly isDescending: boolean
}

export const NEWEST_FIRST: DraftOrder = { column: 'changed', isDescending: true }

/** The order after a column's head was chosen: another column begins as it is mostly wanted, the same one turns round. */
export function orderAfter(order: DraftOrder, column: DraftColumn): DraftOrder {
  if (order.column === column) return { column, isDescending: !order.isDescending }
  return { column, isDescending: column === 'changed' }
}

export interface DraftQuestion {
  readonly searched: string
  /** The tag that the drafts have; null for any. */
  readonly tag: string | null
  /** The portal that the drafts came from; null for any, and for drafts of none. */
  readonly portalId: PortalId | null
  readonly order: DraftOrder
  /** Drafts whose texts are known to hold what is searched. */
  readonly found: ReadonlySet<DraftId>
  /** Where a draft came from, as the list says it. */
  readonly originOf: (draft: DraftSummary) => string
  readonly locale: string
}

/** The drafts that have what is searched in their name, code, tags, origin or text, with the tag and the portal, in the wanted order. */
export function listDrafts(drafts: readonly DraftSummary[], question: DraftQuestion): DraftSummary[] {
  const { found, originOf, order, locale } = question
  const searched = question.searched.trim().toLowerCase()
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const keys = new Map(drafts.map(draft => [draft.id, keyOf(draft, order.column, originOf)]))
  const way = order.isDescending ? -1 : 1
  return drafts
    .filter(draft => question.tag === null || hasTag(draft.tags, question.tag))
    .filter(draft => question.portalId === null || draft.origin.portalId === question.portalId)
    .filter(draft => found.has(draft.id) || isNamed(draft, searched, originOf))
    .sort((one, other) => way * compareKeys(keys.get(one.id) ?? '', keys.get(other.id) ?? ''))

  function compareKeys(one: string, other: string): number {
    // What has no name stands together at the end of the alphabet instead of before all that has one.
    if (one === '' || other === '') return Number(one === '') - Number(other === '')
    if (order.column === 'changed') return one < other ? -1 : Number(one > other)
    return compare(one, other)
  }
}

function keyOf(draft: DraftSummary, column: DraftColumn, originOf: (draft: DraftSummary) => string): string {
  if (column === 'changed') return draft.changedAt
  return column === 'name' ? draft.name : originOf(draft)
}

function isNamed(draft: DraftSummary, searched: string, originOf: (draft: DraftSummary) => string): boolean {
  return [draft.name, draft.code, ...draft.tags, originOf(draft)].some(words => words.toLowerCase().includes(searched))
}
