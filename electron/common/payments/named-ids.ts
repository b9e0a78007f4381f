/** Whoever needs more than so many looks them up in a list. */
const MOST_NAMED = 20

/** The first ids as they stand in a sentence: `1, 2, 3`, with `…` where there are more. */
export function namedIds(ids: readonly number[]): string {
  return ids.slice(0, MOST_NAMED).join(', ') + (ids.length > MOST_NAMED ? ' …' : '')
}
