import { describe, expect, it } from 'vitest'
import { decodeJson, encodeJson } from '../../../../electron/practice-portal/php-json'
import { valueAt } from '../../../../electron/practice-portal/php-value'
import { newInstallation, seededState } from '../../../../electron/practice-portal/seed'
import { ORIGIN, resultOf, SEED, stateAfter } from './practice-calls'

describe('newInstallation', () => {
  it('makes secrets of letters and digits, the webhook’s of sixteen', () => {
    let byte = 0
    const { webhookSecret, linkKey } = newInstallation(size => Uint8Array.from({ length: size }, () => byte++ % 256))
    expect(webhookSecret).toBe('ABCDEFGHIJKLMNOP')
    expect(linkKey).toMatch(/^[0-9A-Za-z]{32}$/)
    expect(linkKey).not.toContain(webhookSecret)
  })
})

describe('seededState', () => {
  it('is the same for the same installation', () => {
    expect(seededState(SEED.installation)).toEqual(SEED)
  })

  it.each([
    [1, 'FORM_DATA'],
    [2, 'CHECKOUT_DATA'],
    [3, 'IFRAME_DATA'],
  ])('has handler %d with %s alone, with an https address', (id, mode) => {
    const settings = SEED.handlers.find(handler => handler.id === id)?.settings
    const modes = ['FORM_DATA', 'CHECKOUT_DATA', 'IFRAME_DATA'].filter(key => valueAt(settings, key) !== undefined)
    expect(modes).toEqual([mode])
    expect(valueAt(settings, mode, 'ACTION_URI')).toMatch(/^https:\/\/[a-z]+\.example\.(?:com|net)\//)
  })

  it('has handlers that the portal itself would take', () => {
    for (const { code, settings } of SEED.handlers) {
      const parameters = `{"NAME":"Copy","CODE":"copy_of_${code}","SETTINGS":${encodeJson(settings)}}`
      expect(resultOf('sale.paysystem.handler.add', parameters)).toBe('4')
    }
  })

  it('has fields that name codes which are there', () => {
    for (const { settings } of SEED.handlers) {
      const json = JSON.parse(encodeJson(settings)) as Record<string, { FIELDS?: Record<string, { CODE: unknown }> }>
      const named = Object.values(json).flatMap(mode => Object.values(mode.FIELDS ?? {}).map(field => field.CODE))
      const codes = Object.keys(json['CODES'] ?? {})
      expect(codes).toEqual(expect.arrayContaining(named.filter(code => typeof code === 'string')))
    }
  })

  it.each([1, 2, 3])('lets handler %d be deleted only after its payment system', id => {
    const { code } = SEED.handlers[id - 1] ?? {}
    const { id: systemId } = SEED.paymentSystems.find(({ handlerCode }) => handlerCode === code) ?? {}
    expect(() => stateAfter('sale.paysystem.handler.delete', `{"ID":${id}}`)).toThrow('exists!')
    const state = stateAfter('sale.paysystem.delete', `{"ID":${systemId}}`)
    expect(stateAfter('sale.paysystem.handler.delete', `{"ID":${id}}`, { state }).handlers).toHaveLength(2)
  })

  it('has values, for codes of its handler, in the payment system of each handler', () => {
    for (const { code, settings } of SEED.handlers) {
      const values = SEED.paymentSystems.find(({ handlerCode }) => handlerCode === code)?.values ?? []
      expect(values.length).toBeGreaterThan(0)
      expect(values.filter(value => valueAt(settings, 'CODES', value.code) === undefined)).toEqual([])
    }
  })

  it('has 40 payments in 30 orders, 1063 among them', () => {
    expect(SEED.orders).toHaveLength(30)
    expect(SEED.payments.map(({ id }) => id)).toEqual(Array.from({ length: 40 }, (_, index) => 1040 + index))
    expect(new Set(SEED.payments.map(({ orderId }) => orderId))).toEqual(new Set(SEED.orders.map(({ id }) => id)))
  })

  it('has paid and unpaid payments, two currencies and two languages', () => {
    expect(new Set(SEED.payments.map(({ isPaid }) => isPaid)).size).toBe(2)
    expect(new Set(SEED.orders.map(({ currency }) => currency))).toEqual(new Set(['EUR', 'USD']))
    expect(
      SEED.orders.filter(({ payer }) => /\p{Script=Cyrillic}/u.test(payer)).map(({ language }) => language),
    ).toEqual(['ru', 'ru', 'ru'])
  })

  it('gives every payment a link', () => {
    for (const { id } of SEED.payments) {
      const result = decodeJson(resultOf('salescenter.payment.getPublicUrl', `{"id":${id}}`))
      expect(valueAt(result, 'payment', 'url')).toContain(`${ORIGIN}/pub/site/10/`)
    }
  })
})
