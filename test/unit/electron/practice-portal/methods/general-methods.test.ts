import { describe, expect, it } from 'vitest'
import { resultOf, type CallSetting } from '../practice-calls'

const linksOnly: CallSetting = { webhook: { userId: '7', isAdmin: false, scopes: ['salescenter'] } }
const GENERAL = ['batch', 'scope', 'methods', 'method.get', 'server.time', 'profile']
const HANDLER = ['add', 'update', 'delete', 'list'].map(verb => `sale.paysystem.handler.${verb}`)
const PAYMENT_SYSTEM = [
  'add',
  'update',
  'delete',
  'list',
  'settings.get',
  'settings.update',
  'settings.payment.get',
  'pay.payment',
].map(verb => `sale.paysystem.${verb}`)
const SALE = ['sale.payment.list', 'sale.persontype.list']
const CRM = ['add', 'list', 'get', 'update', 'pay', 'unpay', 'delete'].map(verb => `crm.item.payment.${verb}`)
const LINK = ['salescenter.payment.getpublicurl']

describe('scope', () => {
  it('lists what the webhook was granted', () => {
    expect(resultOf('scope')).toBe('["pay_system","salescenter","crm","sale"]')
    expect(resultOf('scope', '{}', linksOnly)).toBe('["salescenter"]')
  })

  it.each(['{"full":true}', '{"FULL":"1"}', '{"full":"false"}'])('lists all there are with %s', parameters => {
    expect(resultOf('scope', parameters, linksOnly)).toBe('["pay_system","salescenter","sale","crm"]')
  })

  it.each(['{"full":false}', '{"full":"0"}', '{"full":""}'])('lists what was granted with %s', parameters => {
    expect(resultOf('scope', parameters, linksOnly)).toBe('["salescenter"]')
  })
})

describe('methods', () => {
  it.each([
    ['what the webhook may call', '{}', [...GENERAL, ...LINK]],
    ['all there are', '{"full":true}', [...GENERAL, ...HANDLER, ...PAYMENT_SYSTEM, ...LINK, ...SALE, ...CRM]],
    ['those of one scope', '{"scope":"pay_system"}', [...HANDLER, ...PAYMENT_SYSTEM]],
    ['the general ones for an empty scope', '{"scope":"","full":true}', GENERAL],
    ['none of an unknown scope', '{"SCOPE":"imbot"}', []],
  ])('lists %s', (_, parameters, methods) => {
    expect(JSON.parse(resultOf('methods', parameters, linksOnly))).toEqual(methods)
  })
})

describe('method.get', () => {
  it.each([
    ['salescenter.payment.getpublicurl', true, true],
    ['sale.paysystem.list', true, false],
    ['profile', true, true],
    ['Profile', false, false],
    ['nothing.here', false, false],
    ['', false, false],
  ])('tells of %j whether it exists and whether it may be called', (name, isExisting, isAvailable) => {
    expect(JSON.parse(resultOf('method.get', JSON.stringify({ name }), linksOnly))).toEqual({ isExisting, isAvailable })
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
