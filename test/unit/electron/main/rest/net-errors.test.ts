import { describe, expect, it } from 'vitest'
import { faultOf, networkError } from '../../../../../electron/main/rest/net-errors'

describe('faultOf', () => {
  it.each([
    ['net::ERR_INVALID_URL', 'address', 'invalid-address', false],
    ['net::ERR_NAME_NOT_RESOLVED', 'dns', 'unknown-host', false],
    ['net::ERR_DNS_NO_MATCHING_SUPPORTED_ALPN', 'dns', 'resolver-failed', false],
    ['net::ERR_INTERNET_DISCONNECTED', 'tcp', 'offline', false],
    ['net::ERR_CONNECTION_REFUSED', 'tcp', 'refused', false],
    ['net::ERR_ADDRESS_UNREACHABLE', 'tcp', 'unreachable', false],
    ['net::ERR_CONNECTION_RESET', 'tcp', 'cut-off', true],
    ['net::ERR_NETWORK_CHANGED', 'tcp', 'network-changed', true],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy', 'unreachable', false],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy', 'refused', false],
    ['net::ERR_PROXY_SOMETHING_NEW', 'proxy', 'refused', false],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'tls', 'untrusted-certificate', false],
    ['net::ERR_CERT_COMMON_NAME_INVALID', 'tls', 'certificate-of-another-host', false],
    ['net::ERR_CERT_DATE_INVALID', 'tls', 'expired-certificate', false],
    ['net::ERR_CERT_WEAK_KEY', 'tls', 'bad-certificate', false],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'tls', 'handshake-failed', true],
    ['net::ERR_SSL_SOMETHING_NEW', 'tls', 'handshake-failed', true],
    ['net::ERR_CONNECTION_TIMED_OUT', 'timeout', 'no-connection', false],
    ['net::ERR_TIMED_OUT', 'timeout', 'no-answer', true],
    ['net::ERR_EMPTY_RESPONSE', 'http', 'empty-answer', true],
    ['net::ERR_CONTENT_LENGTH_MISMATCH', 'body', 'cut-off', true],
    ['net::ERR_CONTENT_DECODING_FAILED', 'body', 'undecodable', true],
    ['net::ERR_SOMETHING_NEW', 'http', 'unknown', true],
    ['toString', 'http', 'unknown', true],
    ['', 'http', 'unknown', true],
  ])('of %s is %s, %s', (text, layer, reason, mayHaveArrived) => {
    expect(faultOf(text)).toEqual({ layer, reason, mayHaveArrived })
  })
})

describe('networkError', () => {
  it('keeps the name of the error and nothing else of its text', () => {
    const error = networkError(
      'Failed: net::ERR_CONNECTION_REFUSED at https://shop.example.com/rest/7/k3Yt9vQ2mZ8xB1dL/',
    )

    expect(error.details).toMatchObject({ netError: 'ERR_CONNECTION_REFUSED' })
    expect(JSON.stringify(error.toWire()) + String(error.stack)).not.toContain('shop.example')
    expect(error.cause).toBeUndefined()
  })
})
