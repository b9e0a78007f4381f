import { describe, expect, it } from 'vitest'
import { resultOf, type CallSetting } from '../practice-calls'

const linksOnly: CallSetting = { webhook: { userId: '7', isAdmin: false, scopes: ['salescenter'] } }
const GENERAL = ['scope', 'methods', 'server.time', 'profile']
const HANDLER = ['add', 'update', 'delete', 'list'].map(verb => `sale.paysystem.handler.${verb}`)
const LINK = ['salescenter.payment.getpublicurl']

describe('scope', () => {
  it('lists what the webhook was granted', () => {
    expect(resultOf('scope')).toBe('["pay_system","salescenter","crm","sale"]')
    expect(resultOf('scope', '{}', linksOnly)).toBe('["salescenter"]')
  })

  it.each(['{"full":true}', '{"FULL":"1"}', '{"full":"false"}'])('lists all there are with %s', parameters => {
    expect(resultOf('scope', parameters, linksOnly)).toBe('["pay_system","salescenter"]')
  })

  it.each(['{"full":false}', '{"full":"0"}', '{"full":""}'])('lists what was granted with %s', parameters => {
    expect(resultOf('scope', parameters, linksOnly)).toBe('["salescenter"]')
  })
})

describe('methods', () => {
  it.each([
    ['what the webhook may call', '{}', [...GENERAL, ...LINK]],
    ['all there are', '{"full":true}', [...GENERAL, ...HANDLER, ...LINK]],
    ['those of one scope', '{"scope":"pay_system"}', HANDLER],
    ['the general ones for an empty scope', '{"scope":"","full":true}', GENERAL],
    ['none of an unknown scope', '{"SCOPE":"imbot"}', []],
  ])('lists %s', (_, parameters, methods) => {
    expect(JSON.parse(resultOf('methods', parameters, linksOnly))).toEqual(methods)
  })
})

describe('server.time', () => {
  it('gives the time with the portal’s own offset and no milliseconds', () => {
    expect(resultOf('server.time')).toBe('"2030-01-31T10:26:32+03:00"')
  })
})

describe('profile', () => {
  it.each([
    ['an administrator', {}, '"ID":"1","ADMIN":true'],
    ['an employee', linksOnly, '"ID":"7","ADMIN":false'],
  ])('describes %s', (_, setting, described) => {
    expect(resultOf('profile', '{}', setting)).toBe(
      `{${described},"NAME":"Pat","LAST_NAME":"Practice","PERSONAL_GENDER":"","TIME_ZONE":""}`,
    )
  })
})
