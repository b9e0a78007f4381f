import { describe, expect, it } from 'vitest'
import { applyJsonPatch, type JsonPatchOperation } from '#common/json/json-patch'
import { parseJson, printJson, type JsonValue } from '#common/json/json-value'

function parsed(text: string): JsonValue {
  const result = parseJson(text)
  if (!result.ok) throw new Error(`Not JSON: ${text}`)
  return result.value
}

const nine: JsonValue = { kind: 'number', lexeme: '9.0' }

describe('applyJsonPatch', () => {
  it.each<[name: string, before: string, operations: JsonPatchOperation[], after: string]>([
    [
      'adds a key last, whatever it looks like',
      '{"b":1,"7":2}',
      [{ op: 'add', path: '/5', value: nine }],
      '{"b":1,"7":2,"5":9.0}',
    ],
    ['adds over a key in its place', '{"a":1,"b":2}', [{ op: 'add', path: '/a', value: nine }], '{"a":9.0,"b":2}'],
    ['adds an item at an index', '[1,2]', [{ op: 'add', path: '/1', value: nine }], '[1,9.0,2]'],
    ['adds an item at the end', '{"a":[1]}', [{ op: 'add', path: '/a/-', value: nine }], '{"a":[1,9.0]}'],
    [
      'replaces in place',
      '{"10":1,"2":{"x":2}}',
      [{ op: 'replace', path: '/2/x', value: nine }],
      '{"10":1,"2":{"x":9.0}}',
    ],
    ['replaces an item', '[1,2]', [{ op: 'replace', path: '/0', value: nine }], '[9.0,2]'],
    ['replaces the whole', '[1]', [{ op: 'replace', path: '', value: nine }], '9.0'],
    ['removes an entry', '{"a":1,"b":2}', [{ op: 'remove', path: '/a' }], '{"b":2}'],
    ['removes an item', '[1,2,3]', [{ op: 'remove', path: '/1' }], '[1,3]'],
    ['copies a value', '{"a":[1.0]}', [{ op: 'copy', from: '/a', path: '/b' }], '{"a":[1.0],"b":[1.0]}'],
    ['moves a part up to the root', '{"a":[1.0]}', [{ op: 'move', from: '/a', path: '' }], '[1.0]'],
    ['moves an item down', '[1,2,3]', [{ op: 'move', from: '/0', path: '/2' }], '[2,3,1]'],
    [
      'sends a key last that is moved to its own place',
      '{"10":1,"2":2,"a":3}',
      [{ op: 'move', from: '/10', path: '/10' }],
      '{"2":2,"a":3,"10":1}',
    ],
    [
      'renames a key and sends the later ones after it',
      '{"a":1,"3":2,"b":3}',
      [
        { op: 'move', from: '/a', path: '/9' },
        { op: 'move', from: '/3', path: '/3' },
        { op: 'move', from: '/b', path: '/b' },
      ],
      '{"9":1,"3":2,"b":3}',
    ],
    [
      'reads escaped pointers',
      '{"a/b":{"c~d":1}}',
      [{ op: 'replace', path: '/a~1b/c~0d', value: nine }],
      '{"a/b":{"c~d":9.0}}',
    ],
    ['takes __proto__ for a key', '{}', [{ op: 'add', path: '/__proto__', value: nine }], '{"__proto__":9.0}'],
  ])('%s', (_, before, operations, after) => {
    expect(printJson(applyJsonPatch(parsed(before), operations), 0)).toBe(after)
  })

  it.each<[name: string, operation: JsonPatchOperation]>([
    ['replaces what is not there', { op: 'replace', path: '/b', value: nine }],
    ['removes what is not there', { op: 'remove', path: '/b/c' }],
    ['moves what is not there', { op: 'move', from: '/b', path: '/c' }],
    ['leads into a number', { op: 'add', path: '/a/b', value: nine }],
    ['removes the root', { op: 'remove', path: '' }],
  ])('throws when an operation %s', (_, operation) => {
    expect(() => applyJsonPatch(parsed('{"a":1}'), [operation])).toThrow()
  })

  it('leaves the value it was given as it was', () => {
    const value = parsed('{"a":[1,{"b":2}]}')
    applyJsonPatch(value, [{ op: 'remove', path: '/a/1/b' }])
    expect(printJson(value, 0)).toBe('{"a":[1,{"b":2}]}')
  })
})
