import { describe, expect, it } from 'vitest'
import { storedJson } from '../../../../electron/practice-portal/php-json'
import { bodyParameters, requestParameters } from '../../../../electron/practice-portal/request-parameters'

function fromBody(contentType: string, body: string | Buffer): string {
  return storedJson(bodyParameters(contentType, Buffer.from(body)))
}

describe('bodyParameters', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/vnd.api+json',
    ' application/json ;x',
  ])('reads JSON under %j', contentType => {
    expect(fromBody(contentType, '{"a":1}')).toBe('{"a":1}')
  })

  it.each(['', '{', '"text"', '12', 'null', 'true', '{"a":1'])(
    'takes the JSON body %j for none, without an error',
    body => {
      expect(fromBody('application/json', body)).toBe('[]')
    },
  )

  it('takes JSON that is not UTF-8 for none', () => {
    expect(fromBody('application/json', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toBe('[]')
  })

  it.each(['application/x-www-form-urlencoded', 'text/plain', ''])('reads a form under %j', contentType => {
    expect(fromBody(contentType, 'a[b]=1')).toBe('{"a":{"b":"1"}}')
  })

  it('reads JSON that is sent as a form as one odd key', () => {
    expect(fromBody('application/x-www-form-urlencoded', '{"NAME":"x"}')).toBe('{"{\\"NAME\\":\\"x\\"}":""}')
  })

  it.each(['multipart/form-data; boundary=XX', 'multipart/form-data; charset=utf-8; boundary="XX"'])(
    'reads the fields under %j',
    contentType => {
      const body = '--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--XX--\r\n'
      expect(fromBody(contentType, body)).toBe('{"a":"1"}')
    },
  )
})

describe('requestParameters', () => {
  it('lays the body over the query, whole values at the top', () => {
    const parameters = requestParameters(
      'a=query&b[x]=1&c=kept',
      'application/json',
      Buffer.from('{"a":2,"b":{"y":3}}'),
    )
    expect(storedJson(parameters)).toBe('{"a":2,"b":{"y":3},"c":"kept"}')
  })

  it('reads UTF-8 in a query, escaped or not', () => {
    const raw = Buffer.from('имя=é').toString('latin1')
    expect(storedJson(requestParameters(`${raw}&b=%C3%A9`, undefined, Buffer.alloc(0)))).toBe('{"имя":"é","b":"é"}')
  })
})
