import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseJson } from '#common/json/json-value'
import { previewHandler } from '#common/preview/preview-handler'
import { linkNotFoundPage, PAGE_HEADERS, paymentPage } from '../../../../electron/practice-portal/payment-page'
import type { Order, Payment } from '../../../../electron/practice-portal/portal-state'

const order: Order = { id: 5012, title: 'Ремонт', language: 'ru', payer: 'Анна', currency: 'EUR', dealId: 712 }
const payment: Payment = {
  id: 1063,
  orderId: 5012,
  accountNumber: '5012/2',
  sum: 1280.4,
  paySystemId: 21,
  isPaid: false,
  paidAt: null,
  paidBy: null,
  billedAt: null,
  dueAt: null,
}

describe('paymentPage', () => {
  it('shows what the buyer is asked to pay', () => {
    const page = paymentPage(order, payment)
    expect(page).toContain('<h1>Payment 5012/2</h1>')
    expect(page).toContain('<dt>Payment</dt><dd>1063</dd>')
    expect(page).toContain('<dd>5012: <span lang="ru">Ремонт</span></dd>')
    expect(page).toContain('<dt>Payer</dt><dd lang="ru">Анна</dd>')
    expect(page).toContain('<dt>Sum</dt><dd>EUR\u00a01,280.40</dd>')
    expect(page).toContain('<dt>State</dt><dd>Not paid</dd>')
  })

  it('says when it has been paid', () => {
    expect(paymentPage(order, { ...payment, isPaid: true })).toContain('<dt>State</dt><dd>Paid</dd>')
  })

  it('escapes everything it shows', () => {
    const evil = `"'><script>&`
    const page = paymentPage(
      { ...order, title: evil, payer: evil, language: evil },
      { ...payment, accountNumber: evil },
    )
    expect(page).not.toContain('<script>')
    expect(page).not.toContain(evil)
    expect(page.match(/&#34;&#39;&#62;&#60;script&#62;&#38;/g)).toHaveLength(6)
  })
})

describe('the way to pay', () => {
  const settings = {
    FORM_DATA: {
      ACTION_URI: 'https://pay.winterfair.shop/start',
      METHOD: 'POST',
      FIELDS: {
        stall: { CODE: 'STALL' },
        phone: { VISIBLE: 'Y', CODE: { NAME: 'Phone <1>', INPUT: { TYPE: 'STRING' } } },
        receipt: { VISIBLE: 'Y', CODE: { NAME: 'Receipt', INPUT: { TYPE: 'Y/N' } } },
      },
    },
    CODES: { STALL: { DEFAULT: { PROVIDER_KEY: 'VALUE', PROVIDER_VALUE: '"><b>' } } },
  }

  function pageOf(of: object, paid: Partial<Payment> = {}): string {
    const parsed = parseJson(JSON.stringify({ SETTINGS: of }))
    const [mode] = parsed.ok ? previewHandler(parsed.value) : []
    return paymentPage(order, { ...payment, ...paid }, { systemName: 'Card', mode: mode!, actionPath: '/action/t0' })
  }

  it('is what the buyer would be shown, and leads to the portal itself', () => {
    const page = pageOf(settings)
    expect(page).toContain('<form action="/action/t0" method="post">')
    expect(page).toContain('<input name="phone" value="">')
    expect(page).toContain('Phone &#60;1&#62;')
    expect(page).toContain('<input type="checkbox" name="receipt" value="Y"> Receipt')
    expect(page).toContain('<input type="hidden" name="stall" value="&#34;&#62;&#60;b&#62;">')
    expect(page).not.toContain('winterfair')
  })

  it('is a link where there is nothing to fill in or to post', () => {
    const page = pageOf({ ...settings, FORM_DATA: { ACTION_URI: 'https://pay.winterfair.shop/', FIELDS: {} } })
    expect(page).toContain('<a href="/action/t0?BX_PAYSYSTEM_ID=17&#38;BX_RETURN_URL=')
    expect(page).not.toContain('<form')
  })

  it('is gone once it is paid', () => {
    expect(pageOf(settings, { isPaid: true })).not.toContain('/action/')
  })
})

describe.each([
  ['the page of a payment', paymentPage(order, payment)],
  ['the page for a wrong link', linkNotFoundPage()],
])('%s', (_, page) => {
  it('says its language and has a title', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(page).toMatch(/<title>[^<]+<\/title>/)
  })

  it('has no script, no form, and nothing to load or to follow', () => {
    expect(page).not.toMatch(/<(?:script|form|img|link|iframe|a)\b|\bsrc=|\bhref=|\bon\w+=|style=/i)
  })

  it('has no style but the one that its policy allows', () => {
    const styles = [...page.matchAll(/<style>([^<]*)<\/style>/g)].map(match => match[1] ?? '')
    const hashes = styles.map(style => `'sha256-${createHash('sha256').update(style).digest('base64')}'`)
    expect(hashes).toHaveLength(1)
    expect(PAGE_HEADERS['Content-Security-Policy']).toBe(
      `default-src 'none'; style-src ${hashes[0]}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    )
  })
})
