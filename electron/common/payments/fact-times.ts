import type { Fact, FactTimes, ListedPayment } from './payments.contract'

/** What the portal itself tells; the texts are those of a file. */
export const FACTS_OF_PORTAL: readonly Fact[] = ['order', 'sum', 'due']

/** Of a payment of which nothing is known. */
export const NOTHING_READ: FactTimes = { order: null, sum: null, due: null, texts: null }

/**
 * How long what was read counts as being of the same time as a link, in milliseconds: reading it anew takes as many calls
 * again as the links do.
 */
export const FACTS_KEEP_MS = 3_600_000

/** Whether something was read so long before a link was fetched that it may have changed. Both are ISO dates and times. */
export function isOlderThanLink(readAt: string, fetchedAt: string): boolean {
  return Date.parse(fetchedAt) - Date.parse(readAt) > FACTS_KEEP_MS
}

/** What is known of a payment. */
export function knownFacts({
  accountNumber,
  sum,
  due,
  texts,
}: Pick<ListedPayment, 'accountNumber' | 'sum' | 'due' | 'texts'>): Fact[] {
  return [
    ...(accountNumber === null ? [] : (['order'] as const)),
    ...(sum === null ? [] : (['sum'] as const)),
    ...(due === null ? [] : (['due'] as const)),
    ...(texts.length === 0 ? [] : (['texts'] as const)),
  ]
}

/** When each fact was read, now that a source said something of the payment; what it did not say is as old as it was. */
export function readAgain(times: FactTimes, said: ListedPayment, at: string): FactTimes {
  return { ...times, ...Object.fromEntries(knownFacts(said).map(fact => [fact, at])) }
}

/** How old facts of a payment are. */
export interface FactAge {
  /** ISO date and time at which the oldest of them was read; null where there are none or of none is it known. */
  readonly oldestReadAt: string | null
  /** Whether of some of them nobody knows when they were read: an earlier version did not keep it. */
  readonly isUnknown: boolean
}

/** The age of those facts that are known of a payment. */
export function ageOfFacts(
  payment: Parameters<typeof knownFacts>[0] & { readonly readAt: FactTimes },
  facts: readonly Fact[],
): FactAge {
  const times = knownFacts(payment)
    .filter(fact => facts.includes(fact))
    .map(fact => payment.readAt[fact])
  const known = times.filter(time => time !== null).sort()
  return { oldestReadAt: known[0] ?? null, isUnknown: known.length < times.length }
}
