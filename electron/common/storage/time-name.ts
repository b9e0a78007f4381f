/** `2031-05-04T10-20-30.400Z` for that moment, as a part of a file's name: Windows allows no colon there. */
export function timeName(time: Date): string {
  return time.toISOString().replaceAll(':', '-')
}
