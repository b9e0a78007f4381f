/** The portal's own zone, unlike the zones of most of those who try it, so that a client that mixes them up is seen. */
const UTC_OFFSET_MINUTES = 180
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** A moment as portals write it: ISO 8601 with the portal's offset and without milliseconds. */
export function portalTime(milliseconds: number): string {
  const shifted = new Date(milliseconds + UTC_OFFSET_MINUTES * MINUTE_MS).toISOString()
  return `${shifted.slice(0, 'YYYY-MM-DDThh:mm:ss'.length)}${offsetText(UTC_OFFSET_MINUTES)}`
}

/** The beginning of the portal's day in which a moment is. */
export function portalMidnight(milliseconds: number): string {
  const offsetMs = UTC_OFFSET_MINUTES * MINUTE_MS
  return portalTime(Math.floor((milliseconds + offsetMs) / DAY_MS) * DAY_MS - offsetMs)
}

function offsetText(minutes: number): string {
  const twoDigits = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${twoDigits(minutes / 60)}:${twoDigits(minutes % 60)}`
}
