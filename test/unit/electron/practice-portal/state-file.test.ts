import { describe, expect, it } from 'vitest'
import { decodeJson } from '../../../../electron/practice-portal/php-json'
import { withHandler } from '../../../../electron/practice-portal/portal-state'
import { isOfLaterVersion, parseState, printState } from '../../../../electron/practice-portal/state-file'
import { SEED } from './practice-calls'

describe('the state file', () => {
  it('gives back what was written', () => {
    expect(parseState(printState(SEED))).toEqual(SEED)
  })

  it.each(['{"10":1,"2":{"a":1.0,"b":[]}}', '"text"', 'null', '[9223372036854775807,1e999]', '"\\u2028"'])(
    'keeps the SETTINGS %s as they are',
    settings => {
      const state = withHandler(SEED, 1, { settings: decodeJson(settings) ?? null })
      expect(parseState(printState(state))).toEqual(state)
    },
  )

  it.each([
    ['nothing', ''],
    ['half a file', printState(SEED).slice(0, 500)],
    ['something else', '{"name":"x"}'],
    ['broken SETTINGS', printState(SEED).replace('"settings": "{', '"settings": "')],
    ['an empty secret', printState(SEED).replace(SEED.installation.webhookSecret, '')],
  ])('does not read %s', (_, text) => {
    expect(text).not.toBe(printState(SEED))
    expect(parseState(text)).toBeUndefined()
  })

  it.each([
    ['whole', printState(SEED).replace('"version": 3', '"version": 4')],
    ['of another shape', '{"version":12,"everything":[]}'],
  ])('knows a later version, %s', (_, text) => {
    expect([parseState(text), isOfLaterVersion(text)]).toEqual([undefined, true])
  })

  it.each(['{"version":2.5}', '{"version":"3"}', '{"version":3', '{"version":2}', '[3]'])(
    'takes %s for damage and for no later version',
    text => {
      expect([parseState(text), isOfLaterVersion(text)]).toEqual([undefined, false])
    },
  )
})
