import { describe, expect, it } from 'vitest'
import { checkHandler } from '#common/checker/check-handler'
import { isOfSecret, secretsOf } from '#common/purge/secrets-of-problem'

const TOKEN = 'w7q2m9x4t1z8k5p3'
const WEBHOOK = `https://till.example/rest/7/${TOKEN}/`

function secretsIn(text: string): string[][] {
  return checkHandler(text, { otherCodes: [] })
    .filter(isOfSecret)
    .map(problem => secretsOf(text, problem))
}

describe('the secrets of a problem', () => {
  it.each([
    ['an access token of the request', { auth: TOKEN, SETTINGS: {} }],
    ['an access token inside', { SETTINGS: { FORM_DATA: { auth: TOKEN } } }],
    ['a webhook', { SETTINGS: { FORM_DATA: { ACTION_URI: `${WEBHOOK}sale.order.get` } } }],
    ['a webhook that is no https', { SETTINGS: { FORM_DATA: { ACTION_URI: `http://till.example/rest/7/${TOKEN}/` } } }],
    ['a token in an address', { SETTINGS: { FORM_DATA: { ACTION_URI: `https://till.example/?auth=${TOKEN}` } } }],
    ['a default', { SETTINGS: { CODES: { KEY: { DEFAULT: { PROVIDER_KEY: 'VALUE', PROVIDER_VALUE: TOKEN } } } } }],
  ])('are what opens something, of %s', (_name, handler) => {
    const found = secretsIn(JSON.stringify({ NAME: 'Till', CODE: 'till', ...handler }, null, 2))

    expect(found.length).toBeGreaterThan(0)
    for (const secrets of found) expect(secrets).toEqual([TOKEN])
  })

  it.each([
    ['a webhook', `{"ACTION_URI": "${WEBHOOK.replaceAll('/', '\\/')}", `],
    ['a token', `{"auth": "${TOKEN}", `],
  ])('are found in a text that is not JSON yet, of %s', (_name, text) => {
    expect(secretsIn(text)).toEqual([[TOKEN]])
  })

  it('are none of a problem of another rule, or of a word too short to be one', () => {
    expect(secretsOf('{"NAME": ""}', { rule: 'name-missing', path: ['NAME'], from: 9, to: 11 })).toEqual([])
    expect(secretsIn('{"NAME": "Till", "CODE": "till", "SETTINGS": {}, "auth": "yes"}')).toEqual([[]])
  })
})
