import { AppError } from '#common/ipc/app-error'

export type NetworkLayer = 'address' | 'dns' | 'tcp' | 'proxy' | 'tls' | 'timeout' | 'http' | 'body'

/** What failed, why, and whether the server can have got the request before that. */
export interface NetworkFault {
  readonly layer: NetworkLayer
  readonly reason: string
  readonly mayHaveArrived: boolean
}

function before(layer: NetworkLayer, reason: string): NetworkFault {
  return { layer, reason, mayHaveArrived: false }
}

function after(layer: NetworkLayer, reason: string): NetworkFault {
  return { layer, reason, mayHaveArrived: true }
}

/** Chromium's error names without `ERR_`. Where one can come before and after sending, it counts as after. */
const FAULTS: Readonly<Record<string, NetworkFault>> = {
  INVALID_URL: before('address', 'invalid-address'),
  ADDRESS_INVALID: before('address', 'invalid-address'),
  UNKNOWN_URL_SCHEME: before('address', 'invalid-address'),
  DISALLOWED_URL_SCHEME: before('address', 'invalid-address'),
  UNSAFE_PORT: before('address', 'blocked-port'),

  NAME_NOT_RESOLVED: before('dns', 'unknown-host'),
  NAME_RESOLUTION_FAILED: before('dns', 'resolver-failed'),
  DNS_MALFORMED_RESPONSE: before('dns', 'resolver-failed'),
  DNS_SERVER_FAILED: before('dns', 'resolver-failed'),
  DNS_SERVER_REQUIRES_TCP: before('dns', 'resolver-failed'),
  DNS_TIMED_OUT: before('dns', 'resolver-failed'),
  DNS_SORT_ERROR: before('dns', 'resolver-failed'),
  ICANN_NAME_COLLISION: before('dns', 'unknown-host'),

  INTERNET_DISCONNECTED: before('tcp', 'offline'),
  CONNECTION_REFUSED: before('tcp', 'refused'),
  CONNECTION_FAILED: before('tcp', 'refused'),
  ADDRESS_UNREACHABLE: before('tcp', 'unreachable'),
  ADDRESS_IN_USE: before('tcp', 'unreachable'),
  NETWORK_ACCESS_DENIED: before('tcp', 'blocked'),
  BLOCKED_BY_ADMINISTRATOR: before('tcp', 'blocked'),
  BLOCKED_BY_CLIENT: before('tcp', 'blocked'),
  CONNECTION_RESET: after('tcp', 'cut-off'),
  CONNECTION_CLOSED: after('tcp', 'cut-off'),
  CONNECTION_ABORTED: after('tcp', 'cut-off'),
  SOCKET_NOT_CONNECTED: after('tcp', 'cut-off'),
  NETWORK_CHANGED: after('tcp', 'network-changed'),
  NETWORK_IO_SUSPENDED: after('tcp', 'asleep'),

  PROXY_CONNECTION_FAILED: before('proxy', 'unreachable'),
  TUNNEL_CONNECTION_FAILED: before('proxy', 'refused'),
  HTTPS_PROXY_TUNNEL_RESPONSE: before('proxy', 'refused'),
  NO_SUPPORTED_PROXIES: before('proxy', 'unsupported'),
  MANDATORY_PROXY_CONFIGURATION_FAILED: before('proxy', 'misconfigured'),
  PAC_NOT_IN_DHCP: before('proxy', 'misconfigured'),
  PAC_SCRIPT_FAILED: before('proxy', 'misconfigured'),
  PAC_SCRIPT_TERMINATED: before('proxy', 'misconfigured'),
  PROXY_AUTH_REQUESTED: before('proxy', 'password-wanted'),
  PROXY_AUTH_REQUESTED_WITH_NO_CONNECTION: before('proxy', 'password-wanted'),
  PROXY_AUTH_UNSUPPORTED: before('proxy', 'password-wanted'),
  PROXY_CERTIFICATE_INVALID: before('proxy', 'certificate'),
  SOCKS_CONNECTION_FAILED: before('proxy', 'refused'),
  SOCKS_CONNECTION_HOST_UNREACHABLE: before('proxy', 'refused'),

  CERT_AUTHORITY_INVALID: before('tls', 'untrusted-certificate'),
  CERT_COMMON_NAME_INVALID: before('tls', 'certificate-of-another-host'),
  CERT_DATE_INVALID: before('tls', 'expired-certificate'),
  CERT_REVOKED: before('tls', 'revoked-certificate'),
  SSL_CLIENT_AUTH_CERT_NEEDED: before('tls', 'client-certificate-wanted'),
  BAD_SSL_CLIENT_AUTH_CERT: before('tls', 'client-certificate-wanted'),
  SSL_VERSION_OR_CIPHER_MISMATCH: before('tls', 'no-common-protocol'),
  SSL_PROTOCOL_ERROR: after('tls', 'handshake-failed'),

  CONNECTION_TIMED_OUT: before('timeout', 'no-connection'),
  TIMED_OUT: after('timeout', 'no-answer'),

  EMPTY_RESPONSE: after('http', 'empty-answer'),
  INVALID_HTTP_RESPONSE: after('http', 'not-http'),
  INVALID_RESPONSE: after('http', 'not-http'),
  INVALID_REDIRECT: after('http', 'bad-redirect'),
  UNSAFE_REDIRECT: after('http', 'bad-redirect'),

  CONTENT_LENGTH_MISMATCH: after('body', 'cut-off'),
  INCOMPLETE_CHUNKED_ENCODING: after('body', 'cut-off'),
  INVALID_CHUNKED_ENCODING: after('body', 'cut-off'),
  INCOMPLETE_HTTP2_RESPONSE: after('body', 'cut-off'),
  CONTENT_DECODING_FAILED: after('body', 'undecodable'),
  CONTENT_DECODING_INIT_FAILED: after('body', 'undecodable'),
}

/** Families of names of which only some stand in the table. */
const FAMILIES: readonly (readonly [prefix: string, fault: NetworkFault])[] = [
  ['CERT_', before('tls', 'bad-certificate')],
  ['SSL_', after('tls', 'handshake-failed')],
  ['PROXY_', before('proxy', 'refused')],
  ['DNS_', before('dns', 'resolver-failed')],
]

const UNKNOWN = after('http', 'unknown')

/** The fault behind an error text of Chromium, such as `net::ERR_NAME_NOT_RESOLVED`. */
export function faultOf(errorText: string): NetworkFault {
  const name = nameIn(errorText)
  if (name === null) return UNKNOWN
  return FAULTS[name] ?? FAMILIES.find(([prefix]) => name.startsWith(prefix))?.[1] ?? UNKNOWN
}

/**
 * The error for a text of Chromium. Of the text only the name of the error is kept: the rest may hold the address.
 */
export function networkError(errorText: string): AppError {
  const name = nameIn(errorText)
  return failure(faultOf(errorText), name === null ? {} : { netError: `ERR_${name}` })
}

/** The error for a fault that was found here and not by Chromium. */
export function failure(fault: NetworkFault, facts: Readonly<Record<string, string | number>> = {}): AppError {
  return new AppError('network', `No usable answer came: ${fault.layer}, ${fault.reason}`, {
    details: { ...fault, ...facts },
  })
}

function nameIn(errorText: string): string | null {
  return /\bERR_([A-Z0-9_]{1,60})\b/.exec(errorText)?.[1] ?? null
}
