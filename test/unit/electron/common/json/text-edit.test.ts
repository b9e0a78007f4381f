import { describe, expect, it } from 'vitest'
import { applyTextEdits } from '#common/json/text-edit'

describe('applyTextEdits', () => {
  it('replaces, inserts and removes by offsets of the text before', () => {
    const edits = [
      { offset: 0, length: 1, text: 'AA' },
      { offset: 2, length: 0, text: '+' },
      { offset: 2, length: 1, text: '' },
      { offset: 4, length: 0, text: '!' },
    ]
    expect(applyTextEdits('abcd', edits)).toBe('AAb+d!')
  })

  it('refuses edits that overlap', () => {
    const edits = [
      { offset: 0, length: 2, text: '' },
      { offset: 1, length: 1, text: '' },
    ]
    expect(() => applyTextEdits('abc', edits)).toThrow('must not overlap')
  })
})
