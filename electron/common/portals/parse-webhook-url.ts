import { isSafeAddress } from './safe-address'

/** A webhook address taken apart. `origin` is normalised: lower case, punycode, no default port, no trailing slash. */
export interface WebhookAddress {
  readonly origin: string
  readonly userId: number
  readonly secret: string
}

/**
 * Why a text gives no webhook address: it holds none; it is not https (http is for loopback only); the user id or the
 * secret is missing, masked or cut; it holds two different ones; it is of REST 3.0; it carries a user name or password;
 * `/rest/` is not at the root of the host, where every portal has it.
 */
export type WebhookProblem =
  'no-address' | 'not-https' | 'no-secret' | 'several-addresses' | 'rest-v3' | 'user-and-password' | 'not-at-root'

type WebhookFound = { readonly ok: true } & WebhookAddress
type WebhookRefused = { readonly ok: false; readonly reason: WebhookProblem }
export type WebhookResult = WebhookFound | WebhookRefused

/** No address is longer up to its secret; it bounds the work on hostile text. */
const MAX_ADDRESS_LENGTH = 600
const MAX_USER_ID_DIGITS = 15
const MAX_SECRET_LENGTH = 200

/** Methods without a dot in their names: in the place of the secret they show that it was left out. */
const BARE_METHODS = new Set(['batch', 'events', 'feature', 'methods', 'profile', 'scope'])

/**
 * Finds the one webhook address in any text: the bare address, one with a method's name, JSON, or a curl command.
 * Other addresses beside it do not matter. An address without a scheme counts as https.
 */
export function parseWebhookUrl(text: string): WebhookResult {
  const plain = withoutEscapes(text)
  let results = addressesWithScheme(plain).map(readAddress).filter(isOfRest)
  if (results.length === 0) results = addressesWithoutScheme(plain).map(readAddress).filter(isOfRest)
  const found = results.filter(result => result.ok)
  const [first] = found
  if (first === undefined) return results[0] ?? refused('no-address')
  return found.every(other => isSame(other, first)) ? first : refused('several-addresses')
}

/** A place of a text that may be an address: nothing of it is checked. */
interface RawAddress {
  readonly scheme: 'https' | 'http' | 'other'
  readonly hasCredentials: boolean
  readonly host: string
  readonly path: string
}

const LABEL = String.raw`[\p{L}\p{N}\p{M}_-]`
const PORT = String.raw`(?::\d{1,5})?`
/** Dots, `*` and the ellipsis belong to it, so that a masked or cut secret is seen as such and not taken as far as it goes. */
const PATH_CHAR = String.raw`[\p{L}\p{N}\p{M}\/._~%*+:@!$=…-]`

const AFTER_SCHEME = new RegExp(
  String.raw`^(?<credentials>[^\s\/?#"'<>\\]*@)?(?<host>(?:\[[0-9a-f:.]+\]|${LABEL}(?:${LABEL}|\.)*)${PORT})(?<path>(?:\/${PATH_CHAR}*)?)`,
  'iu',
)
/** Only what has the path of a webhook counts, and only where no longer address could have begun. */
const WITHOUT_SCHEME = new RegExp(
  String.raw`(?<![\p{L}\p{N}\p{M}\/.:@\\_-])(?<host>(?:${LABEL}{1,63}\.)+${LABEL}{2,63}${PORT})(?<path>\/rest\/\d${PATH_CHAR}*)`,
  'giu',
)

function addressesWithScheme(text: string): RawAddress[] {
  return [...text.matchAll(/:\/\//g)].flatMap(({ index }) => {
    const start = index + '://'.length
    const groups = AFTER_SCHEME.exec(text.slice(start, start + MAX_ADDRESS_LENGTH))?.groups
    if (groups === undefined) return []
    const { credentials, host = '', path = '' } = groups
    return [{ scheme: schemeBefore(text, index), hasCredentials: credentials !== undefined, host, path }]
  })
}

function addressesWithoutScheme(text: string): RawAddress[] {
  return [...text.matchAll(WITHOUT_SCHEME)].map(({ groups: { host = '', path = '' } = {} }) => ({
    scheme: 'https',
    hasCredentials: false,
    host,
    path,
  }))
}

function schemeBefore(text: string, index: number): RawAddress['scheme'] {
  const before = text.slice(Math.max(0, index - 'https'.length), index).toLowerCase()
  if (before.endsWith('https')) return 'https'
  return before.endsWith('http') ? 'http' : 'other'
}

/** The webhook an address is, why it is none, or null when it has nothing to do with a portal's REST API. */
function readAddress(address: RawAddress): WebhookResult | null {
  const [root, userId = '', secret = ''] = segmentsOf(address.path)
  if (root?.toLowerCase() !== 'rest') return /\/rest\/\d+\//iu.test(address.path) ? refused('not-at-root') : null
  const url = urlOf(address)
  if (url === null) return null
  if (address.hasCredentials) return refused('user-and-password')
  if (address.scheme === 'other' || !isSafeAddress(url)) return refused('not-https')
  if (userId === 'api') return refused('rest-v3')
  if (!isUserId(userId) || !isSecret(secret)) return refused('no-secret')
  return { ok: true, origin: url.origin, userId: Number(userId), secret }
}

function segmentsOf(path: string): string[] {
  // The full stop of a sentence is not part of the address; several dots are, because they mark a cut.
  const withoutStop = path.replace(/(?<![.…])[.:!=+$@]$/u, '')
  return withoutStop.split('/').filter(segment => segment !== '')
}

function urlOf({ scheme, host }: RawAddress): URL | null {
  try {
    return new URL(`${scheme === 'http' ? 'http' : 'https'}://${host}`)
  } catch {
    return null
  }
}

function isUserId(segment: string): boolean {
  return /^[1-9]\d*$/.test(segment) && segment.length <= MAX_USER_ID_DIGITS
}

function isSecret(segment: string): boolean {
  const isWhole = /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/i.test(segment)
  const isMask = /^x+$/i.test(segment)
  return isWhole && segment.length <= MAX_SECRET_LENGTH && !isMask && !BARE_METHODS.has(segment.toLowerCase())
}

/**
 * Undoes what JSON, a shell and a query string do to an address, and joins lines that a shell would join. Runs of
 * backslashes are only tried from their start, or a long one would take the square of its length.
 */
function withoutEscapes(text: string): string {
  return text
    .replace(/\\\r?\n/g, '')
    .replace(/(?<!\\)\\+(?:u([0-9a-f]{4})|x([0-9a-f]{2}))/gi, (_, unicode?: string, byte?: string) =>
      String.fromCharCode(Number.parseInt(unicode ?? byte ?? '', 16)),
    )
    .replace(/(?<!\\)\\+\//g, '/')
    .replace(/(?:%[0-9a-f]{2})+/gi, percentDecoded)
}

function percentDecoded(run: string): string {
  try {
    return decodeURIComponent(run)
  } catch {
    // Not UTF-8, so it is no part of an address.
    return run
  }
}

function isOfRest(result: WebhookResult | null): result is WebhookResult {
  return result !== null
}

function isSame(one: WebhookAddress, other: WebhookAddress): boolean {
  return one.origin === other.origin && one.userId === other.userId && one.secret === other.secret
}

function refused(reason: WebhookProblem): WebhookRefused {
  return { ok: false, reason }
}
