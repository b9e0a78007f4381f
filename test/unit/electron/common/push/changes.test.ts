import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pointerPart } from '#common/json/duplicate-keys'
import { parseJson, type JsonValue } from '#common/json/json-value'
import { changesBetween } from '#common/push/changes'
import { anyJsonValue } from '../json/json-arbitraries'

function json(text: string): JsonValue {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(`Not JSON: ${text}`)
  return parsed.value
}

function told(before: string, after: string): string[] {
  return changesBetween(json(before), json(after)).map(
    ({ kind, path, before, after }) => `${kind} ${path}: ${before ?? '∅'} → ${after ?? '∅'}`,
  )
}

describe('the changes between two handlers', () => {
  it.each<[string, string, string, string[]]>([
    ['a changed value', '{"a":1}', '{"a":2}', ['changed /a: 1 → 2']],
    ['an added key', '{"a":1}', '{"a":1,"b":[]}', ['added /b: ∅ → []']],
    ['a removed key', '{"a":1,"b":{}}', '{"a":1}', ['removed /b: {} → ∅']],
    ['a renamed key', '{"a":1}', '{"b":1}', ['removed /a: 1 → ∅', 'added /b: ∅ → 1']],
    ['another kind', '{"a":"1"}', '{"a":1}', ['changed /a: "1" → 1']],
    ['null for a text', '{"a":""}', '{"a":null}', ['changed /a: "" → null']],
    ['an object for a list', '{"a":[]}', '{"a":{}}', ['changed /a: [] → {}']],
    ['another order of keys', '{"a":1,"b":2}', '{"b":2,"a":1}', ['moved : ["a","b"] → ["b","a"]']],
    ['a change inside a list', '{"a":[1,{"b":2}]}', '{"a":[1,{"b":3}]}', ['changed /a/1/b: 2 → 3']],
    ['a longer list', '[1]', '[1,2]', ['added /1: ∅ → 2']],
    ['a shorter list', '[1,2]', '[1]', ['removed /1: 2 → ∅']],
    ['keys with signs of a pointer', '{"a/b":{"c~d":1}}', '{"a/b":{"c~d":2}}', ['changed /a~1b/c~0d: 1 → 2']],
    ['keys that look like numbers', '{"10":1,"2":1}', '{"2":1,"10":1}', ['moved : ["10","2"] → ["2","10"]']],
    ['the first change of two', '1', '2', ['changed : 1 → 2']],
  ])('name %s', (_, before, after, changes) => {
    expect(told(before, after)).toEqual(changes)
  })

  it.each([
    ['1', '1.0'],
    ['100', '1e2'],
    ['0', '-0'],
    ['0.1', '0.10'],
    ['12345678901234567890', '1.2345678901234567e19'],
    ['{"a":1,"a":2}', '{"a":1,"a":2}'],
    ['{"a":1,"a":2}', '{"a":2}'],
    ['"\\u0061"', '"a"'],
  ])('are none where only the spelling differs: %s and %s', (before, after) => {
    expect(told(before, after)).toEqual([])
  })

  it.each([
    // JavaScript's numbers cannot tell these apart, and a push of the second over the first was called needless.
    ['9007199254740992', '9007199254740993'],
    ['12345678901234567890', '12345678901234567891'],
    ['1e400', '1e500'],
    ['1', '-1'],
  ])('are seen between the numbers %s and %s', (before, after) => {
    expect(told(before, after)).toEqual([`changed : ${before} → ${after}`])
  })

  it('are none between a value and itself', () => {
    fc.assert(
      fc.property(anyJsonValue, value => {
        expect(changesBetween(value, value)).toEqual([])
      }),
    )
  })

  it('are none only between values that a portal would keep alike', () => {
    fc.assert(
      fc.property(anyJsonValue, anyJsonValue, (before, after) => {
        const isSame = JSON.stringify(withEqualNumbers(before)) === JSON.stringify(withEqualNumbers(after))
        expect(changesBetween(before, after).length === 0).toBe(isSame)
      }),
    )
  })

  it('name exactly the places that were edited', () => {
    const anyEdits = fc.array(fc.record({ at: fc.nat(), kind: fc.constantFrom('change', 'remove', 'add') }), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(anyNested, anyEdits, (before, edits) => {
        const places = [...new Map(edits.map(edit => [edit.at % countOf(before), edit.kind])).entries()]
        const { value: after, expected } = edited(before, new Map(places))
        const found = changesBetween(before, after).map(({ kind, path }) => `${kind} ${path}`)
        expect(found.sort()).toEqual(expected.sort())
      }),
    )
  })
})

/** Numbers by their value, so that two values can be compared without the code under test. */
function withEqualNumbers(value: JsonValue): unknown {
  switch (value.kind) {
    case 'number':
      return /^-?\d+$/.test(value.lexeme) ? { n: BigInt(value.lexeme).toString() } : { n: String(Number(value.lexeme)) }
    case 'array':
      return value.items.map(withEqualNumbers)
    case 'object':
      return { entries: value.entries.map(([key, item]) => [key, withEqualNumbers(item)]) }
    case 'null':
      return null
    case 'boolean':
    case 'string':
      return value.value
  }
}

type Edit = 'change' | 'remove' | 'add'

/** Objects of objects with leaves; each leaf and each object is a place that can be edited. */
const anyNested: fc.Arbitrary<JsonValue> = fc.letrec<{ node: JsonValue; root: JsonValue }>(tie => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.integer().map((value): JsonValue => ({ kind: 'number', lexeme: String(value) })),
    tie('root'),
  ),
  root: fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', '10', '2', 'x/y', '~'), tie('node')), {
      minLength: 1,
      maxLength: 4,
      selector: ([key]) => key,
    })
    .map((entries): JsonValue => ({ kind: 'object', entries })),
})).root

function countOf(value: JsonValue): number {
  return value.kind === 'object' ? 1 + value.entries.reduce((sum, [, item]) => sum + countOf(item), 0) : 1
}

/** Makes the edits at the numbered places, and tells which changes that must give. The root is only added to. */
function edited(root: JsonValue, edits: ReadonlyMap<number, Edit>): { value: JsonValue; expected: string[] } {
  const expected: string[] = []
  let next = 0
  const value = walk(root, '') ?? root
  return { value, expected }

  function walk(part: JsonValue, path: string): JsonValue | undefined {
    const edit = edits.get(next++)
    if (edit === 'remove' && path !== '') {
      next += countOf(part) - 1
      expected.push(`removed ${path}`)
      return undefined
    }
    if (part.kind !== 'object') {
      if (edit === undefined || edit === 'add') return part
      expected.push(`changed ${path}`)
      return { kind: 'string', value: 'edited' }
    }
    const entries = part.entries.flatMap(([key, item]): [string, JsonValue][] => {
      const inner = walk(item, `${path}/${pointerPart(key)}`)
      return inner === undefined ? [] : [[key, inner]]
    })
    if (edit !== 'add') return { kind: 'object', entries }
    expected.push(`added ${path}/new`)
    return { kind: 'object', entries: [...entries, ['new', { kind: 'null' }]] }
  }
}
