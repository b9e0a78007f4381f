export const PAYMENT_PAGE_PATH = '/pub/site/10/checkout/'
export const ACTION_PATH = '/action/'
export const SHORT_CODE_LENGTH = 5

/** Who calls: the two path parts of a webhook address before the method. */
export interface Credentials {
  readonly userId: string
  readonly secret: string
}

/** Where a request goes. A REST call whose path has no place for a method has an empty method name, which no method has. */
export type Route =
  | { readonly kind: 'rest'; readonly methodName: string; readonly credentials: Credentials | null }
  | { readonly kind: 'short-link'; readonly code: string }
  | { readonly kind: 'payment-page' }
  /** How the practice portal itself is told what to do; no real portal has this. */
  | { readonly kind: 'control'; readonly parts: readonly string[] }
  /** Where simulated payments are sent, in the place of a payment service; no real portal has this either. */
  | { readonly kind: 'action'; readonly parts: readonly string[] }
  | { readonly kind: 'unknown' }

const SHORT_LINK = new RegExp(`^/~([0-9A-Za-z]{${SHORT_CODE_LENGTH}})$`)

export function routeOf(path: string): Route {
  const code = SHORT_LINK.exec(path)?.[1]
  if (code !== undefined) return { kind: 'short-link', code }
  if (path === PAYMENT_PAGE_PATH) return { kind: 'payment-page' }
  const [first, ...rest] = path.split('/').filter(Boolean)
  if (path.startsWith(ACTION_PATH)) return { kind: 'action', parts: rest }
  if (first === 'control') return { kind: 'control', parts: rest }
  return first === 'rest' ? restRoute(rest) : { kind: 'unknown' }
}

/**
 * `<method>`, or `<user id>/<secret>/<method>`. Two parts lack the user id, and `api/…` is the third version of the
 * protocol: neither has a method here. The suffix `.json` may be left out; answers in XML are not offered, so a method
 * with `.xml` behind it does not exist.
 */
function restRoute(parts: readonly string[]): Route {
  const [first = '', secret = '', method = ''] = parts
  if (parts.length === 1) return { kind: 'rest', methodName: withoutSuffix(first), credentials: null }
  if (parts.length !== 3 || first === 'api') return { kind: 'rest', methodName: '', credentials: null }
  return { kind: 'rest', methodName: withoutSuffix(method), credentials: { userId: first, secret } }
}

function withoutSuffix(method: string): string {
  return method.replace(/\.json$/, '')
}
