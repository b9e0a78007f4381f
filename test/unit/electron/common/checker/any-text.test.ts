import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkHandler } from '#common/checker/check-handler'
import { KEYS, MODE_KEYS } from '#common/checker/handler-keys'
import { applyTextEdits } from '#common/json/text-edit'
import { isStrictJson } from '#common/json/json-value'
import { anyJsonText } from '../json/json-arbitraries'
import { goodHandler } from './good-handler'
import { RULE_CASES } from './rule-cases'

/** Half of the runs are texts of every kind, half are handlers that were damaged. */
const RUNS = 5_000
/** Far above what any of them takes. It is the processor's time: the machine may be doing ten other things. */
const FAR_TOO_LONG_MS = 1_000

const KEY_NAMES = [...new Set([...Object.values(KEYS).flatMap(keys => Object.keys(keys)), 'auth', 'TYPE', 'VALUE'])]
const PIECES = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '\n',
    ' ',
    "'",
    '//',
    '\u2028',
    '\ud800',
    '\0',
    '🎄',
    '{}',
    '[]',
    '""',
    'null',
  ],
  ...['true', '-0', '1e999', '"Y"', '"ENUM"', 'https://', '/rest/1/', '%2F', '#A#'],
  ...KEY_NAMES.map(name => `"${name}"`),
]
const SEEDS = RULE_CASES.map(({ breaks }) => breaks).filter(text => text.length < 10_000)

/** A handler's text with some pieces cut out, put in, or copied elsewhere. */
const damagedText = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 30 }), fc.oneof(fc.constantFrom(...PIECES), fc.string())), {
      maxLength: 6,
    }),
  )
  .map(([seed, cuts]) =>
    cuts.reduce((text, [at, length, piece]) => {
      const from = at % (text.length + 1)
      return text.slice(0, from) + piece + text.slice(from + length)
    }, seed),
  )

/** Valid JSON in the shape of a handler, with any value anywhere. */
const damagedHandler = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(fc.tuple(fc.nat(), fc.oneof(fc.jsonValue(), fc.constantFrom(...KEY_NAMES)), fc.boolean()), {
      maxLength: 6,
    }),
  )
  .map(([seed, changes]) => changes.reduce((text, change) => changeOnePlace(text, change), seed))

/** Puts a value in the place of one, or renames a key. */
function changeOnePlace(text: string, [at, value, isKey]: readonly [number, unknown, boolean]): string {
  const places = [...text.matchAll(isKey ? /"[^"\\]*"(?=\s*:)/g : /(?<=:\s*)(?:"[^"\\]*"|\d+)/g)]
  const place = places[at % Math.max(1, places.length)]
  if (place === undefined) return text
  const json = JSON.stringify(value)
  const written = isKey && typeof value !== 'string' ? JSON.stringify(json) : json
  return text.slice(0, place.index) + written + text.slice(place.index + place[0].length)
}

describe('whatever the text', () => {
  const anyText = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.json(),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map(pieces => pieces.join('')),
    anyJsonText.map(({ text }) => text),
  )

  it('the checker answers in time, marks places of the text, and offers edits that can be made', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, damagedText, damagedHandler, damagedText, damagedHandler), text => {
        const before = process.cpuUsage()
        const problems = checkHandler(text)
        expect(process.cpuUsage(before).user / 1_000).toBeLessThan(FAR_TOO_LONG_MS)
        for (const { from, to, fix } of problems) {
          if (from < 0 || from > to || to > text.length) throw new Error(`Marks ${from} to ${to} of ${text.length}`)
          if (fix !== null && !isStrictJson(applyTextEdits(text, fix.edits))) throw new Error('A fix breaks the JSON')
        }
        if (problems.length === 0) expect(isStrictJson(text)).toBe(true)
      }),
      { numRuns: RUNS * 2 },
    )
  }, 120_000)
})

describe('a large text', () => {
  const count = 4_000
  const wide = (entry: (index: number) => [string, unknown]) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => entry(index)))

  const cases: readonly [string, () => string][] = [
    ['of many codes', () => JSON.stringify(withFields(index => `CODE_${index}`))],
    ['of many fields without codes', () => JSON.stringify(withFields(index => `CODEX${index}Y`))],
    ['of unknown keys', () => JSON.stringify({ SETTINGS: wide(index => [`CODEZ${index}`, {}]) })],
    ['of one key over and over', () => `{"SETTINGS":{${'"CODES":{},'.repeat(50_000)}"CODES":{}}}`],
    ['of currencies', () => JSON.stringify({ SETTINGS: { CURRENCY: Array.from({ length: 100_000 }, () => 'eur') } })],
    ['of one long text', () => JSON.stringify({ NAME: `https://${'/rest/1/'.repeat(100_000)}` })],
    ['of braces', () => '{'.repeat(500_000)],
    ['of quotes', () => '"'.repeat(500_000)],
    ['that is a broken list of addresses', () => 'https://rest/1/'.repeat(60_000)],
  ]

  it.each(cases)('%s is checked without hanging', (_, write) => {
    const text = write()
    checkHandler(text)
    const before = process.cpuUsage()
    checkHandler(text)

    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2 * FAR_TOO_LONG_MS)
  })

  function withFields(codeOf: (index: number) => string): unknown {
    const handler = goodHandler()
    handler.SETTINGS.CODES = wide(index => [`CODE_${index}`, { NAME: 'Some code', SORT: index }])
    for (const { key } of MODE_KEYS) {
      handler.SETTINGS[key] = {
        ACTION_URI: 'https://pay.winterfair.shop/',
        FIELDS: wide(index => [`f${index}`, { CODE: codeOf(index) }]),
      }
    }
    return handler
  }
})
