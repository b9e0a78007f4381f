const DAY_MS = 86_400_000

/** How many midnights of this computer's time lie between the fetching of a link and now; a clock that was put back counts as today. */
export function daysSince(fetchedAt: string, now: Date): number {
  return Math.max(0, Math.round((midnightOf(now) - midnightOf(new Date(fetchedAt))) / DAY_MS))
}

/** Rounded above, because a day on which the clock is changed has 23 or 25 hours. */
function midnightOf(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime()
}
