import { parseWebhookUrl, type WebhookProblem } from '#common/portals/parse-webhook-url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const ADDRESS = 'https://shop.example.com/rest/7/k3Yt9vQ2mZ8xB1dL'
const EXPECTED = { ok: true, origin: 'https://shop.example.com', userId: 7, secret: 'k3Yt9vQ2mZ8xB1dL' }

/** Each form in which an address is found in the wild. */
const FORMS: Record<string, (address: string) => string> = {
  'the bare address': address => address,
  'a trailing slash': address => `${address}/`,
  'a method': address => `${address}/sale.paysystem.handler.list`,
  'a method with .json': address => `${address}/profile.json`,
  'a method, a slash and a query': address => `${address}/crm.deal.list/?start=50&order[ID]=ASC#top`,
  'spaces and lines around it': address => `\n\t  ${address}/ \r\n`,
  'double quotes': address => `"${address}"`,
  'single quotes': address => `'${address}/'`,
  'typographic quotes': address => `«${address}» and “${address}/”`,
  'angle brackets': address => `<${address}/>`,
  backticks: address => `\`${address}/\``,
  'an HTML link': address => `<a href="${address}/profile">webhook</a>`,
  'a Markdown link': address => `[webhook](${address}/)`,
  'a sentence': address => `The webhook is ${address}. Keep it secret!`,
  'a sentence in brackets': address => `My webhook (${address}), please.`,
  'an assignment': address => `WEBHOOK_URL=${address}/`,
  'a label before it': address => `Webhook:${address}/`,
  JSON: address => JSON.stringify({ webhook: `${address}/`, active: true }),
  'JSON with escaped slashes': address => `{"webhook":"${address.replaceAll('/', '\\/')}\\/"}`,
  'JSON within JSON': address => `"{\\"webhook\\":\\"${address.replaceAll('/', '\\\\/')}\\\\/\\"}"`,
  'JSON with slashes as code points': address => `"${address.replaceAll('/', '\\u002F')}"`,
  'a query parameter': address => `https://tool.example.net/open?hook=${encodeURIComponent(`${address}/`)}&x=1`,
  'a curl command': address => `curl ${address}/profile`,
  'a curl command with data': address =>
    `curl -X POST -H "Content-Type: application/json" -d '{"ID":"https://pay.example.org/rest"}' ${address}/sale.paysystem.delete`,
  'a curl command over lines': address =>
    `curl -X POST \\\n  -H 'Accept: application/json' \\\n  -d '{"fields":{}}' \\\n  '${address}/profile.json'`,
  'a curl command with Windows line ends': address => `curl -X POST \\\r\n  "${address}/profile" \\\r\n  --compressed`,
  'a curl command in ANSI-C quotes': address => `curl $'${address}/profile?a=\\u0021b' --data-raw $'it\\'s'`,
  'a curl command of the Windows prompt': address => `curl ^"${address}/profile^" ^\r\n  -H ^"accept: */*^"`,
  'the same address twice': address => `${address}/ and again ${address}/profile`,
  'other addresses beside it': address =>
    `See https://help.example.org/rest/about, then ${address}/ or http://shop.example.com/`,
}

describe('parseWebhookUrl', () => {
  it.each(Object.entries(FORMS))('reads %s', (_, wrap) => {
    expect(parseWebhookUrl(wrap(ADDRESS))).toEqual(EXPECTED)
  })

  it.each([
    ['a port', 'https://shop.example.com:8443/rest/1/abc123def/', 'https://shop.example.com:8443'],
    ['the default port', 'https://shop.example.com:443/rest/1/abc123def/', 'https://shop.example.com'],
    ['upper case', 'HTTPS://Shop.Example.COM/rest/1/abc123def/', 'https://shop.example.com'],
    ['a Cyrillic host', 'https://магазин.example/rest/1/abc123def/', 'https://xn--80aairftm.example'],
    ['a host with umlauts', 'https://bücher.example/rest/1/abc123def', 'https://xn--bcher-kva.example'],
    ['an IPv4 address', 'https://192.0.2.10/rest/1/abc123def', 'https://192.0.2.10'],
    ['an IPv6 address', 'https://[2001:db8::1]:8443/rest/1/abc123def', 'https://[2001:db8::1]:8443'],
    ['loopback over http', 'http://127.0.0.1:40123/rest/1/abc123def/', 'http://127.0.0.1:40123'],
    ['another loopback address over http', 'http://127.8.9.10/rest/1/abc123def/', 'http://127.8.9.10'],
    ['localhost over http', 'http://localhost:8080/rest/1/abc123def/', 'http://localhost:8080'],
    ['IPv6 loopback over http', 'http://[::1]:8080/rest/1/abc123def/', 'http://[::1]:8080'],
    ['doubled slashes', 'https://shop.example.com//rest//1//abc123def//', 'https://shop.example.com'],
    ['no scheme', 'shop.example.com/rest/1/abc123def/profile', 'https://shop.example.com'],
    ['no scheme in a sentence', 'Use "shop.example.com:8443/rest/1/abc123def/".', 'https://shop.example.com:8443'],
  ])('reads %s', (_, text, origin) => {
    expect(parseWebhookUrl(text)).toEqual({ ok: true, origin, userId: 1, secret: 'abc123def' })
  })

  const REFUSED: readonly [WebhookProblem, string, string][] = [
    ['no-address', 'an empty text', ''],
    ['no-address', 'a text without an address', 'Please send me the webhook.'],
    ['no-address', 'an address that is not of the REST API', 'https://shop.example.com/crm/deal/details/7/'],
    ['no-address', 'a placeholder for the host', 'https://**your_address**/rest/1/abc123def/profile'],
    ['no-address', 'a host that is none', 'https://..../rest/1/abc123def/'],
    ['no-address', 'a port that is none', 'https://shop.example.com:99999/rest/1/abc123def/'],
    ['no-address', 'a host hidden behind a backslash', 'https://evil.example\\@shop.example.com/rest/1/abc123def/'],
    ['not-https', 'http', 'http://shop.example.com/rest/1/abc123def/'],
    ['not-https', 'http to a private network', 'http://192.168.0.10/rest/1/abc123def/'],
    ['not-https', 'http to a host that only begins like loopback', 'http://127.0.0.1.example.com/rest/1/abc123def/'],
    ['not-https', 'http to a host that only begins like localhost', 'http://localhost.example.com/rest/1/abc123def/'],
    ['not-https', 'another scheme', 'ftp://shop.example.com/rest/1/abc123def/'],
    ['no-secret', 'nothing after rest', 'https://shop.example.com/rest/'],
    ['no-secret', 'no secret', 'https://shop.example.com/rest/1/'],
    ['no-secret', 'a method in the place of the secret', 'https://shop.example.com/rest/1/profile.json'],
    ['no-secret', 'a method without a dot in the place of the secret', 'https://shop.example.com/rest/1/profile'],
    ['no-secret', 'no user id', 'https://shop.example.com/rest/abc123def/profile'],
    ['no-secret', 'a user id that is not a number', 'https://shop.example.com/rest/one/abc123def/'],
    ['no-secret', 'user id 0', 'https://shop.example.com/rest/0/abc123def/'],
    ['no-secret', 'a user id beyond all numbers', `https://shop.example.com/rest/${'9'.repeat(30)}/abc123def/`],
    ['no-secret', 'an OAuth call', 'https://shop.example.com/rest/crm.deal.list?auth=abc123def'],
    ['no-secret', 'a secret cut with dots', 'https://shop.example.com/rest/1/abc12...'],
    ['no-secret', 'a secret cut with an ellipsis', 'https://shop.example.com/rest/1/abc12…/profile'],
    ['no-secret', 'a masked secret', 'https://shop.example.com/rest/1/abc1*******/'],
    ['no-secret', 'a secret masked with x', 'https://shop.example.com/rest/1/xxxxxxxxxx/'],
    ['no-secret', 'a secret of no sensible length', `https://shop.example.com/rest/1/${'a'.repeat(700)}/`],
    ['no-secret', 'a secret with a letter of another alphabet', 'https://shop.example.com/rest/1/abс123def/'],
    ['several-addresses', 'two secrets', `${ADDRESS}/ https://shop.example.com/rest/7/another1secret2/`],
    ['several-addresses', 'two hosts', `${ADDRESS}/ ${ADDRESS.replace('shop', 'test')}/`],
    ['several-addresses', 'two users', `${ADDRESS}/ ${ADDRESS.replace('/7/', '/8/')}/`],
    ['rest-v3', 'REST 3.0', 'https://shop.example.com/rest/api/1/abc123def/tasks.task.get'],
    ['user-and-password', 'a user name and password', 'https://admin:pass@shop.example.com/rest/1/abc123def/'],
    ['user-and-password', 'a host posing as a user name', 'https://shop.example.com@evil.example/rest/1/abc123def/'],
    ['not-at-root', 'a folder before rest', 'https://example.com/portal/rest/1/abc123def/'],
  ]

  it.each(REFUSED)('answers %s to %s', (reason, _, text) => {
    expect(parseWebhookUrl(text)).toEqual({ ok: false, reason })
  })

  it('reads any address back from any form', () => {
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().map(address => `[${address}]`),
      fc.constant('магазин.рф'),
    )
    const origin = fc
      .tuple(host, fc.option(fc.integer({ min: 1, max: 65_535 })))
      .map(([name, port]) => `https://${name}${port === null ? '' : `:${port}`}`)
    const secret = fc.stringMatching(/^[A-Za-z0-9]{8,40}$/).filter(text => !/^x+$/i.test(text))
    const around = fc.constantFrom('', ' ', '\n', ' see: ', ' — “quoted” \n', ' пример; ')
    fc.assert(
      fc.property(
        origin,
        fc.integer({ min: 1, max: 999_999_999 }),
        secret,
        fc.constantFrom(...Object.values(FORMS)),
        around,
        (from, userId, code, wrap, text) => {
          const parsed = parseWebhookUrl(`${text}${wrap(`${from}/rest/${userId}/${code}`)}${text}`)
          expect(parsed).toEqual({ ok: true, origin: new URL(from).origin, userId, secret: code })
        },
      ),
      { numRuns: 500 },
    )
  })

  it('answers any text without throwing', () => {
    const scraps = fc.constantFrom(
      'https://',
      'http:',
      '/rest/',
      '1/',
      '\\/',
      '\\u002f',
      '@',
      '[::',
      '%2F',
      '."\'<',
      'a.b',
    )
    const text = fc.array(fc.oneof(fc.string({ unit: 'binary' }), scraps)).map(parts => parts.join(''))
    fc.assert(
      fc.property(text, hostile => {
        const parsed = parseWebhookUrl(hostile)
        if (parsed.ok) expect(new URL(parsed.origin).origin).toBe(parsed.origin)
      }),
      { numRuns: 300 },
    )
  })

  // Patterns that go back over what they have read would run for minutes here, far past the test's own limit.
  it.each(['https://', 'a.', 'https://a.b/rest/1/', '\\', 'https://a@', 'a.b/rest/1', '://[::', '://a:1/'])(
    'comes to an answer on the greatest length of %s',
    piece => {
      expect(parseWebhookUrl(piece.repeat(20_000 / piece.length)).ok).toBe(false)
    },
  )
})
