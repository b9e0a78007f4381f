/** The person's own form of a language, which dates and numbers follow: `en-GB` for `en`, when they prefer that. */
export function regionOf(language: string, preferred: readonly string[]): string {
  return preferred.find(one => one === language || one.startsWith(`${language}-`)) ?? language
}
