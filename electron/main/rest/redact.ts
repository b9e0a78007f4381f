const MARK = '***'

/**
 * Parts of addresses that open something: a webhook's secret, an OAuth token, the hash of a payment link, a payment's
 * short link. Slashes may be escaped as in JSON or in a query.
 */
const SLASH = String.raw`(?:\\*\/|%2f)`
const OPENERS: readonly RegExp[] = [
  new RegExp(String.raw`(rest${SLASH}+\d+${SLASH}+)[\p{L}\p{N}_-]+`, 'giu'),
  new RegExp(String.raw`(${SLASH}~)[a-z0-9]{4,}`, 'giu'),
  /((?:^|[?&;\s"']|%3f|%26|\\u0026)(?:auth|access|access_token|refresh_token|client_secret)["']?\s*(?:[=:]|%3d)\s*["']?)[\w.-]{8,}/giu,
]

/**
 * The text without anything that opens something: the given secrets in any spelling an address can have, and what
 * looks like part of such an address. Every text that comes from outside passes here before an error, a log or the
 * window; the text is cut, if at all, only afterwards, so that no half of a secret survives.
 */
export function redact(text: string, ...secrets: readonly string[]): string {
  const withoutKnown = secrets.filter(secret => secret !== '').reduce(withoutSecret, text)
  return OPENERS.reduce((rest, opener) => rest.replace(opener, `$1${MARK}`), withoutKnown)
}

function withoutSecret(text: string, secret: string): string {
  const spellings = new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
  return [...spellings].reduce((rest, spelling) => rest.replace(new RegExp(escaped(spelling), 'gi'), MARK), text)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
}
