import { AppError } from '#common/ipc/app-error'
import { printJson } from '#common/json/json-value'
import { describe, expect, it } from 'vitest'
import { readAnswer, type PortalAnswer } from '../../../../../electron/main/rest/answer'
import type { HttpResponse } from '../../../../../electron/main/rest/http-transport'
import { responseOf } from '../../../../support/fake-transport'

const SECRET = 'k3Yt9vQ2mZ8xB1dL'
const ASKED = { method: 'sale.paysystem.handler.list', origin: 'https://shop.example.com', secret: SECRET }

function read(response: Partial<HttpResponse>): PortalAnswer {
  return readAnswer(responseOf(response), ASKED)
}

function errorOf(response: Partial<HttpResponse>): AppError {
  try {
    read(response)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('No AppError was thrown')
}

describe('a result', () => {
  it.each([
    ['an object', '{"result":{"a":1}}', '{"a":1}'],
    ['a list', '{"result":[1,2]}', '[1,2]'],
    ['an empty list', '{"result":[]}', '[]'],
    ['true', '{"result":true,"time":{}}', 'true'],
    ['false, which is no failure', '{"result":false}', 'false'],
    ['null, which is no failure', '{"result":null}', 'null'],
    ['a number', '{"result":17}', '17'],
    ['text', '{"result":"2031-05-04T10:20:30+03:00"}', '"2031-05-04T10:20:30+03:00"'],
    ['a value named error further down', '{"result":{"error":"0"}}', '{"error":"0"}'],
    ['the order of keys that look like numbers', '{"result":{"10":"a","2":"b"}}', '{"10":"a","2":"b"}'],
    ['the spelling of numbers', '{"result":[1.0,1e3,12345678901234567890]}', '[1.0,1e3,12345678901234567890]'],
    ['escaped text', '{"result":"\\u003Cb\\u003E \\/ \\u0027"}', '"<b> / \'"'],
  ])('keeps %s', (_, body, expected) => {
    expect(printJson(read({ body }).value, 0)).toBe(expected)
  })

  it.each([
    ['as numbers', '{"result":[],"next":50,"total":75}'],
    ['as text', '{"result":[],"next":"50","total":"75"}'],
  ])('comes with paging %s', (_, body) => {
    expect(read({ body })).toMatchObject({ next: 50, total: 75 })
  })

  it('comes with its timings', () => {
    const { time } = read({ body: '{"result":[],"time":{"start":1893456000,"duration":0.25}}' })

    expect(time && printJson(time, 0)).toBe('{"start":1893456000,"duration":0.25}')
  })

  it.each([
    ['nothing beside it', '{"result":[]}'],
    ['paging that is no number', '{"result":[],"next":null,"total":-1}'],
    ['timings that are no object', '{"result":[],"time":[]}'],
  ])('leaves out what is not there: %s', (_, body) => {
    expect(Object.keys(read({ body }))).toEqual(['value'])
  })
})

describe('a refusal', () => {
  const CODES: readonly [string, number, string, string][] = [
    ['text', 400, '{"error":"ERROR_CHECK_FAILURE","error_description":"No"}', 'ERROR_CHECK_FAILURE'],
    ['digits as text', 400, '{"error":"200640400001","error_description":"No"}', '200640400001'],
    ['a number', 400, '{"error":200640400001,"error_description":"No"}', '200640400001'],
    ['the number 0', 400, '{"error":0,"error_description":"No"}', '0'],
    ['the text 0', 400, '{"error":"0","error_description":"No"}', '0'],
    ['the number 0 with a good status', 200, '{"error":0,"error_description":"No"}', '0'],
    ['text with a good status', 200, '{"error":"ACCESS_DENIED","error_description":"No"}', 'ACCESS_DENIED'],
    ['empty text with a good status', 200, '{"error":"","error_description":"No"}', ''],
    ['null', 200, '{"error":null,"error_description":"No"}', 'null'],
    ['false', 200, '{"error":false,"error_description":"No"}', 'false'],
    ['an object, as REST 3.0 gives', 400, '{"error":{"code":"BAD","message":"No"}}', 'BAD'],
    ['beside a result', 200, '{"result":true,"error":"PARTIAL","error_description":"No"}', 'PARTIAL'],
    ['left out, with a bad status', 403, '{"error_description":"No"}', ''],
    ['left out beside a result, with a bad status', 404, '{"result":[],"error_description":"No"}', ''],
  ]

  it.each(CODES)('has its code as text when it is %s', (_, status, body, code) => {
    expect(errorOf({ status, body })).toMatchObject({
      code: 'portal',
      details: { method: ASKED.method, code, description: 'No', status },
    })
  })

  it.each([
    ['INVALID_CREDENTIALS', 401, 'unauthorized'],
    ['INVALID_CREDENTIALS', 403, 'unauthorized'],
    ['NO_AUTH_FOUND', 401, 'unauthorized'],
    ['expired_token', 401, 'unauthorized'],
    ['QUERY_LIMIT_EXCEEDED', 503, 'rate-limited'],
    ['OPERATION_TIME_LIMIT', 429, 'rate-limited'],
    ['insufficient_scope', 401, 'portal'],
    ['ACCESS_DENIED', 403, 'portal'],
    ['OVERLOAD_LIMIT', 503, 'portal'],
    ['ERROR_METHOD_NOT_FOUND', 404, 'portal'],
    ['INTERNAL_SERVER_ERROR', 500, 'portal'],
  ])('of %s with %i is %s', (code, status, kind) => {
    const error = errorOf({ status, body: JSON.stringify({ error: code, error_description: 'No' }) })

    expect(error).toMatchObject({ code: kind, details: { code, status } })
  })

  it.each([
    ['none', '{"error":"X"}', ''],
    ['null', '{"error":"X","error_description":null}', ''],
    ['empty', '{"error":"X","error_description":""}', ''],
    ['an object', '{"error":"X","error_description":{"a":1}}', '{"a":1}'],
    ['very long', `{"error":"X","error_description":"${'y'.repeat(5_000)}"}`, 'y'.repeat(2_000)],
  ])('has a description that is text when it is %s', (_, body, description) => {
    expect(errorOf({ status: 400, body }).details).toMatchObject({ description })
  })

  it('repeats no secret that the portal repeats', () => {
    const echo = `https://shop.example.com/rest/7/${SECRET}/profile`
    const error = errorOf({
      status: 404,
      body: JSON.stringify({
        error: `NOT_FOUND ${SECRET.toUpperCase()}`,
        error_description: `${'x'.repeat(1_990)} ${echo}`,
      }),
    })

    const shown = `${JSON.stringify(error.toWire())} ${error.stack}`
    expect(shown.toLowerCase()).not.toContain(SECRET.slice(0, 8).toLowerCase())
  })
})

describe('an answer that is no answer of a portal', () => {
  const PAGE = '<!DOCTYPE html><html><head><title>Log in</title></head><body></body></html>'
  const CASES: readonly [string, Partial<HttpResponse>, string, string][] = [
    ['nothing', { body: '' }, 'body', 'empty'],
    ['blanks', { body: ' \r\n' }, 'body', 'empty'],
    ['a page', { body: PAGE, headers: { 'content-type': 'text/html' } }, 'body', 'not-a-portal'],
    ['a page not found', { status: 404, body: PAGE }, 'body', 'not-a-portal'],
    ['a page of a gateway', { status: 502, body: PAGE }, 'http', 'server-error'],
    ['nothing from a gateway', { status: 504, body: '' }, 'http', 'server-error'],
    ['JSON of a broken server', { status: 500, body: '{"message":"x"}' }, 'http', 'server-error'],
    ['a warning of PHP before it', { body: '<br />\n<b>Warning</b>: x\n{"result":true}' }, 'body', 'not-json'],
    ['XML', { body: '<response><result>1</result></response>' }, 'body', 'not-json'],
    ['text', { body: 'It works!' }, 'body', 'not-json'],
    ['JSON that was cut', { body: '{"result":{"a":"b' }, 'body', 'cut-off'],
    ['JSON that was cut after a bracket', { body: '{"result":[{"a":1}' }, 'body', 'cut-off'],
    ['JSON with a fault', { body: '{"result":{"a":}}' }, 'body', 'not-json'],
    ['JSON of a bottomless depth', { body: `${'['.repeat(600)}${']'.repeat(600)}` }, 'body', 'not-json'],
    ['a list', { body: '[]' }, 'body', 'not-an-answer'],
    ['a number', { body: '7' }, 'body', 'not-an-answer'],
    ['null', { body: 'null' }, 'body', 'not-an-answer'],
    ['an empty object', { body: '{}' }, 'body', 'no-result'],
    ['an object without a result', { body: '{"time":{}}' }, 'body', 'no-result'],
    ['text in another encoding', { body: '{"result":"\uFFFD"}', isExact: false }, 'body', 'not-utf-8'],
    ['a proxy that wants a password', { status: 407, body: PAGE }, 'proxy', 'password-wanted'],
  ]

  it.each(CASES)('is named: %s', (_, response, layer, reason) => {
    const status = response.status ?? 200
    expect(errorOf(response)).toMatchObject({
      code: 'network',
      details: { layer, reason, status, mayHaveArrived: true },
    })
  })

  it('counts as too many requests when its status says so', () => {
    expect(errorOf({ status: 429, body: PAGE }).code).toBe('rate-limited')
  })
})

describe('a redirect', () => {
  function redirect(location: string | undefined, status = 302): AppError {
    return errorOf({ status, headers: location === undefined ? {} : { location }, body: PAGE_OF_REDIRECT })
  }
  const PAGE_OF_REDIRECT = '<html><body>Moved</body></html>'

  it.each([301, 302, 303, 307, 308])('with %i to another host says where the portal moved', status => {
    const error = redirect(`https://new.example.com/rest/7/${SECRET}/profile`, status)

    expect(error).toMatchObject({
      code: 'network',
      details: { layer: 'http', reason: 'portal-moved', host: 'new.example.com', status },
    })
    expect(JSON.stringify(error.toWire())).not.toContain(SECRET)
  })

  it.each([
    ['another port', 'https://shop.example.com:8443/', 'portal-moved', 'shop.example.com:8443'],
    ['no scheme', '//new.example.com/x', 'portal-moved', 'new.example.com'],
    ['the same host', 'https://shop.example.com/auth/', 'redirected', 'shop.example.com'],
    ['a path', '/auth/?back=1', 'redirected', 'shop.example.com'],
  ])('to %s is told apart', (_, location, reason, host) => {
    expect(redirect(location).details).toMatchObject({ reason, host })
  })

  it.each([[undefined], ['http://'], ['https://[']])('to %s is a fault of the server', location => {
    expect(redirect(location).details).toMatchObject({ layer: 'http', reason: 'bad-redirect' })
  })

  it('to a host that has the secret in its name does not repeat it', () => {
    expect(JSON.stringify(redirect(`https://${SECRET}.evil.example/`).toWire()).toLowerCase()).not.toContain(
      SECRET.toLowerCase(),
    )
  })
})
