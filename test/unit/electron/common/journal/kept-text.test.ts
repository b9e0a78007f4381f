import { parseJson, type JsonValue } from '#common/json/json-value'
import { keepingOf } from '#common/journal/kept-methods'
import { keepAnswer, keepDetails, keepRequest, MAX_KEPT_LENGTH } from '#common/journal/kept-text'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { METHODS } from '../../../../../electron/practice-portal/methods/method-table'
import { redact } from '../../../../../electron/main/rest/redact'

const CANARY = 'cAnArY0f7hePaydesk9'
const ADD = 'sale.paysystem.handler.add'

function json(value: unknown): JsonValue {
  const parsed = parseJson(JSON.stringify(value))
  if (!parsed.ok) throw new Error('This is JSON')
  return parsed.value
}

function textOf(kept: ReturnType<typeof keepRequest>): string {
  return kept.state === 'whole' || kept.state === 'cut' ? kept.text : kept.state
}

function asked(method: string, parameters: unknown): string {
  return textOf(keepRequest(method, json(parameters), redact))
}

describe('what is kept of a call', () => {
  it.each<[string, string, string]>([
    ['profile', 'kept', 'personal'],
    ['user.current', 'kept', 'personal'],
    ['user.search', 'personal', 'personal'],
    ['scope', 'kept', 'kept'],
    ['sale.paysystem.handler.list', 'kept', 'kept'],
    ['sale.paysystem.handler.update', 'kept', 'kept'],
    ['sale.paysystem.settings.get', 'shop-settings', 'shop-settings'],
    ['sale.paysystem.settings.update', 'shop-settings', 'shop-settings'],
    ['sale.paysystem.settings.payment.get', 'shop-settings', 'shop-settings'],
    ['SALE.PaySystem.Settings.Update', 'shop-settings', 'shop-settings'],
    ['salescenter.payment.getPublicUrl', 'kept', 'payment-link'],
    ['crm.item.list', 'kept', 'personal'],
    ['sale.paysystem.settings.of.tomorrow', 'unknown-method', 'unknown-method'],
    ['toString', 'unknown-method', 'unknown-method'],
  ])('of %s: the request %s, the answer %s', (method, request, answer) => {
    expect(keepingOf(method)).toMatchObject({ request, answer })
    const of = (kept: string): object => (kept === 'kept' ? { state: 'whole' } : { state: 'not-kept', why: kept })
    expect(keepRequest(method, json({}), redact)).toMatchObject(of(request))
    expect(keepAnswer(method, json({}), redact)).toMatchObject(of(answer))
  })

  it('is decided for every method that the practice portal has', () => {
    const undecided = METHODS.map(({ name }) => name).filter(name => keepingOf(name).request === 'unknown-method')

    expect(METHODS.length).toBeGreaterThan(20)
    expect(undecided).toEqual([])
  })

  it('is how many calls of a batch were done, and which codes others failed with', () => {
    const answer = {
      result: { a: { secret: CANARY }, b: [CANARY] },
      result_error: {
        c: { error: 'ACCESS_DENIED', error_description: CANARY },
        d: { error: `${CANARY} !` },
        e: [CANARY],
        f: { error: 'invalid_token' },
      },
      result_time: [],
    }

    expect(textOf(keepAnswer('batch', json(answer), redact))).toBe(
      '{"done":2,"failed":{"ACCESS_DENIED":1,"?":2,"invalid_token":1}}',
    )
    expect(textOf(keepAnswer('batch', json({ result: [], result_error: [] }), redact))).toBe('{"done":0}')
    expect(textOf(keepAnswer('batch', json(CANARY), redact))).toBe('{"done":0}')
  })

  it('is how often which method is called, for a batch', () => {
    const parameters = { halt: 0, cmd: { a: `profile?x=${CANARY}`, b: 'profile', c: `${CANARY}!`, d: { e: CANARY } } }

    expect(asked('batch', parameters)).toBe('{"profile":2,"?":2}')
    expect(asked('batch', { cmd: ['scope', 'profile'] })).toBe('{"scope":1,"profile":1}')
    expect(asked('batch', { auth: CANARY })).toBe('{}')
  })
})

describe('a value that is a secret', () => {
  it.each<[string, unknown, string?]>([
    ['a default that was typed', { DEFAULT: { PROVIDER_KEY: 'VALUE', PROVIDER_VALUE: 'short' } }, 'short'],
    ['a default of an unknown provider', { DEFAULT: { PROVIDER_KEY: 'VALEU', PROVIDER_VALUE: CANARY } }],
    ['a default before its provider', { DEFAULT: { PROVIDER_VALUE: 'short', PROVIDER_KEY: 'VALUE' } }, 'short'],
    ['a default without a provider', { DEFAULT: { PROVIDER_VALUE: 123 } }, '123'],
    ['a default under the names of payment systems', { DEFAULT: { TYPE: 'VALUE', VALUE: 'short' } }, 'short'],
    ['a default that is a text', { DEFAULT: 'short' }, 'short'],
    ['a default in a list', { DEFAULT: ['short'] }, 'short'],
    ['a property that is none', { DEFAULT: { PROVIDER_KEY: 'PROPERTY', PROVIDER_VALUE: `a ${CANARY}` } }],
    ['a value under a secret name', { FIELDS: { api_token: 'short' } }, 'short'],
    ['a number under a secret name', { password: 4711 }, '4711'],
    ['values under a secret name', { secrets: ['short'] }, 'short'],
    ['a value deeper under a secret name', { client_secret: { for: { shops: 'short' } } }, 'short'],
    [
      'a property of a code for a secret',
      { MY_TOKEN: { DEFAULT: { PROVIDER_KEY: 'PROPERTY', PROVIDER_VALUE: 'short' } } },
      'short',
    ],
    ['a default in small letters', { default: { provider_key: 'VALUE', provider_value: 'short' } }, 'short'],
    [
      'a parameter of an address that looks made up',
      { ACTION_URI: 'https://a.example/?x=a1b2c3d4e5f6a7b8c9d0e1f2a3' },
      'a1b2c3',
    ],
    [
      'a step of an address that looks made up',
      { ACTION_URI: 'https://a.example/hooks/a1b2c3d4e5f6a7b8c9d0e1f2a3' },
      'a1b2c3',
    ],
    ['a value that looks made up', { anything: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' }, 'sk_live'],
    ['an access token', { auth: 'short' }, 'short'],
    ['settings that are a text', { SETTINGS: `{"key":"${CANARY}"}` }],
    ['codes that are a text', { CODES: CANARY }],
    ['a password in an address', { ACTION_URI: `https://shop:${CANARY}@pay.example/` }],
    ['a secret parameter of an address', { ACTION_URI: `https://pay.example/?a=1&api_key=${CANARY}&b=2` }],
    ['a webhook', { note: `see https://shop.example/rest/7/${CANARY}/profile` }],
    ['a payment link', { url: `https://shop.example/pay?access=${CANARY}` }],
    ['a short link', { shortUrl: `https://shop.example/~${CANARY}` }],
    ['a short link in a text', { note: `see https://shop.example/~${CANARY}` }],
    ['a picture of a code', { qr: CANARY }],
  ])('is masked: %s', (_, value, secret = CANARY) => {
    for (const wrapped of [value, { FIELDS: { SETTINGS: { CODES: { A: value } } } }, [value]]) {
      const kept = [asked(ADD, wrapped), textOf(keepAnswer('sale.paysystem.handler.list', json(wrapped), redact))]
      for (const text of kept) {
        expect(text).not.toContain(secret)
        expect(text).toContain('***')
        expect(parseJson(text).ok).toBe(true)
      }
    }
  })

  it('is masked in the parameters of a payment system', () => {
    for (const name of ['SETTINGS', 'settings']) {
      const parameters = { NAME: 'Till', [name]: { SHOP: { TYPE: 'VALUE', VALUE: 'a' }, OTHER: 'b' } }

      expect(asked('sale.paysystem.add', parameters)).toBe(`{"NAME":"Till","${name}":"***"}`)
    }
  })

  it.each<[unknown]>([
    [{ NAME: 'Till', CODE: 'a_code_of_2031_that_is_long_enough', SORT: 1.5 }],
    [{ DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'SUM' } }],
    [{ DEFAULT: { PROVIDER_VALUE: 'EMAIL', PROVIDER_KEY: 'PROPERTY' } }],
    [{ REST_SECRET_KEY: { NAME: 'The secret', SORT: '100', GROUP: 'A' } }],
    [{ ACTION_URI: 'https://pay.example/start?shop=5' }],
    [{ ACTION_URI: 'https://pay.example/a-long-name-of-a-page-for-2031.html?a=1&b=2' }],
    [{ MY_TOKEN: { NAME: 'Token', TYPE: 'STRING', DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'ID' } } }],
    [{ password: '', token: null, hasToken: true }],
    [[[], {}, 'Касса «Гавань»', -0]],
  ])('is none of these, which stay: %j', value => {
    expect(asked(ADD, value)).toBe(JSON.stringify(value))
  })

  it('is not repeated by what a portal says of it', () => {
    const details = { method: 'x', code: 'ERROR', description: `Wrong: ${CANARY}`, status: 400 }

    expect(keepDetails('sale.paysystem.settings.update', details)).toEqual({ ...details, description: '***' })
    expect(keepDetails('salescenter.payment.getPublicUrl', { code: 'E', description: '' })).toEqual({
      code: 'E',
      description: '',
    })
    expect(keepDetails(ADD, details)).toEqual(details)
  })
})

describe('a long text', () => {
  it('is cut, and says so', () => {
    const kept = keepAnswer('sale.paysystem.list', json({ NAME: 'ы'.repeat(MAX_KEPT_LENGTH) }), redact)

    expect(kept).toEqual({ state: 'cut', text: `{"NAME":"${'ы'.repeat(MAX_KEPT_LENGTH - 9)}` })
  })

  it('is whole as long as it is not too long', () => {
    const value = ['y'.repeat(MAX_KEPT_LENGTH - 4)]

    expect(keepAnswer('sale.paysystem.list', json(value), redact)).toEqual({
      state: 'whole',
      text: JSON.stringify(value),
    })
  })

  it('has no part of a secret at its end, wherever that stands and whatever is masked before', () => {
    const hide = (text: string): string => redact(text, CANARY)
    const place = fc.integer({ min: MAX_KEPT_LENGTH - 100, max: MAX_KEPT_LENGTH + 6_000 })
    const address = fc.integer({ min: 0, max: 5_000 }).map(length => `/rest/7/${'a'.repeat(length)}/`)
    fc.assert(
      fc.property(place, address, fc.boolean(), (before, opener, isOneText) => {
        const filling = 'y '.repeat(before).slice(0, Math.max(0, before - opener.length))
        const value = isOneText ? opener + filling + CANARY : [opener, filling, CANARY]
        const text = textOf(keepAnswer('sale.paysystem.list', json(value), hide))
        expect(text.length).toBeLessThanOrEqual(MAX_KEPT_LENGTH)
        expect(text).not.toContain(CANARY.slice(0, 5))
      }),
    )
  })

  it('is not looked at where nothing of it is kept', () => {
    const items = Array.from({ length: 10_000 }, () => json({ ID: '1', NAME: 'Till' }))
    Object.defineProperty(items, 9_000, {
      get() {
        throw new Error('It was looked at')
      },
    })

    expect(keepAnswer('sale.paysystem.list', { kind: 'array', items }, redact)).toMatchObject({ state: 'cut' })
  })
})
