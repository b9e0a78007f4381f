import type { Schema } from '#common/ipc/contract'
import fc from 'fast-check'
import * as v from 'valibot'

/** A payload as a JavaScript expression, because much that a page can send has no other form that survives a driver. */
export type PayloadSource = string

/** Written where a path is expected, it would lead out of any folder. */
export const ESCAPED = 'escaped-from-the-data-folder'

const STRINGS = [
  '',
  ' ',
  'a',
  '1',
  '0',
  '40',
  'Shop',
  '2026-05-04T08:00:00.000Z',
  `../../${ESCAPED}`,
  `..\\..\\${ESCAPED}`,
  `/tmp/${ESCAPED}`,
  `drafts/../../${ESCAPED}`,
  `${ESCAPED}\u0000.json`,
  'a'.repeat(81),
  'a'.repeat(300),
  '__proto__',
  'constructor',
  'toString',
  'CON',
  '-rf',
  '$(touch escaped)',
  '%s%n%x',
  '\ud800',
  '\u202e\u0000\n\r\t',
  '<img src=x onerror=alert(1)>',
  '{"NAME":"A","CODE":"b","SORT":1,"SETTINGS":{}}',
  '{"a":1,"a":2',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'http://127.0.0.1:9/rest/1/abcdefgh/',
  'https://',
]
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  1.5,
  10,
  40,
  300,
  600,
  1063,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e308,
  NaN,
  Infinity,
  -Infinity,
]

/** Values that have no source of their own, or that a copy cannot be made of. */
const ODD_SOURCES: readonly PayloadSource[] = [
  'undefined',
  'null',
  '() => 1',
  'Symbol("a")',
  'document',
  'window',
  'new Proxy({}, {})',
  'Promise.resolve(1)',
  'new Error("an error")',
  'new ArrayBuffer(8)',
  'new (class Odd { id = "a" })()',
  '(list => (list.push(list), list))([])',
  '(one => ((one.self = one), one))({ portalId: "a" })',
  'Object.defineProperty({}, "portalId", { enumerable: true, get() { throw new Error("a getter") } })',
  'JSON.parse("[".repeat(900) + "]".repeat(900))',
  'JSON.parse("[".repeat(5000) + "]".repeat(5000))',
  '"x".repeat(5_000_000)',
  'Array(100_000).fill(0)',
  'Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, at]))',
  'JSON.parse(\'{"__proto__":{"isAdmin":true},"portalId":"a"}\')',
]

/** Payloads for a call: what it asks for, nearly what it asks for, and anything at all. `ids` are some that exist. */
export function hostilePayloads(input: Schema, ids: readonly string[]): fc.Arbitrary<PayloadSource> {
  const fitting = valuesOf(input, ids)
  return fc.oneof(
    { weight: 6, arbitrary: fitting.map(source) },
    { weight: 4, arbitrary: fc.tuple(fitting, fc.anything(), fc.nat()).map(spoilt).map(source) },
    { weight: 3, arbitrary: anything.map(source) },
    { weight: 2, arbitrary: fc.constantFrom(...ODD_SOURCES) },
  )
}

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withSparseArray: true,
  withTypedArray: true,
  withObjectString: true,
})

function source(value: unknown): PayloadSource {
  return fc.stringify(value)
}

/** Replaces a part of a value, takes one away, or adds one that nobody asked for. */
function spoilt([value, other, at]: [unknown, unknown, number]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [value, other][at % 2]
  const keys = [...Object.keys(value), 'isAdmin', 'constructor']
  const key = keys[at % keys.length] ?? ''
  const { [key]: _, ...rest } = value as Record<string, unknown>
  return at % 3 === 0 ? rest : { ...rest, [key]: other }
}

/** The parts of a schema that say what a value looks like; what a pipe asks beyond that is left to chance. */
interface SchemaShape {
  readonly type: string
  readonly entries?: Readonly<Record<string, SchemaShape>>
  readonly item?: SchemaShape
  readonly wrapped?: SchemaShape
  readonly options?: readonly unknown[]
  readonly literal?: unknown
  readonly value?: SchemaShape
}

function valuesOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const string = fc.oneof(fc.constantFrom(...STRINGS, ...ids), fc.string({ unit: 'binary', maxLength: 40 }))
  const number = fc.oneof(fc.constantFrom(...NUMBERS), fc.double())
  return of(schema)

  function of(shape: SchemaShape): fc.Arbitrary<unknown> {
    switch (shape.type) {
      case 'void':
      case 'undefined':
        return fc.constant(undefined)
      case 'string':
        return mostlyFitting(shape, [...STRINGS, ...ids, ...ids], string)
      case 'number':
        return mostlyFitting(shape, NUMBERS, number)
      case 'boolean':
        return fc.boolean()
      case 'literal':
        return fc.constant(shape.literal)
      case 'picklist':
        return fc.constantFrom(...(shape.options ?? []))
      case 'nullable':
      case 'optional':
      case 'nullish':
        return fc.option(of(shape.wrapped as SchemaShape), { nil: shape.type === 'nullable' ? null : undefined })
      case 'array':
        return fc.array(of(shape.item as SchemaShape), { maxLength: 5 })
      case 'union':
      case 'variant':
        return fc.oneof(...(shape.options as readonly SchemaShape[]).map(of))
      case 'record':
        return fc.dictionary(string, of(shape.value as SchemaShape), { maxKeys: 4 })
      case 'object':
      case 'loose_object':
      case 'strict_object':
        return fc.record(
          Object.fromEntries(Object.entries(shape.entries ?? {}).map(([key, entry]) => [key, of(entry)])),
        )
      default:
        return anything
    }
  }
}

/** Mostly what a part asks for, because one part that does not fit keeps all the others from being looked at. */
function mostlyFitting<Value>(
  shape: SchemaShape,
  known: readonly Value[],
  any: fc.Arbitrary<Value>,
): fc.Arbitrary<Value> {
  const fitting = known.filter(value => v.is(shape as Schema, value))
  if (fitting.length === 0) return any
  return fc.oneof({ weight: 7, arbitrary: fc.constantFrom(...fitting) }, { weight: 1, arbitrary: any })
}
