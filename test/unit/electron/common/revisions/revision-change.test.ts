import { describe, expect, it } from 'vitest'
import { changeBetween } from '#common/revisions/revision-change'

describe('the change from one text to the next', () => {
  it.each([
    ['{"a":1,"b":2,"c":3}', '{"a":1,"b":5,"d":4}', { added: 1, removed: 1, changed: 1, moved: 0 }],
    ['{"a":1}', '{ "a": 1 }', { added: 0, removed: 0, changed: 0, moved: 0 }],
    ['{"a":1,"b":2}', '{"b":2,"a":1}', { added: 0, removed: 0, changed: 0, moved: 1 }],
    ['{"a":1}', '{"a":"1"}', { added: 0, removed: 0, changed: 1, moved: 0 }],
  ])('of %s to %s is counted', (before, after, counts) => {
    expect(changeBetween(before, after)).toMatchObject(counts)
  })

  it('names the first places', () => {
    const change = changeBetween('{"A/B":{"x":1},"c":1,"d":1,"e":1}', '{"A/B":{},"c":2,"d":2,"e":2}')

    expect(change).toMatchObject({ changed: 3, removed: 1, paths: ['/A~1B/x', '/c', '/d'] })
  })

  it.each([
    ['is no JSON', '{', '{}'],
    ['has a key twice', '{}', '{"a":1,"a":2}'],
    ['is very long', '{}', `"${'x'.repeat(300_000)}"`],
  ])('is not said of a text that %s', (_what, before, after) => {
    expect(changeBetween(before, after)).toBeNull()
  })
})
