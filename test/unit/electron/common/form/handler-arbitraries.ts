import fc from 'fast-check'
import type { JsonEntry, JsonValue } from '#common/json/json-value'
import { anyJsonValue } from '../json/json-arbitraries'

const CODES = ['SHOP_ID', 'PAY_ID', 'PAY_SUM', 'MODE', '10', '']

/** Something that may stand for a value: nearly always what belongs there, now and then anything. */
function mostly(right: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> {
  return fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: anyJsonValue })
}

const anyText = mostly(fc.string({ maxLength: 5 }).map(value => ({ kind: 'string', value })))
const anyCodeName = mostly(fc.constantFrom(...CODES).map(value => ({ kind: 'string', value })))
const anySort = mostly(
  fc
    .nat({ max: 900 })
    .chain(sort =>
      fc.constantFrom<JsonValue>({ kind: 'number', lexeme: String(sort) }, { kind: 'string', value: String(sort) }),
    ),
)

/** An object with some of the keys, in any order, and now and then one that nobody knows. */
function objectWith(keys: Readonly<Record<string, fc.Arbitrary<JsonValue>>>): fc.Arbitrary<JsonValue> {
  const known = Object.entries(keys).map(([key, value]) => value.map((made): JsonEntry => [key, made]))
  const unknown = anyJsonValue.map((made): JsonEntry => ['NOTE', made])
  return fc
    .tuple(...known, unknown)
    .chain(entries => fc.shuffledSubarray(entries))
    .map(entries => ({ kind: 'object', entries }))
}

function mapOf(names: readonly string[], value: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> {
  const anyMap = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), value), { maxLength: 4, selector: ([key]) => key })
    .map((entries): JsonValue => ({ kind: 'object', entries }))
  return mostly(fc.oneof(anyMap, fc.constant<JsonValue>({ kind: 'array', items: [] })))
}

const anyInput = mostly(objectWith({ TYPE: anyText, OPTIONS: mapOf(['TEST', 'LIVE', '2', '1'], anyText) }))
const anyField = mostly(
  objectWith({
    CODE: fc.oneof(anyCodeName, objectWith({ NAME: anyText, INPUT: anyInput })),
    VISIBLE: anyText,
  }),
)
const anyMode = mostly(
  objectWith({
    ACTION_URI: anyText,
    METHOD: anyText,
    FIELDS: mapOf(['shop', 'payment', '7', 'sum'], anyField),
    PARAMS: mapOf(['shop', 'payment'], anyCodeName),
  }),
)
const anyCode = mostly(
  objectWith({
    NAME: anyText,
    DESCRIPTION: anyText,
    SORT: anySort,
    GROUP: anyText,
    DEFAULT: mostly(objectWith({ PROVIDER_KEY: anyText, PROVIDER_VALUE: anyText })),
    INPUT: anyInput,
  }),
)

/** A handler of every shape, with what may be wrong in one: always an object, without keys that stand twice. */
export const anyHandler: fc.Arbitrary<JsonValue> = objectWith({
  NAME: anyText,
  CODE: anyText,
  SORT: anySort,
  SETTINGS: mostly(
    objectWith({
      CURRENCY: mostly(fc.constant<JsonValue>({ kind: 'array', items: [{ kind: 'string', value: 'EUR' }] })),
      CLIENT_TYPE: anyText,
      FORM_DATA: anyMode,
      CHECKOUT_DATA: anyMode,
      IFRAME_DATA: anyMode,
      CODES: mapOf(CODES, anyCode),
    }),
  ),
})
