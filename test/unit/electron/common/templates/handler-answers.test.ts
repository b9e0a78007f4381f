import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkHandler } from '#common/checker/check-handler'
import type { ModeKind } from '#common/checker/handler-keys'
import { formOf } from '#common/form/handler-form'
import { parseJson } from '#common/json/json-value'
import {
  codeFromName,
  handlerFromAnswers,
  templateOf,
  WANTS,
  wantsOf,
  type HandlerAnswers,
} from '#common/templates/handler-answers'

const LABELS = Object.fromEntries([...WANTS, 'test', 'live'].map(want => [want, `Label of ${want}`])) as Parameters<
  typeof handlerFromAnswers
>[1]
const MODES: readonly ModeKind[] = ['form', 'checkout', 'iframe']

describe('a handler made of answers', () => {
  it('reads as if a person had written it', () => {
    const text = handlerFromAnswers(
      {
        name: 'Harbour Pay',
        mode: 'checkout',
        actionUri: 'https://pay.harbour.shop/start',
        currencies: ['EUR', 'SEK'],
        clientType: 'b2b',
        wants: ['shop-id', 'test-mode', 'order-number'],
      },
      { ...LABELS, 'shop-id': 'Shop', 'order-number': 'Order', 'test-mode': 'Mode', test: 'Test', live: 'Live' },
    )
    expect(text).toBe(`{
  "NAME": "Harbour Pay",
  "CODE": "harbour_pay",
  "SORT": 100,
  "SETTINGS": {
    "CURRENCY": ["EUR", "SEK"],
    "CLIENT_TYPE": "b2b",
    "CHECKOUT_DATA": {
      "ACTION_URI": "https://pay.harbour.shop/start",
      "FIELDS": {
        "shop": { "CODE": "SHOP_ID" },
        "order": { "CODE": "ORDER_NUMBER" },
        "mode": { "CODE": "WORK_MODE" }
      }
    },
    "CODES": {
      "SHOP_ID": { "NAME": "Shop", "SORT": 100 },
      "ORDER_NUMBER": {
        "NAME": "Order",
        "SORT": 200,
        "GROUP": "PAYMENT",
        "DEFAULT": { "PROVIDER_KEY": "ORDER", "PROVIDER_VALUE": "ACCOUNT_NUMBER" }
      },
      "WORK_MODE": {
        "NAME": "Mode",
        "SORT": 300,
        "DEFAULT": { "PROVIDER_KEY": "VALUE", "PROVIDER_VALUE": "TEST" },
        "INPUT": {
          "TYPE": "ENUM",
          "OPTIONS": { "TEST": "Test", "LIVE": "Live" }
        }
      }
    }
  }
}
`)
  })

  it.each(MODES)('has no problem but the address that a template of a %s cannot know', mode => {
    const text = handlerFromAnswers({ ...templateOf(mode), name: 'Harbour Pay' }, LABELS)
    const problems = checkHandler(text)
    expect(new Set(problems.map(({ path }) => path.at(-1)))).toEqual(new Set(['ACTION_URI']))
  })

  it('has no problem, whatever is wanted of a service with a name and an address', () => {
    const anyAnswers: fc.Arbitrary<HandlerAnswers> = fc.record({
      name: fc.constantFrom('Harbour Pay', 'Зимняя ярмарка', 'Zażółć gęślą jaźń', 'Straße 7'),
      mode: fc.constantFrom(...MODES),
      actionUri: fc.constant('https://pay.harbour.shop/start'),
      currencies: fc.subarray(['EUR', 'USD', 'RUB']),
      clientType: fc.constantFrom('b2c', 'b2b'),
      wants: fc.subarray([...WANTS]).map(wants => [...wants, 'payment-id']),
    })
    fc.assert(
      fc.property(anyAnswers, answers => {
        expect(checkHandler(handlerFromAnswers(answers, LABELS))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('never sends a secret key through the browser of a buyer', () => {
    for (const mode of ['form', 'iframe'] as const) {
      const parsed = parseJson(handlerFromAnswers({ ...templateOf(mode), wants: WANTS }, LABELS))
      const form = formOf(parsed.ok ? parsed.value : { kind: 'null' })
      expect(form.codes.length).toBe(wantsOf(mode).length)
      expect(form.codes.map(({ code }) => code)).not.toContain('SHOP_KEY')
    }
  })

  it.each([
    ['Harbour Pay', 'harbour_pay'],
    ['Зимняя ярмарка', 'zimnyaya_yarmarka'],
    ['  Straße & Café!  ', 'strasse_and_cafe'],
    ['x'.repeat(49) + ' yy', 'x'.repeat(49)],
    ['', ''],
  ])('gets its code from its name: %s', (name, code) => {
    expect(codeFromName(name)).toBe(code)
  })
})
