import { parseJson } from '#common/json/json-value'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchedRead } from '../../../../../../electron/main/rest/batch/batched-read'
import { parseForm } from '../../../../../../electron/practice-portal/php-form'
import { decodeJson, encodeJson } from '../../../../../../electron/practice-portal/php-json'

const LIST = 'sale.paysystem.list'

/** What a portal makes of the parameters in a batch, as JSON; null when they do not go into one. */
function arrivedAs(parameters: string): string | null {
  const read = batchedRead(LIST, parameters)
  return read && encodeJson(parseForm(Buffer.from(read.query)))
}

describe('a read for a batch', () => {
  it.each([
    ['profile', '{}', ''],
    ['Sale.PaySystem.List', '{"start":50}', 'start=50'],
    [LIST, '{"FILTER":{">=ID":[1,2.50],"NAME":"a&b+c #1 é"}}', 'FILTER[>=ID][0]=1&FILTER[>=ID][1]=2.50&FILTER[NAME]='],
  ])('of %s with %s has its parameters as a form', (method, parameters, expected) => {
    const read = batchedRead(method, parameters)

    expect(read?.method).toBe(method)
    expect(decodeURIComponent(read?.query ?? '').slice(0, expected.length)).toBe(expected)
  })

  it('reaches the portal as it would by itself', () => {
    const key = fc.constantFrom('ID', 'entityId', '>=ID', '!@NAME', '0', '10', 'a-b')
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('', ' ', '&', '=', '%41', '+', '#', '[0]'),
    )
    const { value } = fc.letrec(tie => ({
      value: fc.oneof({ maxDepth: 2 }, text, fc.integer().map(String), tie('list'), tie('map')),
      list: fc.array(tie('value'), { minLength: 1, maxLength: 2 }),
      map: fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 2 }),
    }))
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('FILTER', 'ORDER', 'id'), value), parameters => {
        const body = JSON.stringify(parameters)
        const arrived = arrivedAs(body)
        fc.pre(arrived !== null)
        expect(arrived).toBe(encodeJson(decodeJson(body) ?? null))
      }),
    )
  })

  it.each([
    ['null', '{"a":null}'],
    ['true', '{"a":true}'],
    ['an empty list', '{"a":[]}'],
    ['an empty object', '{"a":{"b":{}}}'],
    ['a name that a form reads otherwise', '{"a.b":1}'],
    ['brackets in a name', '{"a":{"b]":1}}'],
    ['an empty name', '{"a":{"":1}}'],
    ['a name that is there twice', '{"a":1,"a":2}'],
    ['a name that changes the login', '{"AUTH":"x"}'],
    ['a reference to another result', '{"a":"x $result[read1][ID]"}'],
    ['half of a character', '{"a":"\\ud800"}'],
    ['more than fits', `{"a":"${'x'.repeat(5_000)}"}`],
    ['too many values', `{"a":[${Array(101).fill(1).join()}]}`],
    ['too deep a value', `{"a":${'['.repeat(9)}1${']'.repeat(9)}}`],
  ])('is none with %s', (_, parameters) => {
    expect(parseJson(parameters).ok).toBe(true)
    expect(batchedRead(LIST, parameters)).toBeNull()
  })

  it.each([
    'salescenter.payment.getPublicUrl',
    'sale.paysystem.handler.update',
    'crm.item.payment.pay',
    'batch',
    'some.unknown.list',
  ])('is none of %s', method => {
    expect(batchedRead(method)).toBeNull()
  })

  it('refuses what is no object as a call by itself does', () => {
    expect(() => batchedRead(LIST, '[1]')).toThrow(expect.objectContaining({ code: 'invalid-input' }))
  })
})
