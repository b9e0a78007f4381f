/**
 * The sum in what a person typed, with a point or a comma before its decimals; null where it is none. What stands before just
 * three digits may part thousands as well as decimals, so that it is refused and not guessed.
 */
export function parseSum(words: string): number | null {
  const isSum = /^\d{1,12}(?:[.,]\d{1,4})?$/.test(words) && !/^\d{1,3}[.,]\d{3}$/.test(words)
  return isSum ? Number(words.replace(',', '.')) : null
}
