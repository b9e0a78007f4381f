import { describe, expect, it } from 'vitest'
import { PROVIDER_KEYS } from '#common/checker/provider'
import type { JsonPath } from '#common/json/json-pointer'
import { readJsonNodes } from '#common/json/json-node'
import { CURRENCIES, currencies } from '#common/knowledge/currencies'
import { valuesAt } from '#common/knowledge/known-values'

const CODE = ['SETTINGS', 'CODES', 'A']
const VALUE = [...CODE, 'DEFAULT', 'PROVIDER_VALUE']

/** The values at a path of a handler with one code, which is as given. */
function valuesIn(code: unknown, path: JsonPath): string[] {
  const root = readJsonNodes(JSON.stringify({ SETTINGS: { CODES: { A: code, B: {} } } }))
  return root === undefined ? [] : valuesAt(root, path).map(({ value }) => value)
}

function withProvider(provider: string, input?: unknown): unknown {
  return { DEFAULT: { PROVIDER_KEY: provider }, INPUT: input }
}

describe('the values that are known', () => {
  it.each<[path: JsonPath, values: string[]]>([
    [
      ['SETTINGS', 'CLIENT_TYPE'],
      ['b2c', 'b2b'],
    ],
    [
      ['SETTINGS', 'FORM_DATA', 'METHOD'],
      ['GET', 'POST'],
    ],
    [['SETTINGS', 'CHECKOUT_DATA', 'METHOD'], []],
    [
      ['SETTINGS', 'IFRAME_DATA', 'FIELDS', 'x', 'VISIBLE'],
      ['Y', 'N'],
    ],
    [
      ['SETTINGS', 'IFRAME_DATA', 'FIELDS', 'x', 'CODE'],
      ['A', 'B'],
    ],
    [
      ['SETTINGS', 'FORM_DATA', 'PARAMS', 'x'],
      ['A', 'B'],
    ],
    [
      ['SETTINGS', 'IFRAME_DATA', 'FIELDS', 'x', 'CODE', 'INPUT', 'TYPE'],
      ['STRING', 'Y/N'],
    ],
    [
      [...CODE, 'INPUT', 'TYPE'],
      ['STRING', 'Y/N', 'ENUM'],
    ],
    [['NAME'], []],
    [VALUE, []],
  ])('at %j are %j', (path, values) => {
    expect(valuesIn({}, path)).toEqual(values)
  })

  it.each([
    ['ORDER', 18],
    ['PAYMENT', 18],
    ['USER', 30],
    ['PROPERTY', 0],
    ['VALUE', 0],
    ['constructor', 0],
  ])('of the provider %s are %i', (provider, count) => {
    expect(valuesIn(withProvider(provider), VALUE)).toHaveLength(count)
  })

  it('of a fixed text are those of its input', () => {
    expect(valuesIn(withProvider('VALUE', { TYPE: 'Y/N' }), VALUE)).toEqual(['Y', 'N'])
    expect(valuesIn(withProvider('VALUE', { TYPE: 'ENUM', OPTIONS: { TEST: 'Test', LIVE: 'Live' } }), VALUE)).toEqual([
      'TEST',
      'LIVE',
    ])
  })

  it('all have a meaning, but for those that the handler gives a meaning', () => {
    const root = readJsonNodes('{}')
    if (root === undefined) throw new Error('An object is JSON')
    const paths: JsonPath[] = [
      ['SETTINGS', 'CLIENT_TYPE'],
      ['SETTINGS', 'FORM_DATA', 'METHOD'],
      ['SETTINGS', 'FORM_DATA', 'FIELDS', 'x', 'VISIBLE'],
      [...CODE, 'INPUT', 'TYPE'],
      [...CODE, 'DEFAULT', 'PROVIDER_KEY'],
    ]
    const ofProviders = PROVIDER_KEYS.flatMap(provider => {
      const text = JSON.stringify({ SETTINGS: { CODES: { A: withProvider(provider, { TYPE: 'Y/N' }) } } })
      return valuesAt(readJsonNodes(text) ?? root, VALUE)
    })
    const values = [...paths.flatMap(path => valuesAt(root, path)), ...ofProviders]

    expect(values.length).toBeGreaterThan(66)
    expect(values.filter(({ words }) => words === null)).toEqual([])
  })
})

describe('the currencies', () => {
  it('are codes of three letters, each once and in order', () => {
    expect(CURRENCIES.filter(code => !/^[A-Z]{3}$/.test(code))).toEqual([])
    expect(CURRENCIES).toEqual([...new Set(CURRENCIES)].sort())
  })

  it('have names in the language that is asked for', () => {
    expect(currencies('en').find(({ code }) => code === 'EUR')?.name).toBe('Euro')
    expect(currencies('de').find(({ code }) => code === 'CHF')?.name).toBe('Schweizer Franken')
  })
})
