import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseForm } from '../../../../electron/practice-portal/php-form'
import { storedJson } from '../../../../electron/practice-portal/php-json'
import { valueAt } from '../../../../electron/practice-portal/php-value'

function parsed(form: string): string {
  return storedJson(parseForm(Buffer.from(form)))
}

describe('parseForm', () => {
  // Each result is what parse_str of PHP 8.2 gives.
  it.each([
    ['a=1&b=2', '{"a":"1","b":"2"}'],
    ['k', '{"k":""}'],
    ['k=', '{"k":""}'],
    ['=v&a=1', '{"a":"1"}'],
    ['a=1&a=2', '{"a":"2"}'],
    ['a=one+two%20three%2B', '{"a":"one two three+"}'],
    ['x.y=1&x y=2', '{"x_y":"2"}'],
    ['x.y[z.w]=1', '{"x_y":{"z.w":"1"}}'],
    ['a[]=1&a[]=2', '{"a":["1","2"]}'],
    ['a[b][]=1&a[b][]=2', '{"a":{"b":["1","2"]}}'],
    ['a[x]=&a[y][z]=', '{"a":{"x":"","y":{"z":""}}}'],
    ['a[5]=x&a[]=y', '{"a":{"5":"x","6":"y"}}'],
    ['a[-5]=x&a[]=y', '{"a":{"-5":"x","-4":"y"}}'],
    ['a[10]=x&a[2]=y&a[01]=z', '{"a":{"10":"x","2":"y","01":"z"}}'],
    ['a[b=1', '{"a_b":"1"}'],
    ['a[b.c=1', '{"a_b_c":"1"}'],
    ['a[b][c=1', '{"a":{"b":"1"}}'],
    ['a[b]c=1', '{"a":{"b":"1"}}'],
    ['a[b]c[d]=1', '{"a":{"b":"1"}}'],
    ['a]=1', '{"a]":"1"}'],
    ['a[ ]=1', '{"a":["1"]}'],
    ['a[ b]=1', '{"a":{" b":"1"}}'],
    ['a=1&a[b]=2', '{"a":{"b":"2"}}'],
    ['a[b]=1&a=2', '{"a":"2"}'],
    ['a[[b]]=1', '{"a":{"[b":"1"}}'],
    ['[a]=1', '[]'],
    [' a=1', '{"a":"1"}'],
    ['a%00b=1', '{"a":"1"}'],
    ['%D0%BF=%D1%80', '{"п":"р"}'],
    ['a=%zz%4', '{"a":"%zz%4"}'],
    ['a=b=c', '{"a":"b=c"}'],
    ['a&&b=1&', '{"a":"","b":"1"}'],
    ['a[b]%5Bc%5D=1', '{"a":{"b":{"c":"1"}}}'],
    ['{"NAME":"x","CODE":"y"}', '{"{\\"NAME\\":\\"x\\",\\"CODE\\":\\"y\\"}":""}'],
    ['{"a":"b&c=d"}', '{"{\\"a\\":\\"b":"","c":"d\\"}"}'],
    ['a[[', '{"a__":""}'],
    ['a=%F0%9F%A7%BE', '{"a":"🧾"}'],
    [
      'FIELDS[SETTINGS][CODES][A][NAME]=x&FIELDS[SETTINGS][CODES][B][NAME]=y',
      '{"FIELDS":{"SETTINGS":{"CODES":{"A":{"NAME":"x"},"B":{"NAME":"y"}}}}}',
    ],
    ['a[9223372036854775807]=1&a[]=2', '{"a":{"9223372036854775807":"1"}}'],
  ])('reads %s as %s', (form, json) => {
    expect(parsed(form)).toBe(json)
  })

  it('replaces bytes that are not UTF-8', () => {
    expect(parsed('a=%FFx')).toBe('{"a":"\ufffdx"}')
  })

  it('drops a variable that is nested more than 64 deep, with all that was under its name', () => {
    expect(parsed(`a[x]=1&b=2&a${'[k]'.repeat(65)}=deep`)).toBe('{"b":"2"}')
    expect(parsed(`a${'[k]'.repeat(64)}=deep`)).toContain('deep')
  })

  it('reads ten thousand variables and no more', () => {
    const form = Array.from({ length: 10_001 }, (_, index) => `k${index}=v`).join('&')
    const parameters = parseForm(Buffer.from(form))
    expect(parameters.size).toBe(10_000)
    expect(parameters.get('k10000')).toBeUndefined()
  })

  it('gives back any text under any plain key', () => {
    const anyText = fc.string({ unit: 'grapheme' })
    const plainKey = fc.stringMatching(/^[A-Za-z][A-Za-z_]{0,8}$/)
    fc.assert(
      fc.property(plainKey, plainKey, anyText, (first, second, text) => {
        const form = `${first}[${second}]=${encodeURIComponent(text)}`
        expect(valueAt(parseForm(Buffer.from(form)), first, second)).toBe(text)
      }),
    )
  })

  it('reads any bytes without failing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab[\]=&+.%0 -]{0,30}$/), form => {
        expect(() => parsed(form)).not.toThrow()
      }),
    )
  })
})
