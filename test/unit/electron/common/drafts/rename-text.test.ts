import { describe, expect, it } from 'vitest'
import { renameText } from '#common/drafts/rename-text'

describe('a text with another NAME', () => {
  it('keeps all else as it is spelled', () => {
    expect(renameText('{\r\n  "SORT": 1.0,\r\n  "NAME" : "Till"\r\n}\r\n', 'Till "2"')).toBe(
      '{\r\n  "SORT": 1.0,\r\n  "NAME" : "Till \\"2\\""\r\n}\r\n',
    )
  })

  it.each([['{"NAME": "Till"'], ['[1]'], ['"Till"'], [''], ['{"NAME":"a","NAME":"b"}']])('is as it was: %s', text => {
    expect(renameText(text, 'Other')).toBe(text)
  })
})
