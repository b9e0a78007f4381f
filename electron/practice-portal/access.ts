import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Why a request is turned away before anything of it is looked at. */
export interface Refusal {
  readonly status: number
  readonly text: string
}

const HTTP_PORT = 80

/**
 * Keeps every website out. The server listens on an administrator's machine, where each page open in a browser could
 * call it.
 */
export function refusalOf(headers: IncomingHttpHeaders, port: number): Refusal | null {
  const ownHosts = ownHostsAt(port)
  // SECURITY: a name that a website owns can be pointed at 127.0.0.1 (DNS rebinding); only our own names are served.
  if (!ownHosts.includes(headers.host ?? '')) return { status: 421, text: 'This host is not served here.\n' }
  // SECURITY: browsers name the calling site in Origin; real portals let any site call, this one none but its own.
  if (headers.origin !== undefined && !ownHosts.some(host => headers.origin === `http://${host}`)) {
    return { status: 403, text: 'Calls from websites are refused.\n' }
  }
  return null
}

/**
 * Whether a browser sends this on behalf of a website without saying from which, as it does for images and scripts.
 * Following a link is not meant: payment pages are opened that way.
 */
export function isCallFromWebsite(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  return site !== undefined && site !== 'none' && site !== 'same-origin'
}

// SECURITY: hashing first makes the lengths equal, and the comparison takes as long for a near miss as for a far one.
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected))
}

function ownHostsAt(port: number): string[] {
  const hosts = ['127.0.0.1', 'localhost']
  return hosts.flatMap(host => (port === HTTP_PORT ? [host, `${host}:${port}`] : [`${host}:${port}`]))
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
