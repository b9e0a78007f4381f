import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KEYS, type ObjectKind } from '#common/checker/handler-keys'
import { readJsonNodes, type JsonNode } from '#common/json/json-node'
import type { JsonPath } from '#common/json/json-pointer'
import { parseJson } from '#common/json/json-value'
import { knowledgeAt, knowledgeOfKey } from '#common/knowledge/knowledge'
import { valuesAt } from '#common/knowledge/known-values'
import { topicAt } from '#common/knowledge/topic'

const HANDLER = nodes({
  NAME: 'Harbour pay',
  SETTINGS: {
    CURRENCY: ['EUR'],
    FORM_DATA: { FIELDS: { shop: { CODE: 'SHOP', VISIBLE: 'Y' }, own: { CODE: { NAME: 'Phone' } } } },
    CODES: { SHOP: { NAME: 'Shop number', DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'SUM' } } },
  },
})
const FIELD = ['SETTINGS', 'FORM_DATA', 'FIELDS', 'shop']
const CODE = ['SETTINGS', 'CODES', 'SHOP']

function nodes(value: unknown): JsonNode {
  const root = readJsonNodes(JSON.stringify(value))
  if (root === undefined) throw new Error('What is printed as JSON is JSON')
  return root
}

describe('what is known of a handler', () => {
  const everyKey = Object.entries(KEYS).flatMap(([kind, keys]) => Object.keys(keys).map(key => [kind, key] as const))

  it.each(everyKey)('has words for %s %s', (kind, key) => {
    expect(knowledgeOfKey(kind as ObjectKind, key)?.what).toBe(`knowledge.${kind}-${key}.what`)
  })

  it.each<[path: JsonPath, topic: string | undefined]>([
    [[], 'handler'],
    [['NAME'], 'handler-NAME'],
    [['SETTINGS', 'CURRENCY', 0], 'entry-currency'],
    [['SETTINGS', 'CHECKOUT_DATA', 'METHOD'], 'checkout-METHOD'],
    [['SETTINGS', 'FORM_DATA', 'PARAMS', 'x'], 'entry-param'],
    [FIELD, 'entry-field'],
    [[...FIELD, 'CODE'], 'field-CODE'],
    [[...FIELD, 'CODE', 'INPUT', 'TYPE'], 'input-TYPE'],
    [CODE, 'entry-code'],
    [[...CODE, 'INPUT', 'OPTIONS', '1'], 'entry-option'],
    [['TITLE'], undefined],
    [['SETTINGS', 'constructor'], undefined],
    [['SETTINGS', 'CODES', 'SHOP', '__proto__', 'NAME'], undefined],
    [['SETTINGS', 'CURRENCY', 0, 0], undefined],
  ])('takes %j for %s', (path, topic) => {
    expect(topicAt(path)).toBe(topic)
    expect(knowledgeAt(HANDLER, path)?.topic).toBe(topic)
  })

  it('says what it is, whether it is needed, and what stands for it where it is missing', () => {
    expect(knowledgeAt(HANDLER, ['SETTINGS', 'CLIENT_TYPE'])).toMatchObject({
      key: 'CLIENT_TYPE',
      type: 'choice',
      need: 'optional',
      default: 'b2c',
      effect: 'knowledge.settings-CLIENT_TYPE.effect',
      written: null,
    })
    expect(knowledgeAt(HANDLER, ['SETTINGS', 'FORM_DATA', 'ACTION_URI'])).toMatchObject({
      type: 'text',
      need: 'required',
    })
    expect(knowledgeAt(HANDLER, CODE)).toMatchObject({ key: 'SHOP', type: 'map', need: null })
    expect(knowledgeAt(HANDLER, ['SETTINGS', 'IFRAME_DATA', 'METHOD'])).toMatchObject({ need: 'unused' })
  })

  it('names the known value that stands there', () => {
    expect(knowledgeAt(HANDLER, [...CODE, 'DEFAULT', 'PROVIDER_VALUE'])?.written).toEqual({
      value: 'SUM',
      words: 'knowledge.payment.SUM',
      label: null,
    })
    expect(knowledgeAt(HANDLER, [...FIELD, 'CODE'])?.written).toEqual({
      value: 'SHOP',
      words: null,
      label: 'Shop number',
    })
  })

  it('is the same of a value that was read without its places', () => {
    const parsed = parseJson('{"SETTINGS":{"CODES":{"SHOP":{"NAME":"Shop number"}}}}')
    if (!parsed.ok) throw new Error('The text is JSON')
    expect(valuesAt(parsed.value, [...FIELD, 'CODE'])).toEqual([{ value: 'SHOP', words: null, label: 'Shop number' }])
  })

  it('never fails, whatever the JSON and the path', () => {
    const part = fc.oneof(
      fc.constantFrom('SETTINGS', 'FORM_DATA', 'FIELDS', 'CODES', 'CODE', 'DEFAULT', 'INPUT', 'OPTIONS', 'CURRENCY'),
      fc.constantFrom('PROVIDER_KEY', 'PROVIDER_VALUE', 'TYPE', '__proto__', 'constructor', 'toString'),
      fc.string(),
      fc.nat(3),
    )
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(part, { maxLength: 9 }), (value, path) => {
        const root = nodes(value)
        const known = knowledgeAt(root, path)
        expect(known?.topic).toBe(topicAt(path))
        expect(known?.values ?? []).toEqual(known === undefined ? [] : valuesAt(root, path))
      }),
    )
  })
})
