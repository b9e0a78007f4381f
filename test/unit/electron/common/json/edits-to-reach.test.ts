import fc from 'fast-check'
import { parseTree, type Node } from 'jsonc-parser'
import { describe, expect, it } from 'vitest'
import { editsToReach, isTextOf } from '#common/json/edits-to-reach'
import { parseJson, type JsonValue } from '#common/json/json-value'
import { applyTextEdits } from '#common/json/text-edit'
import { anyJsonText, anyJsonValue } from './json-arbitraries'

function parsed(text: string): JsonValue {
  const result = parseJson(text)
  if (!result.ok) throw new Error(`Not JSON: ${text}`)
  return result.value
}

/** The text after the edits that make it mean what another text means. */
function reached(text: string, wantedText: string): string {
  return applyTextEdits(text, editsToReach(text, parsed(wantedText)))
}

describe('editsToReach', () => {
  it('reaches any value from any text', () => {
    fc.assert(
      fc.property(anyJsonText, anyJsonValue, ({ text }, wanted) => {
        expect(parsed(applyTextEdits(text, editsToReach(text, wanted)))).toEqual(wanted)
      }),
    )
  })

  it('reaches a value with one part changed, and leaves the bytes of everything beside it', () => {
    fc.assert(
      fc.property(anyJsonText, anyChange, ({ text, value }, change) => {
        const changed = changeOnePart(value, change)
        const result = applyTextEdits(text, editsToReach(text, changed.value))
        expect(parsed(result)).toEqual(changed.value)
        const after = textsByPath(result)
        for (const [path, written] of textsByPath(text)) {
          if (isBeside(path, changed.path)) expect(after.get(path)).toBe(written)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('changes nothing where nothing is changed', () => {
    fc.assert(
      fc.property(anyJsonText, ({ text, value }) => {
        expect(editsToReach(text, value)).toEqual([])
      }),
    )
  })

  it('touches only the number that is spelled differently', () => {
    const text = '{ "a": 1.0, "b": 1.0 }'
    expect(editsToReach(text, parsed('{"a":1.0,"b":1}'))).toEqual([{ offset: 17, length: 3, text: '1' }])
  })

  it.each([
    ['a text that is not JSON', '{"a":'],
    ['an empty text', ''],
    ['a text with comments', '{} // none'],
  ])('refuses %s', (_, text) => {
    expect(() => editsToReach(text, { kind: 'null' })).toThrow('Only the text of a JSON value')
  })

  it.each<[name: string, text: string, wanted: string, result: string]>([
    ['replaces a value', '{"a" : 1 }', '{"a":2}', '{"a" : 2 }'],
    ['renames a key in its place', '{\n  "a": 1.0,\n  "b": 2\n}', '{"c":1.0,"b":2}', '{\n  "c": 1.0,\n  "b": 2\n}'],
    ['renames a key that looks like a number', '{"10":1,"2":2}', '{"x":1,"2":2}', '{"x":1,"2":2}'],
    ['renames to a key that looks like a number', '{"b":1,"a":2}', '{"b":1,"7":2}', '{"b":1,"7":2}'],
    ['adds a last entry on its own line', '{\n\t"a": 1\n}', '{"a":1,"b":2}', '{\n\t"a": 1,\n\t"b": 2\n}'],
    ['adds a first entry', '{\n  "a": 1\n}', '{"b":2,"a":1}', '{\n  "b": 2,\n  "a": 1\n}'],
    ['adds an entry in between', '{ "a":1, "c":3 }', '{"a":1,"b":2,"c":3}', '{ "a":1, "b":2, "c":3 }'],
    ['adds to an object on one line', '{ "a": 1 }', '{"a":1,"b":[2]}', '{ "a": 1, "b": [2] }'],
    ['adds to a compact object', '{"a":1}', '{"a":1,"b":{"c":2}}', '{"a":1,"b":{"c":2}}'],
    [
      'keeps a comma-first style',
      '{\n  "a": 1\n  , "b": 2\n}',
      '{"a":1,"b":2,"c":3}',
      '{\n  "a": 1\n  , "b": 2\n  , "c": 3\n}',
    ],
    [
      'keeps Windows line ends',
      '{\r\n  "a": 1\r\n}',
      '{"a":1,"b":[[1]]}',
      '{\r\n  "a": 1,\r\n  "b": [\r\n    [1]\r\n  ]\r\n}',
    ],
    ['fills an empty object', '{\n  "a": {}\n}', '{"a":{"b":{}}}', '{\n  "a": {\n    "b": {}\n  }\n}'],
    [
      'writes what is short on one line',
      '{\n  "a": {}\n}',
      '{"a":{"b":1},"c":[2]}',
      '{\n  "a": { "b": 1 },\n  "c": [2]\n}',
    ],
    [
      'writes what is short on lines where the text does',
      '{\n  "a": {\n    "b": 1\n  },\n  "c": {}\n}',
      '{"a":{"b":1},"c":{"d":2}}',
      '{\n  "a": {\n    "b": 1\n  },\n  "c": {\n    "d": 2\n  }\n}',
    ],
    [
      'writes what is long on lines',
      '{\n  "a": []\n}',
      `{"a":["${'x'.repeat(40)}","${'y'.repeat(40)}"]}`,
      `{\n  "a": [\n    "${'x'.repeat(40)}",\n    "${'y'.repeat(40)}"\n  ]\n}`,
    ],
    ['fills an empty root', '[]', '[1,2]', '[\n  1,\n  2\n]'],
    ['fills an empty array in a line', '{"a": [ ]}', '{"a":[1,2]}', '{"a": [1, 2]}'],
    ['removes the first entry', '{ "a": 1, "b": 2 }', '{"b":2}', '{ "b": 2 }'],
    ['removes the last entry', '{\n  "a": 1,\n  "b": 2\n}', '{"a":1}', '{\n  "a": 1\n}'],
    ['removes the only entry', '{\n  "a": 1\n}', '{}', '{}'],
    ['removes several items', '[1, 2, 3, 4]', '[1,4]', '[1, 4]'],
    ['changes one of many items', '[1, 2.0, 3]', '[1,9,3]', '[1, 9, 3]'],
    ['changes an item next to a removed one', '[{"a": 1}, {"b": 2}, 3]', '[{"a":9},3]', '[{"a": 9}, 3]'],
    ['moves an item with its bytes', '[ {"a":1.0}, "\\u0062", 3 ]', '["b",3,{"a":1.0}]', '[ "\\u0062", 3, {"a":1.0} ]'],
    [
      'moves an entry with its bytes',
      '{\n  "a":  1.0,\n  "b": 2\n}',
      '{"b":2,"a":1.0}',
      '{\n  "b": 2,\n  "a":  1.0\n}',
    ],
    [
      'moves an entry that also changed',
      '{"a":{"x":1.0,"y":2},"b":0,"c":0}',
      '{"b":0,"c":0,"a":{"x":1.0,"y":3}}',
      '{"b":0,"c":0,"a":{"x":1.0,"y":3}}',
    ],
    [
      'writes a copy like its original',
      '{\n  "a": {"x": 1}\n}',
      '{"a":{"x":1},"b":{"x":1}}',
      '{\n  "a": {"x": 1},\n  "b": {"x": 1}\n}',
    ],
    ['indents a part that comes up to the root', '{\n  "a": {\n    "x": 1.0\n  }\n}', '{"x":1.0}', '{\n  "x": 1.0\n}'],
    ['reorders keys that look like numbers', '{"10":1,"2":2,"1":3}', '{"2":2,"1":3,"10":1}', '{"2":2,"1":3,"10":1}'],
    ['replaces the whole', '  1 ', '"a"', '  "a" '],
  ])('%s', (_, text, wanted, result) => {
    expect(reached(text, wanted)).toBe(result)
  })
})

describe('isTextOf', () => {
  it('knows a value in any layout', () => {
    fc.assert(
      fc.property(anyJsonText, ({ text, value }) => {
        expect(isTextOf(text, value)).toBe(true)
      }),
    )
  })

  it.each<[name: string, text: string]>([
    ['another order of keys', '{"b":[1.0],"a":null}'],
    ['another spelling of a number', '{"a":null,"b":[1]}'],
    ['one item more', '{"a":null,"b":[1.0,2]}'],
    ['another key', '{"a":null,"c":[1.0]}'],
    ['a trailing comma', '{"a":null,"b":[1.0],}'],
    ['too deep a nesting', '['.repeat(600) + ']'.repeat(600)],
  ])('is not taken in by %s', (_, text) => {
    expect(isTextOf(text, parsed('{"a":null,"b":[1.0]}'))).toBe(false)
  })
})

type Path = readonly (string | number)[]
interface Change {
  readonly steps: readonly number[]
  readonly kind: 'replace' | 'remove' | 'add' | 'rename'
  readonly key: string
  readonly value: JsonValue
}

const anyChange: fc.Arbitrary<Change> = fc.record({
  steps: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
  kind: fc.constantFrom('replace', 'remove', 'add', 'rename'),
  key: fc.constantFrom('new', '5', '', '__proto__', 'z'),
  value: anyJsonValue,
})

/** Makes one change somewhere in a value; the path names the part that was changed, removed or is new. */
function changeOnePart(
  value: JsonValue,
  { steps, kind, key, value: wanted }: Change,
): { value: JsonValue; path: Path } {
  return change(value, steps, [])

  function change(
    part: JsonValue,
    [step = 0, ...rest]: readonly number[],
    path: Path,
  ): { value: JsonValue; path: Path } {
    if (part.kind === 'array' && part.items.length > 0) {
      const index = step % part.items.length
      if (rest.length > 0) {
        const inner = change(part.items[index]!, rest, [...path, index])
        return { value: { ...part, items: part.items.with(index, inner.value) }, path: inner.path }
      }
      // Items after a removed or new one are other items than before at their index.
      if (kind === 'remove') return { value: { ...part, items: part.items.toSpliced(index, 1) }, path }
      if (kind === 'add') return { value: { ...part, items: part.items.toSpliced(index, 0, wanted) }, path }
      return { value: { ...part, items: part.items.with(index, wanted) }, path: [...path, index] }
    }
    if (part.kind === 'object' && part.entries.length > 0) {
      const index = step % part.entries.length
      const [name, item] = part.entries[index]!
      const entries = part.entries
      const isFree = entries.every(([other]) => other !== key)
      if (rest.length > 0) {
        const inner = change(item, rest, [...path, name])
        return { value: { ...part, entries: entries.with(index, [name, inner.value]) }, path: inner.path }
      }
      if (kind === 'remove') return { value: { ...part, entries: entries.toSpliced(index, 1) }, path: [...path, name] }
      if (kind === 'add' && isFree) {
        return { value: { ...part, entries: entries.toSpliced(index, 0, [key, wanted]) }, path: [...path, key] }
      }
      if (kind === 'rename' && isFree) {
        return { value: { ...part, entries: entries.with(index, [key, item]) }, path: [...path, name] }
      }
      return { value: { ...part, entries: entries.with(index, [name, wanted]) }, path: [...path, name] }
    }
    return { value: wanted, path }
  }
}

/** The written text of every value in a text, by its path. */
function textsByPath(text: string): Map<string, string> {
  const texts = new Map<string, string>()
  collect(parseTree(text)!, [])
  return texts

  function collect(node: Node, path: Path): void {
    texts.set(JSON.stringify(path), text.slice(node.offset, node.offset + node.length))
    node.children?.forEach((child, index) => {
      if (child.type === 'property') collect(child.children![1]!, [...path, child.children![0]!.value as string])
      else collect(child, [...path, index])
    })
  }
}

/** Whether a path neither leads to the changed part, nor into it, nor holds it. */
function isBeside(pathText: string, changed: Path): boolean {
  const path = JSON.parse(pathText) as Path
  return path.slice(0, changed.length).some((step, index) => step !== changed[index])
}
