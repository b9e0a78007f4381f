import { describe, expect, it } from 'vitest'
import { parseJson, type JsonValue } from '#common/json/json-value'
import { treeChange, type TreePatch } from '../../../../../../renderer/features/drafts/editor/tree-edits'
import { toTreeValue } from '../../../../../../renderer/features/drafts/editor/tree-value'

function parsed(text: string): JsonValue {
  const result = parseJson(text)
  if (!result.ok) throw new Error(`Not JSON: ${text}`)
  return result.value
}

/** The text after the steps; `shown` is what the tree has then, which forgets where keys like numbers stood. */
function changed(text: string, patch: TreePatch | undefined, shown: string): string {
  return treeChange({ text, value: parsed(text) }, patch, toTreeValue(parsed(shown))).after.text
}

describe('treeChange', () => {
  it.each<[name: string, text: string, patch: TreePatch, shown: string, after: string]>([
    [
      'moves a key that looks like a number',
      '{"10":"a", "2":"b"}',
      [{ op: 'move', from: '/10', path: '/10' }],
      '{"2":"b","10":"a"}',
      '{"2":"b", "10":"a"}',
    ],
    [
      'renames a key to a number in its place',
      '{"a":1.0, "2":2}',
      [
        { op: 'move', from: '/a', path: '/7' },
        { op: 'move', from: '/2', path: '/2' },
      ],
      '{"2":2,"7":1.0}',
      '{"7":1.0, "2":2}',
    ],
    [
      'replaces a value beside one with a peculiar spelling',
      '{"a":1.0,"b":"x"}',
      [{ op: 'replace', path: '/b', value: toTreeValue(parsed('2.50')) }],
      '{"a":1.0,"b":2.50}',
      '{"a":1.0,"b":2.50}',
    ],
    [
      'copies a part',
      '[{"a": 1}]',
      [{ op: 'copy', from: '/0', path: '/1' }],
      '[{"a":1},{"a":1}]',
      '[{"a": 1}, {"a": 1}]',
    ],
    ['removes a part', '[{"a": 1}, 2]', [{ op: 'remove', path: '/0' }], '[2]', '[2]'],
  ])('%s', (_, text, patch, shown, after) => {
    expect(changed(text, patch, shown)).toBe(after)
  })

  it('takes the whole value when the tree names no steps', () => {
    expect(changed('{ "a": 1.0 }', undefined, '{"a":1.0,"b":2}')).toBe('{ "a": 1.0, "b": 2 }')
  })

  it.each<[name: string, patch: TreePatch, shown: string]>([
    ['lead elsewhere than what is shown', [{ op: 'remove', path: '/a' }], '{"a":1}'],
    ['name a place that is not there', [{ op: 'remove', path: '/z' }], '{"a":1}'],
    ['bring in what is not JSON', [{ op: 'add', path: '/z', value: undefined }], '{"a":1}'],
    ['test', [{ op: 'test', path: '/a', value: 1 }], '{"a":1}'],
  ])('refuses steps that %s', (_, patch, shown) => {
    expect(() => changed('{"a":1}', patch, shown)).toThrow()
  })
})
