import type { Dropped } from './imported'

export interface FoundSecret {
  readonly kind: Dropped['kind']
  /** Where the value stands in the text. */
  readonly start: number
  readonly value: string
}

const MARK = '***'
const SLASH = String.raw`(?:\\*\/|%2f)`
/** A webhook's address up to its secret; slashes may be escaped as in JSON or in a query. */
const WEBHOOK = new RegExp(String.raw`(\/?rest${SLASH}+\d{1,15}${SLASH}+)([a-z0-9_-]{6,200})(?![\w.-])`, 'giu')
const TOKEN_NAMES = String.raw`auth|access_token|refresh_token|client_secret|application_token|auth_id|refresh_id|auth_token`
const TOKEN_IN_QUERY = new RegExp(
  String.raw`((?:^|[?&;\s"']|%3f|%26|\\u0026)(?:${TOKEN_NAMES})(?:\[[a-z_]{1,30}\])?(?:=|%3d))([^\s"'&<>\\]{8,2000})`,
  'giu',
)
const TOKEN_IN_LITERAL = new RegExp(
  String.raw`(["'\\]?\b(?:${TOKEN_NAMES})\b["'\\]{0,3}\s{0,20}(?:=>|[:=])\s{0,20}\\?["'])([^\s"'\\]{6,2000})`,
  'giu',
)
const BEARER = /(authorization["']?\s{0,5}[:=]\s{0,5}["']?bearer\s{1,5})([\w.~+/=-]{8,2000})/giu
const BARE_METHODS = new Set(['events', 'feature', 'methods', 'profile'])
const TOKEN_KEY = new RegExp(`^(?:${TOKEN_NAMES})$`, 'iu')

/** Every access token and webhook of a text, in its order. */
export function findSecrets(text: string): FoundSecret[] {
  const webhooks = [...text.matchAll(WEBHOOK)]
    .filter(([, , code = '']) => !BARE_METHODS.has(code.toLowerCase()) && !isMasked(code))
    .map(match => secretOf('webhook', match))
  const tokens = [TOKEN_IN_QUERY, TOKEN_IN_LITERAL, BEARER].flatMap(pattern =>
    [...text.matchAll(pattern)].map(match => secretOf('token', match)),
  )
  const byStart = new Map([...webhooks, ...tokens].map(secret => [secret.start, secret]))
  return [...byStart.values()].sort((one, other) => one.start - other.start)
}

/** Whether a key of a request holds what opens a portal. */
export function isTokenKey(key: string): boolean {
  return TOKEN_KEY.test(key)
}

/** Whether a value is a token and not the name of something: long, with letters and digits. */
export function isTokenLike(value: string): boolean {
  return value.length >= 20 && /\d/.test(value) && /[a-z]/i.test(value) && !/\s/.test(value)
}

export interface Redacted {
  readonly text: string
  readonly kinds: readonly Dropped['kind'][]
}

/** Takes what opens a portal out of texts: what looks like part of such an address, and what was found elsewhere. */
export function createRedactor(known: readonly FoundSecret[]): (text: string) => Redacted {
  const values = [...new Set(known.map(secret => secret.value).filter(isWorthHiding))].slice(0, 100)
  const escaped = values.map(value => value.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`))
  const anyKnown = escaped.length === 0 ? null : new RegExp(escaped.join('|'), 'g')
  return text => {
    if (text.length < 10) return { text, kinds: [] }
    const kinds: Dropped['kind'][] = []
    const withoutTokens = !/[=%]/.test(text)
      ? text
      : text.replace(TOKEN_IN_QUERY, (whole, name: string, value: string) => {
          if (!isWorthHiding(value)) return whole
          kinds.push('token')
          return name + MARK
        })
    const withoutAddresses = !/rest/i.test(text)
      ? withoutTokens
      : withoutTokens.replace(WEBHOOK, (whole, address: string, code: string) => {
          if (BARE_METHODS.has(code.toLowerCase()) || isMasked(code)) return whole
          kinds.push('webhook')
          return address + MARK
        })
    if (anyKnown === null) return { text: withoutAddresses, kinds }
    const clean = withoutAddresses.replace(anyKnown, () => {
      kinds.push('token')
      return MARK
    })
    return { text: clean, kinds }
  }
}

/** A value that is no example and no word, so that hiding it everywhere hides nothing else. */
function isWorthHiding(value: string): boolean {
  return value.length >= 10 && /\d/.test(value) && /[a-z]/i.test(value) && !value.startsWith('**')
}

function isMasked(code: string): boolean {
  return /^x+$/i.test(code) || /^(?:put_)?your_|_here$|^webhook(?:_code)?$|^secret$/i.test(code)
}

function secretOf(kind: Dropped['kind'], match: RegExpExecArray): FoundSecret {
  const [, before = '', value = ''] = match
  return { kind, start: match.index + before.length, value }
}
