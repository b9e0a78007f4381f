import { describe, expect, it } from 'vitest'
import { findLine, MAX_SHOWN_LINE } from '#common/drafts/find-line'

describe('the line that is found', () => {
  it.each([
    ['the first that has it', '{\n  "A": 1,\n  "AB": 2\n}', 'ab', '"AB": 2'],
    ['the only one', 'one line', 'LINE', 'one line'],
    ['of Windows line endings', 'a\r\n bc \r\nd', 'b', 'bc'],
    ['at a line break itself', 'a\nb', '\n', 'a'],
  ])('is %s', (_, text, searched, line) => {
    expect(findLine(text, searched)).toBe(line)
  })

  it('is none where nothing is found', () => {
    expect(findLine('{}', 'a')).toBeNull()
  })

  it('is cut to its part around what was found', () => {
    const line = findLine(`${'x'.repeat(500)}needle${'y'.repeat(500)}`, 'needle') ?? ''

    expect(line).toContain('needle')
    expect(line.length).toBeLessThanOrEqual(MAX_SHOWN_LINE)
  })

  it('is found beside letters whose lower case is longer', () => {
    expect(findLine('İİİ\nneedle', 'NEEDLE')).toBe('needle')
  })
})
