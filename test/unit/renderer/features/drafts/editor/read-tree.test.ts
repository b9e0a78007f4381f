import { describe, expect, it } from 'vitest'
import { MAX_TREE_KEYS, MAX_TREE_LENGTH, readTree } from '../../../../../../renderer/features/drafts/editor/read-tree'

function objectOf(keys: number): string {
  return JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, index) => [`k${index}`, index])))
}

describe('readTree', () => {
  it('reads JSON', () => {
    expect(readTree('[1.0]')).toEqual({
      ok: true,
      value: { kind: 'array', items: [{ kind: 'number', lexeme: '1.0' }] },
    })
  })

  it('names the place where a text is not JSON', () => {
    expect(readTree('{\n  "a": }')).toMatchObject({
      ok: false,
      closure: { reason: 'problem', problem: { kind: 'syntax', line: 2 } },
    })
  })

  it('names a key that stands twice', () => {
    expect(readTree('{"a":1,\n"a":2}')).toMatchObject({
      ok: false,
      closure: { reason: 'problem', problem: { kind: 'duplicate-key', line: 2 } },
    })
  })

  it('takes an object with as many keys as the tree can draw, and no more', () => {
    expect(readTree(`[${objectOf(MAX_TREE_KEYS)}]`).ok).toBe(true)
    expect(readTree(`[${objectOf(MAX_TREE_KEYS + 1)}]`)).toEqual({
      ok: false,
      closure: { reason: 'too-wide', count: MAX_TREE_KEYS + 1 },
    })
  })

  it('does not even read a text that is too long', () => {
    const text = '['.repeat(MAX_TREE_LENGTH + 1)
    expect(readTree(text)).toEqual({ ok: false, closure: { reason: 'too-long', length: text.length } })
  })

  it.each(['__proto__', 'constructor'])('stays closed for a key named %s', key => {
    expect(readTree(`{"a":[{"${key}":1}]}`)).toEqual({ ok: false, closure: { reason: 'reserved-key', key } })
  })
})
