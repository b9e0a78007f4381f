import type { HttpTransport } from './http-transport'
import { failure } from './net-errors'

/** Learns where a short link leads without going there. */
export interface ShortLinks {
  /**
   * The address a link redirects to, resolved against the link, or null when it redirects nowhere. Sends no credentials.
   * Errors: network, cancelled; none holds the link.
   */
  locationOf(url: string, signal?: AbortSignal): Promise<string | null>
}

const TIMEOUT_MS = 20_000
/** A link that does not redirect may answer with any page; it is read only to be dropped. */
const MAX_BYTES = 5_000_000

export function createShortLinks(transport: HttpTransport): ShortLinks {
  return { locationOf }

  async function locationOf(url: string, signal?: AbortSignal): Promise<string | null> {
    const link = webAddress(url)
    if (link === null) throw failure({ layer: 'address', reason: 'invalid-address', mayHaveArrived: false })
    const response = await transport.send(
      {
        url: link.href,
        method: 'GET',
        headers: { accept: '*/*' },
        body: null,
        maxBytes: MAX_BYTES,
        timeoutMs: TIMEOUT_MS,
        isRepeatable: true,
      },
      signal,
    )
    const location = response.headers['location']
    if (response.status < 300 || response.status > 399 || location === undefined) return null
    return webAddress(location, link)?.href ?? null
  }
}

function webAddress(text: string, base?: URL): URL | null {
  try {
    const url = new URL(text, base)
    const isPlain = url.username === '' && url.password === ''
    return (url.protocol === 'https:' || url.protocol === 'http:') && isPlain ? url : null
  } catch {
    return null
  }
}
