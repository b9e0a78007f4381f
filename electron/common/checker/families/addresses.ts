import { isEmpty, stringOf, type Item } from '../item'
import type { RuleContext } from '../rule-context'

/** ACTION_URI of every mode. The portal checks only that there is one, so whatever it is would be stored. */
export function checkAddresses(context: RuleContext): void {
  for (const { object, isFilled } of context.view.modes) {
    const address = object?.get('ACTION_URI')
    if (isFilled && address !== undefined && !isEmpty(address)) checkAddress(address, context)
  }
}

/** The marks of what was to be filled in: braces, angle brackets, `#NAME#`, `%NAME%`, and words such as `your-host`. */
const PLACEHOLDER =
  /\{[^}]*\}|<[^>]*>|#[A-Z_]+#|%(?![\dA-F]{2})[A-Z_]+%|\*{2,}|\.{3}|…|\bx{3,}\b|_here\b|\bchange-?me\b|\byour[-_]\w|\byour(?:domain|host|site|shop|server|company)\b/i

/** What no address may hold as it is: white space, control characters, quotes and the like. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const NOT_IN_ADDRESSES = /[\s\u0000-\u001f\u007f\\"<>^`{|}]/

function checkAddress(item: Item, { findings, mends }: RuleContext): void {
  const written = stringOf(item)
  if (written === undefined) return
  const address = written.trim()
  if (address !== written && address !== '') {
    findings.add('outer-spaces', item, { values: { name: 'ACTION_URI' }, fix: mends.replaceText(item, address) })
  }
  if (PLACEHOLDER.test(address)) {
    findings.add('address-placeholder', item)
    return
  }
  const scheme = schemeOf(address)
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    findings.add('address-scheme', item, { values: { scheme: `${scheme}:` } })
    return
  }
  const url = urlOf(address)
  if (url === undefined) {
    findings.add('address-unusable', item)
    return
  }
  if (url.username !== '' || url.password !== '') findings.add('address-credentials', item)
  checkHost(item, url, findings)
}

function checkHost(item: Item, url: URL, findings: RuleContext['findings']): void {
  const values = { host: url.host }
  if (isLoopback(url.hostname)) {
    findings.add('address-loopback', item, { values })
    return
  }
  if (url.protocol === 'http:') findings.add('address-http', item)
  if (isPrivate(url.hostname)) findings.add('address-private', item, { values })
  else if (isForExamples(url.hostname)) findings.add('address-example', item, { values })
}

/** A host with a port looks like a scheme, but goes on with digits. */
function schemeOf(address: string): string | undefined {
  const [, scheme, next] = /^([a-z][a-z\d+.-]*):(.?)/i.exec(address) ?? []
  return scheme === undefined || /\d/.test(next ?? '') ? undefined : scheme.toLowerCase()
}

function urlOf(address: string): URL | undefined {
  if (!/^https?:\/\/[^/?#]/i.test(address) || NOT_IN_ADDRESSES.test(address)) return undefined
  try {
    const url = new URL(address)
    return isHostName(url.hostname) ? url : undefined
  } catch {
    return undefined
  }
}

/** `hostname` as the URL class writes it: lower case and punycode. */
function isHostName(hostname: string): boolean {
  return (
    hostname.startsWith('[') ||
    /^[a-z\d_](?:[a-z\d_-]*[a-z\d_])?(?:\.[a-z\d_](?:[a-z\d_-]*[a-z\d_])?)*\.?$/.test(hostname)
  )
}

function isLoopback(hostname: string): boolean {
  return /^(?:(?:.*\.)?localhost\.?|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f.*\])$/.test(hostname)
}

function isPrivate(hostname: string): boolean {
  const isNumber = /^(?:10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
    hostname,
  )
  const isIp = /^\d+(?:\.\d+){3}$/.test(hostname)
  if (isIp) return isNumber
  if (hostname.startsWith('[')) return /^\[f(?:[cd]|e[89ab])/.test(hostname)
  return !hostname.includes('.') || /\.(?:local|lan|internal|intranet|corp|home|home\.arpa)\.?$/.test(hostname)
}

/** The names that are kept for examples and tests (RFC 2606). */
function isForExamples(hostname: string): boolean {
  return /(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid)\.?$/.test(hostname)
}
