import { describe, expect, it } from 'vitest'
import { checkHandler } from '#common/checker/check-handler'
import { goodHandler } from './good-handler'

const SECRET = 'n0tarealsecret16'
const WEBHOOK = `https://portal.example/rest/1/${SECRET}/`

describe('a secret in the text', () => {
  it.each([
    ['as the address', (text: string) => text.replace('https://pay.winterfair.shop/form', WEBHOOK)],
    ['in a text that is no JSON yet', (text: string) => text.replace('https://pay.winterfair.shop/form"', WEBHOOK)],
    ['as a token', (text: string) => text.replace('{', `{"auth":"${SECRET}",`)],
    ['as a token in a text that is no JSON', (text: string) => text.replace('{', `{{"auth":"${SECRET}",`)],
    ['as a token among the codes', (text: string) => text.replace('"CODES":{', `"CODES":{"auth":"${SECRET}",`)],
    ['in the address', (text: string) => text.replace('/form"', `/form?auth=${SECRET}"`)],
  ])('is found and not told: %s', (_, change) => {
    const problems = checkHandler(change(JSON.stringify(goodHandler())))

    expect(problems.map(({ rule }) => rule).filter(rule => /webhook|auth|token/.test(rule))).toHaveLength(1)
    expect(JSON.stringify(problems)).not.toContain(SECRET)
  })
})
