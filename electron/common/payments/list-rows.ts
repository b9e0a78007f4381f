import type { LinkState, PaymentRow } from './payments.contract'

export const ROW_COLUMNS = ['payment', 'order', 'sum', 'link'] as const
export type RowColumn = (typeof ROW_COLUMNS)[number]
export type LinkKind = LinkState['kind']

export interface RowOrder {
  readonly column: RowColumn
  readonly isDescending: boolean
}

/** The rows that have what is searched in their id, order, payer or another text, and are in the state, in the wanted order. */
export function listRows(
  rows: readonly PaymentRow[],
  question: {
    readonly searched: string
    /** Null for any. */
    readonly kind: LinkKind | null
    readonly order: RowOrder
    readonly locale: string
  },
): PaymentRow[] {
  const { kind, order, locale } = question
  const searched = question.searched.trim().toLowerCase()
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const way = order.isDescending ? -1 : 1
  return rows
    .filter(({ link }) => kind === null || link.kind === kind)
    .filter(row => searched === '' || wordsIn(row).some(words => words.toLowerCase().includes(searched)))
    .sort((one, other) => way * compareBy(one, other) || one.paymentId - other.paymentId)

  function compareBy(one: PaymentRow, other: PaymentRow): number {
    switch (order.column) {
      case 'payment':
        return one.paymentId - other.paymentId
      case 'order':
        return compare(one.accountNumber ?? '', other.accountNumber ?? '')
      case 'sum':
        return compare(one.currency ?? '', other.currency ?? '') || (one.sum ?? -1) - (other.sum ?? -1)
      case 'link':
        return compare(`${rankOf(one.link)} ${timeOf(one.link)}`, `${rankOf(other.link)} ${timeOf(other.link)}`)
    }
  }
}

/** The rows with those that are others now in their places. */
export function withChangedRows(rows: readonly PaymentRow[], changed: readonly PaymentRow[]): PaymentRow[] {
  const byId = new Map(changed.map(row => [row.paymentId, row]))
  return rows.map(row => byId.get(row.paymentId) ?? row)
}

/** What has to be done stands first. */
const RANKS = ['failed', 'none', 'fetching', 'kept', 'ready'] as const satisfies readonly LinkKind[]

function rankOf({ kind }: LinkState): number {
  return RANKS.indexOf(kind)
}

function timeOf(link: LinkState): string {
  return 'fetchedAt' in link ? link.fetchedAt : ''
}

function wordsIn({ paymentId, accountNumber, paySystemName, texts }: PaymentRow): string[] {
  return [String(paymentId), accountNumber ?? '', paySystemName ?? '', ...texts.map(({ value }) => value)]
}
