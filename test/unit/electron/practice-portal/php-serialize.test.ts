import { describe, expect, it } from 'vitest'
import { decodeJson } from '../../../../electron/practice-portal/php-json'
import { serializedSizeBytes } from '../../../../electron/practice-portal/php-serialize'

describe('serializedSizeBytes', () => {
  // Each size is that of what serialize of PHP 8.2 writes.
  it.each([
    ['null', 2],
    ['true', 4],
    ['-12', 6],
    ['1.0', 4],
    ['1e25', 10],
    ['"é"', 9],
    ['[]', 6],
    ['[1,2]', 22],
    ['{"a":{"b":[1,2,3.25]}}', 61],
    ['{"10":1,"01":2,"-5":[]}', 39],
  ])('measures %s as %d bytes', (text, sizeBytes) => {
    expect(serializedSizeBytes(decodeJson(text) ?? null)).toBe(sizeBytes)
  })
})
